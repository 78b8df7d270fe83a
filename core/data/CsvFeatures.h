// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/CsvTable.h"

#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// How one column of a table becomes features.
struct CsvFeature {
    std::size_t column = 0;
    std::vector<std::string> values; ///< of a column of words, sorted: one feature each; empty: a number
    double fill = 0;                 ///< in place of a missing number
    double offset = 0;               ///< taken off a number before it becomes a float (offsetOf)

    std::size_t width() const { return values.empty() ? 1 : values.size(); }
};

/// The features of a table, and in words what was done to it.
struct CsvEncoding {
    std::vector<CsvFeature> features;
    std::vector<std::string> names; ///< of each feature: "age", "sex=F", "sex=M"
    std::vector<std::string> notes;

    std::vector<double> offsets() const; ///< of each feature
};

inline constexpr std::size_t kMostWords = 100; ///< of a column that becomes features

/// The numbers of a column in some rows, the missing ones left out.
std::vector<double> numbersOf(const CsvTable& table, std::size_t column, std::span<const std::int64_t> rows);

/// What a person should know of a column with an offset.
std::string offsetNote(const std::string& name, double offset);

/// @param columns  that are features
/// @param train    rows whose mean stands in for a missing number, and that decide on offsets
/// @throws DataError  if no column can be used
CsvEncoding encodingOf(const CsvTable& table, std::span<const std::size_t> columns,
                       std::span<const std::int64_t> train);

/// Values of some rows of a table with the same columns, less the offsets, [rows, names.size()].
/// @throws DataError  for text in a column of numbers
std::vector<float> encode(const CsvTable& table, const CsvEncoding& encoding,
                          std::span<const std::int64_t> rows);

} // namespace cyclo
