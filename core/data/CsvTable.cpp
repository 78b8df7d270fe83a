// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvTable.h"

#include "core/data/DataError.h"
#include "core/data/PackedFile.h"
#include "core/data/ShownText.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <span>
#include <string_view>

namespace cyclo {

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30; // all cells stay in memory

DataError atLine(const std::filesystem::path& path, std::int64_t line, const std::string& cause) {
    return DataError(path.string() + ": line " + std::to_string(line) + ": " + cause);
}

std::string readText(const std::filesystem::path& path) {
    PackedFile file(path);
    const auto bytes = file.readUpTo(kMostBytes + 1);
    if (bytes.size() > kMostBytes)
        throw DataError(path.string() + ": is larger than 1 GiB, which is the most that is read");
    const std::string_view mark = "\xEF\xBB\xBF"; // of UTF-8, as some programs write it
    std::string text(bytes.begin(), bytes.end());
    if (text.starts_with(mark)) text.erase(0, mark.size());
    return text;
}

char separatorOf(std::string_view text) {
    std::array<std::int64_t, 3> counts{};
    constexpr std::string_view separators = ",;\t";
    bool quoted = false;
    for (char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        if (const auto at = separators.find(c); at != std::string_view::npos) ++counts[at];
    }
    return separators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/// Goes through the text once.
class CsvReader {
public:
    CsvReader(const std::filesystem::path& path, std::string_view text)
        : path_(path), text_(text), separator_(separatorOf(text)) {}

    /// The next row that is not empty; nothing at the end. line() is where it begins.
    bool next(std::vector<std::string>& cells) {
        while (at_ < text_.size()) {
            cells.clear();
            rowLine_ = line_;
            readRow(cells);
            if (cells.size() > 1 || !cells.front().empty()) return true;
        }
        return false;
    }

    std::int64_t line() const { return rowLine_; }

private:
    void readRow(std::vector<std::string>& cells) {
        do {
            cells.push_back(readCell());
        } while (take(separator_));
        take('\r');
        if (at_ < text_.size() && !take('\n'))
            throw atLine(path_, line_,
                         "there is text behind a closing quote; a quote inside a cell is doubled");
        ++line_;
    }

    bool take(char c) {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    std::string readCell() {
        while (at_ < text_.size() && isBlank(text_[at_]) && text_[at_] != separator_)
            ++at_;
        return take('"') ? readQuoted() : readPlain();
    }

    std::string readQuoted() {
        const std::int64_t opened = line_;
        std::string cell;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] == '"' && (at_ + 1 == text_.size() || text_[at_ + 1] != '"')) {
                ++at_;
                while (at_ < text_.size() && text_[at_] != separator_ && isBlank(text_[at_]))
                    ++at_;
                return cell;
            }
            if (text_[at_] == '"') ++at_;
            append(cell, text_[at_]);
        }
        throw atLine(path_, opened, "a quote opens here and never closes");
    }

