// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvFeatures.h"

#include "core/data/CsvOffset.h"
#include "core/data/DataError.h"
#include "core/data/ShownText.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <set>

namespace cyclo {

namespace {

std::string rowsText(std::int64_t count) {
    return std::to_string(count) + (count == 1 ? " row" : " rows");
}

/// What a column holds.
struct ColumnContents {
    std::int64_t missing = 0;
    std::int64_t firstTextRow = -1; ///< -1: every cell that is there is a number
    std::set<std::string> words;    ///< different ones, at most kMostWords + 1
};

ColumnContents contentsOf(const CsvTable& table, std::size_t column) {
    ColumnContents contents;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
        const std::string& cell = table.cell(row, column);
        if (isMissing(cell)) {
            ++contents.missing;
            continue;
        }
        if (contents.firstTextRow < 0 && !csvNumber(cell)) contents.firstTextRow = row;
        if (contents.words.size() <= kMostWords) contents.words.insert(cell);
    }
    return contents;
}

double meanOf(std::span<const double> numbers) {
    const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    return numbers.empty() ? 0.0 : sum / static_cast<double>(numbers.size());
}

/// As people read it: 540.633, not 540.633150.
std::string numberForNote(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

void addNumbers(CsvEncoding& encoding, const CsvTable& table, std::size_t column,
                const ColumnContents& contents, std::span<const std::int64_t> train) {
    const std::vector<double> numbers = numbersOf(table, column, train);
    const double mean = meanOf(numbers), offset = offsetOf(numbers);
    encoding.features.push_back({.column = column, .values = {}, .fill = mean, .offset = offset});
    encoding.names.push_back(shortened(table.columns[column]));
    if (contents.missing > 0)
        encoding.notes.push_back(encoding.names.back() + ": missing in " + rowsText(contents.missing) +
                                 ", filled with the training mean " + numberForNote(mean));
    if (offset != 0)
        encoding.notes.push_back(offsetNote(encoding.names.back(), offset) +
                                 " (not with normalize unit or none)");
}

void addWords(CsvEncoding& encoding, const CsvTable& table, std::size_t column,
              const ColumnContents& contents) {
    const std::string name = shortened(table.columns[column]);
    const std::string& cell = table.cell(contents.firstTextRow, column);
    const std::string because = "'" + shortened(cell) + "' in line " +
                                std::to_string(table.lines[static_cast<std::size_t>(contents.firstTextRow)]) +
                                " " + whyNoNumber(cell);
    if (contents.words.size() > kMostWords) {
        encoding.notes.push_back(name + ": left out, more than " + std::to_string(kMostWords) +
                                 " different values (" + because + ")");
        return;
    }
    encoding.features.push_back({.column = column, .values = {contents.words.begin(), contents.words.end()}});
    for (const auto& word : contents.words)
        encoding.names.push_back(name + "=" + shortened(word));
    std::string note = name + ": " + std::to_string(contents.words.size()) +
                       " words, a feature of 0 or 1 each (" + because + ")";
    if (contents.missing > 0) note += "; missing in " + rowsText(contents.missing) + ", all 0 there";
    encoding.notes.push_back(note);
}

void encodeCell(const CsvTable& table, std::int64_t row, const CsvFeature& feature,
                std::vector<float>& values) {
    const std::string& cell = table.cell(row, feature.column);
    if (!feature.values.empty()) {
        for (const auto& word : feature.values)
            values.push_back(cell == word ? 1.0f : 0.0f);
        return;
    }
    const auto number = isMissing(cell) ? feature.fill : csvNumber(cell);
    if (!number)
        throw DataError(table.path.string() + ": line " +
                        std::to_string(table.lines[static_cast<std::size_t>(row)]) + ": column " +
                        shortened(table.columns[feature.column]) + " has '" + shortened(cell) + "', which " +
                        whyNoNumber(cell) + "; a number is needed as in training");
    values.push_back(static_cast<float>(*number - feature.offset));
}

} // namespace

std::vector<double> CsvEncoding::offsets() const {
    std::vector<double> all;
    for (const auto& feature : features)
        all.insert(all.end(), feature.width(), feature.offset);
    return all;
}

std::vector<double> numbersOf(const CsvTable& table, std::size_t column, std::span<const std::int64_t> rows) {
    std::vector<double> numbers;
    for (const std::int64_t row : rows) {
        const std::string& cell = table.cell(row, column);
        if (const auto number = csvNumber(cell); number && !isMissing(cell)) numbers.push_back(*number);
    }
    return numbers;
}

std::string offsetNote(const std::string& name, double offset) {
    return name + ": single precision would lose its spread around " + numberForNote(offset) +
           ", so it is centred in double precision";
}

CsvEncoding encodingOf(const CsvTable& table, std::span<const std::size_t> columns,
                       std::span<const std::int64_t> train) {
    CsvEncoding encoding;
    for (const std::size_t column : columns) {
        const ColumnContents contents = contentsOf(table, column);
        if (contents.words.empty())
            encoding.notes.push_back(shortened(table.columns[column]) + ": left out, it is empty");
        else if (contents.firstTextRow < 0)
            addNumbers(encoding, table, column, contents, train);
        else
            addWords(encoding, table, column, contents);
    }
    if (encoding.features.empty())
        throw DataError(table.path.string() +
                        ": has no column to learn from beside the target; numbers, or words with up to " +
                        std::to_string(kMostWords) + " values, are needed");
    return encoding;
}

std::vector<float> encode(const CsvTable& table, const CsvEncoding& encoding,
                          std::span<const std::int64_t> rows) {
    std::vector<float> values;
    values.reserve(rows.size() * encoding.names.size());
    for (const std::int64_t row : rows)
        for (const auto& feature : encoding.features)
            encodeCell(table, row, feature, values);
    return values;
}

} // namespace cyclo
