// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// The cells of a table file, as text.
struct CsvTable {
    std::filesystem::path path;
    std::vector<std::string> columns; ///< names from the first line, or "column1", "column2", ...
    std::vector<std::string> cells;   ///< [rows, columns], blanks at the ends cut off
    std::vector<std::int64_t> lines;  ///< per row: where it begins in the file, from 1
    bool hasHeader = false;
    bool numbersRows = false; ///< the first column, which has no name, is whole numbers, no two alike

    std::int64_t rows() const { return static_cast<std::int64_t>(lines.size()); }
    const std::string& cell(std::int64_t row, std::size_t column) const {
        return cells[static_cast<std::size_t>(row) * columns.size() + column];
    }
};

/// Whether the first line holds names.
enum class CsvHeader {
    Auto, ///< it does when no cell of it is a number or empty; the first may be empty where a number stands
          ///< below one of the others
    Yes,
    No
};

/// Reads a table (RFC 4180: quotes, doubled quotes and line breaks inside them), plain, gzip or xz, separated
/// by comma, semicolon or tab, whichever the first line has most of. Empty lines are skipped.
/// @throws DataError  with line and cause: no rows, rows of different lengths, a quote that does not end,
/// bytes
///         that are no text, two columns of one name, more than 1 GiB
CsvTable readCsv(const std::filesystem::path& path, CsvHeader header);

/// A finite number that is the whole text and that single precision can hold, so up to 3.4e38; nothing for
/// any other text.
std::optional<double> csvNumber(const std::string& text);

/// What to say of a text that is not such a number: "is no number", "is too large a number; ...".
std::string whyNoNumber(const std::string& text);

/// Empty, "?", "NA", "N/A", "NaN", "null", in any case.
bool isMissing(const std::string& text);

} // namespace cyclo
