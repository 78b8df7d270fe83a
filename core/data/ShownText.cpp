// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ShownText.h"

#include <cstdio>

namespace cyclo {

namespace {

constexpr std::size_t kMostShown = 60; // bytes

std::string escape(char c) {
    if (c == '\n') return "\\n";
    if (c == '\r') return "\\r";
    if (c == '\t') return "\\t";
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
    return text;
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

bool continuesLetter(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

} // namespace

std::string onOneLine(const std::string& text) {
    std::string line;
    for (const char c : text)
        line += isControl(c) ? escape(c) : std::string(1, c);
    return line;
}

std::string shortened(const std::string& text) {
    if (text.size() <= kMostShown) return onOneLine(text);
    std::size_t end = kMostShown;
    while (end > 0 && continuesLetter(text[end]))
        --end;
    return onOneLine(text.substr(0, end)) + "…";
}

} // namespace cyclo