    std::string readPlain() {
        std::string cell;
        for (; at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n'; ++at_)
            append(cell, text_[at_]);
        while (!cell.empty() && isBlank(cell.back()))
            cell.pop_back();
        return cell;
    }

    void append(std::string& cell, char c) const {
        if (c == '\0') throw atLine(path_, line_, "there is a byte 0; this is no text file");
        cell += c;
    }

    const std::filesystem::path& path_;
    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
    std::int64_t rowLine_ = 1;
};

enum class NumberSize { Fits, TooLarge, None };

struct CsvNumber {
    NumberSize size = NumberSize::None;
    double value = 0;
};

/// Of a number that from_chars calls out of range: whether it lies below the smallest one.
bool hasNegativeExponent(const std::string& text) {
    const auto e = text.find_first_of("eE");
    return e != std::string::npos && text.compare(e + 1, 1, "-") == 0;
}

CsvNumber parsedNumber(const std::string& text) {
    double value = 0;
    const char* const first = text.data() + (text.size() > 1 && text[0] == '+' ? 1 : 0);
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(first, last, value);
    if (end != last || error == std::errc::invalid_argument) return {};
    if (error == std::errc::result_out_of_range)
        return {.size = hasNegativeExponent(text) ? NumberSize::None : NumberSize::TooLarge, .value = 0};
    if (!std::isfinite(value)) return {}; // "inf" and "nan" are read
    if (std::abs(value) > std::numeric_limits<float>::max())
        return {.size = NumberSize::TooLarge, .value = 0};
    return {.size = NumberSize::Fits, .value = value};
}

bool isName(const std::string& cell) {
    return !cell.empty() && parsedNumber(cell).size == NumberSize::None;
}

/// Names but for the first, as pandas and R write it above the numbers of the rows. A row of words without
/// its first cell looks the same, so a number must stand below one of the names.
bool isHeaderOfNumberedRows(const std::vector<std::string>& cells, CsvReader ahead) {
    const auto names = std::span(cells).subspan(1);
    const auto isWord = [](const auto& cell) { return isName(cell) && !isMissing(cell); };
    std::vector<std::string> below;
    return cells.front().empty() && !names.empty() && std::ranges::all_of(names, isWord) &&
           ahead.next(below) && below.size() == cells.size() &&
           std::any_of(below.begin() + 1, below.end(),
                       [](const auto& cell) { return csvNumber(cell).has_value(); });
}

bool isHeader(const std::vector<std::string>& cells, CsvHeader header, const CsvReader& ahead) {
    if (header != CsvHeader::Auto) return header == CsvHeader::Yes;
    return std::ranges::all_of(cells, isName) || isHeaderOfNumberedRows(cells, ahead);
}

void nameColumns(CsvTable& table, const std::vector<std::string>& first, CsvHeader header,
                 const CsvReader& ahead) {
    table.hasHeader = isHeader(first, header, ahead);
    table.numbersRows = table.hasHeader && first.front().empty(); // as far as is known
    for (std::size_t i = 0; i < first.size(); ++i)
        table.columns.push_back(table.hasHeader && !first[i].empty() ? first[i]
                                                                     : "column" + std::to_string(i + 1));
    std::set<std::string> names;
    for (const auto& name : table.columns)
        if (!names.insert(name).second)
            throw atLine(table.path, 1,
                         "two columns are named '" + shortened(name) + "'; every column needs its own name");
}

/// Whether the first column can be the numbers of the rows: whole, and no two alike, in any order.
bool firstNumbersRows(const CsvTable& table) {
    std::set<double> numbers;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
        const auto number = csvNumber(table.cell(row, 0));
        if (!number || *number != std::floor(*number) || !numbers.insert(*number).second) return false;
    }
    return true;
}

} // namespace

std::optional<double> csvNumber(const std::string& text) {
    const CsvNumber number = parsedNumber(text);
    if (number.size != NumberSize::Fits) return std::nullopt;
    return number.value;
}

std::string whyNoNumber(const std::string& text) {
    return parsedNumber(text).size == NumberSize::TooLarge ? "is too large a number; 3.4e38 is the most"
                                                           : "is no number";
}

bool isMissing(const std::string& text) {
    if (text.empty() || text == "?") return true;
    if (text.size() > 4) return false;
    std::string lower;
    for (char c : text)
        lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower == "na" || lower == "n/a" || lower == "nan" || lower == "null";
}

CsvTable readCsv(const std::filesystem::path& path, CsvHeader header) {
    const std::string text = readText(path);
    CsvReader reader(path, text);
    CsvTable table{.path = path, .columns = {}, .cells = {}, .lines = {}, .hasHeader = false};
    std::vector<std::string> row;
    while (reader.next(row)) {
        if (table.columns.empty()) {
            nameColumns(table, row, header, reader);
            if (table.hasHeader) continue;
        }
        if (row.size() != table.columns.size())
            throw atLine(path, reader.line(),
                         std::to_string(row.size()) + " cells; the first line has " +
                             std::to_string(table.columns.size()));
        table.lines.push_back(reader.line());
        std::ranges::move(row, std::back_inserter(table.cells));
    }
    if (table.rows() == 0)
        throw DataError(path.string() + ": has no rows; a table needs some below its header");
    table.numbersRows = table.numbersRows && firstNumbersRows(table);
    return table;
}

} // namespace cyclo
