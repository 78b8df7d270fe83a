// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cyclo::cli {

/// Wrong usage or input: one line that says what is wrong, where, and what would be right. Exit code 2.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Whole numbers that an option takes, both ends included.
struct CountRange {
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// Longest run that is accepted; its rows alone take 24 bytes each.
inline constexpr std::int64_t kMostSteps = 10'000'000;

/// Reads a finite number; "nan", "inf" and trailing letters are refused.
/// @throws UsageError  naming the option and the text
double readNumber(const std::string& option, const std::string& text);

/// Reads a whole number within the range. @throws UsageError likewise
std::int64_t readCount(const std::string& option, const std::string& text, CountRange range);

/// Options whose text is checked while the command line is read. `shown` is the default in the help text,
/// empty where there is none. The target may be optional<>; it is left alone when the option is not given.
CLI::Option* addText(CLI::App& app, const std::string& name, const std::string& type,
                     std::function<void(const std::string&)> read, const std::string& help,
                     const std::string& shown = {});

template <class Target>
CLI::Option* addNumber(CLI::App& app, const std::string& name, Target& target, const std::string& help,
                       const std::string& shown = {}) {
    return addText(
        app, name, "NUMBER", [name, &target](const std::string& text) { target = readNumber(name, text); },
        help, shown);
}

template <class Target>
CLI::Option* addCount(CLI::App& app, const std::string& name, Target& target, CountRange range,
                      const std::string& help, const std::string& shown = {}) {
    return addText(
        app, name, "COUNT",
        [name, &target, range](const std::string& text) {
            target = static_cast<Target>(readCount(name, text, range));
        },
        help, shown);
}

/// "a, b or c", for messages.
std::string listOf(const std::vector<std::string>& words);

/// The word nearest to a mistyped one, empty when none is near.
std::string nearestWord(const std::string& word, const std::vector<std::string>& known);

} // namespace cyclo::cli
