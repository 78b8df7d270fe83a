// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/CsvData.h"

#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// What is to be learned from a table.
struct CsvTarget {
    std::vector<std::size_t> columns;
    std::vector<std::string> classNames; ///< sorted (numbers by value); empty: real targets
    std::vector<double> offsets;         ///< of real targets, taken off before they become floats (offsetOf)
    std::vector<std::string> notes;
};

/// @throws DataError  for columns that do not exist and targets that cannot be what `task` says
CsvTarget targetOf(const CsvTable& table, const std::string& names, CsvTask task);

/// Rows whose target is there.
std::vector<std::int64_t> rowsWithTarget(const CsvTable& table, const CsvTarget& target);

/// Classes of some rows. @throws DataError  naming line and text of a class that training does not have
std::vector<std::int32_t> labelsOf(const CsvTable& table, const CsvTarget& target,
                                   std::span<const std::int64_t> rows);

/// Real targets of some rows, less the offsets, [rows, target.columns.size()]. @throws DataError  for text
/// that is no number
std::vector<float> realTargetsOf(const CsvTable& table, const CsvTarget& target,
                                 std::span<const std::int64_t> rows);

} // namespace cyclo
