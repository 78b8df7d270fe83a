// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cyclo {

/// A setting behind the '?' of a spec.
struct DataOptionHelp {
    std::string name;    ///< "noise"
    std::string meaning; ///< with range and default
};

/// A kind of data set, and how its spec is written.
struct DataKind {
    std::string name;  ///< the word in front
    std::string place; ///< "DIR" if the spec goes on with ":DIR" (with ":FILE", "FILE"); else empty
    std::vector<DataOptionHelp> options;
    std::string description;
};

/// Every kind there is, in the order in which they are listed.
const std::vector<DataKind>& dataKinds();

/// "mnist:DIR", "csv:FILE?target=NAME".
std::string specOf(const DataKind& kind);

/// The options that are not in specOf.
std::vector<DataOptionHelp> furtherOptions(const DataKind& kind);

/// "mnist:DIR", "moons[?noise=&count=]", "csv:FILE?target=NAME[&test=&task=&header=]".
std::string specWithOptions(const DataKind& kind);

/// A `--data` spec in its parts: KIND, KIND:PLACE, and for kinds with options ?NAME=VALUE&NAME=VALUE behind.
/// In values %26 stands for '&' and %25 for '%'.
struct DataSpec {
    std::string kind;
    std::string place;
    std::map<std::string, std::string> options;

    bool operator==(const DataSpec&) const = default;
};

/// The parts of a text as far as it goes: the place may be missing, options may not exist. A text of no kind
/// that there is becomes the kind. @throws std::invalid_argument  for an option that is there twice
DataSpec splitDataSpec(const std::string& text);

/// @throws std::invalid_argument  for a kind or an option that does not exist, naming those that do, and for
/// a
///         place that is missing or too much
DataSpec parseDataSpec(const std::string& text);

/// The text that reads back as the same parts.
std::string toString(const DataSpec& spec);

/// Values of options. @throws std::invalid_argument  naming kind, option, range and what was written
double numberOption(const DataSpec& spec, const std::string& name, double byDefault, double from, double to);
std::int64_t countOption(const DataSpec& spec, const std::string& name, std::int64_t byDefault,
                         std::int64_t from, std::int64_t to);
std::string wordOption(const DataSpec& spec, const std::string& name, const std::string& byDefault,
                       const std::vector<std::string>& words);

} // namespace cyclo
