// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace cyclo::cli {

namespace {

std::string refusal(const std::string& option, const std::string& right, const std::string& text) {
    return option + " must be " + right + ", got '" + text + "'";
}

/// Whole text as a value; from_chars knows no leading '+'.
template <class Value> bool readWhole(const std::string& text, Value& value) {
    const char* const first = text.data() + (text.size() > 1 && text[0] == '+' ? 1 : 0);
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(first, last, value);
    return error == std::errc{} && end == last;
}

/// Levenshtein distance: letters to insert, delete or replace.
std::size_t editDistance(const std::string& from, const std::string& to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

double readNumber(const std::string& option, const std::string& text) {
    double value = 0.0;
    if (!readWhole(text, value) || !std::isfinite(value))
        throw UsageError(refusal(option, "a finite number such as 0.01 or 1e-2", text));
    return value;
}

std::int64_t readCount(const std::string& option, const std::string& text, CountRange range) {
    std::int64_t value = 0;
    if (!readWhole(text, value) || value < range.from || value > range.to) {
        throw UsageError(refusal(
            option, "a whole number from " + std::to_string(range.from) + " to " + std::to_string(range.to),
            text));
    }
    return value;
}

CLI::Option* addText(CLI::App& app, const std::string& name, const std::string& type,
                     std::function<void(const std::string&)> read, const std::string& help,
                     const std::string& shown) {
    const bool isPath = type == "FILE" || type == "DIR";
    const auto readPath = [name, isPath, read = std::move(read)](const std::string& text) {
        if (isPath && text.empty()) throw UsageError(name + " is empty; give a path, or leave it out");
        read(text);
    };
    auto* option = app.add_option_function<std::string>(name, readPath, help);
    return option->type_name(type)->default_str(shown);
}

std::string listOf(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

std::string nearestWord(const std::string& word, const std::vector<std::string>& known) {
    std::string nearest;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const auto& candidate : known) {
        if (const auto distance = editDistance(word, candidate); distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace cyclo::cli
