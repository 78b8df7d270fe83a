// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/JsonText.h"

#include "core/persistence/FileError.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

namespace cyclo {

namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kWidest = 100;

std::string compact(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isFlat(const Json& value) {
    return std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_primitive(); });
}

/// On one line: scalars, lists of scalars, and records in a list or short ones elsewhere.
bool fitsOneLine(const Json& value, bool inList) {
    if (!value.is_structured()) return true;
    if (!isFlat(value)) return false;
    return value.is_array() || inList || compact(value).size() <= kWidest;
}

void append(std::string& text, const Json& value, std::size_t indent, bool inList) {
    if (fitsOneLine(value, inList)) {
        text += compact(value);
        return;
    }
    const auto [open, close] = value.is_array() ? std::pair{'[', ']'} : std::pair{'{', '}'};
    text += open;
    const char* separator = "\n";
    for (const auto& item : value.items()) {
        text += separator;
        text.append(indent + 2, ' ');
        if (value.is_object()) text += compact(item.key()) + ": ";
        append(text, item.value(), indent + 2, value.is_array());
        separator = ",\n";
    }
    text += '\n';
    text.append(indent, ' ');
    text += close;
}

std::string place(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, std::min(byte, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto lineStart = before.rfind('\n');
    const auto column = before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + " (byte " +
           std::to_string(before.size()) + ")";
}

/// Follows the parser: how deep it is, and which keys the objects round it have so far.
class NestingCheck {
public:
    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        if (depth > kDeepest) throw FileError("JSON nested more than " + std::to_string(kDeepest) + " deep");
        const auto level = static_cast<std::size_t>(depth);
        // An object starts on the level that holds it; its keys come one level deeper.
        if (event == Json::parse_event_t::object_start) keys_.at(level + 1).clear();
        if (event == Json::parse_event_t::key && !keys_.at(level).insert(parsed.get<std::string>()).second)
            throw FileError("the JSON has the key " + compact(parsed) + " twice in one object");
        return true;
    }

private:
    std::vector<std::set<std::string>> keys_ = std::vector<std::set<std::string>>(kDeepest + 2);
};

} // namespace

std::string jsonText(const Json& value) {
    std::string text;
    append(text, value, 0, false);
    return text + '\n';
}

Json parseJson(std::string_view text) {
    NestingCheck nesting;
    try {
        return Json::parse(text, std::ref(nesting));
    } catch (const Json::parse_error& error) {
        throw FileError("no valid JSON at " + place(text, error.byte == 0 ? 0 : error.byte - 1));
    } catch (const Json::exception&) {
        throw FileError("no valid JSON: a number is too large for a double");
    }
}

Json numberOrNull(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

} // namespace cyclo
