// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/CsvTable.h"
#include "core/data/RawData.h"

namespace cyclo {

/// What a table is to be learned for.
enum class CsvTask {
    Auto, ///< text and whole numbers are classes (up to 100 different ones), real numbers are not; text in a
          ///< few rows of real numbers is refused
    Classes,
    Regression
};

struct CsvOptions {
    std::string target; ///< name of a column, its number from 1, or "last"; several with commas: regression
    std::string test;   ///< another table with the same columns; empty: a seeded fifth of this one
    CsvTask task = CsvTask::Auto;
    CsvHeader header = CsvHeader::Auto;
    std::uint64_t seed = 1; ///< of the split
};

/// Reads a table as features and target. Columns of numbers are features as they are; a missing number
/// becomes the mean of the training rows. Other columns become one feature of 0 or 1 for each of their values
/// (all 0 where it is missing); with more than 100 values they are left out. Rows without a target are left
/// out. RawData::notes says what was done.
/// @throws DataError  with file, line or column, and cause
RawData readCsvData(const std::filesystem::path& path, const CsvOptions& options);

} // namespace cyclo
