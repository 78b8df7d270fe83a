// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvData.h"

#include "core/data/CsvFeatures.h"
#include "core/data/CsvOffset.h"
#include "core/data/CsvTarget.h"
#include "core/data/DataError.h"
#include "core/data/SeededSplit.h"
#include "core/data/ShownText.h"
#include "core/data/TableDataset.h"

#include <algorithm>

namespace cyclo {

namespace {

/// All but the targets and the numbers of the rows, which tell where a row stood in the file and no more.
std::vector<std::size_t> featureColumns(const CsvTable& table, const CsvTarget& target,
                                        std::vector<std::string>& notes) {
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        if (std::ranges::find(target.columns, column) != target.columns.end()) continue;
        if (column == 0 && table.numbersRows)
            notes.push_back(table.columns[0] + ": left out, it has no name and numbers the rows");
        else
            columns.push_back(column);
    }
    return columns;
}

std::vector<std::int64_t> picked(const std::vector<std::int64_t>& rows,
                                 const std::vector<std::int64_t>& places) {
    std::vector<std::int64_t> chosen;
    for (const std::int64_t place : places)
        chosen.push_back(rows[static_cast<std::size_t>(place)]);
    return chosen;
}

std::shared_ptr<const Dataset> datasetOf(const CsvTable& table, const CsvEncoding& encoding,
                                         const CsvTarget& target, const std::vector<std::int64_t>& rows) {
    const auto features = static_cast<std::int64_t>(encoding.names.size());
    auto values = encode(table, encoding, rows);
    if (!target.classNames.empty())
        return std::make_shared<TableDataset>(features, std::move(values), labelsOf(table, target, rows),
                                              encoding.offsets());
    return std::make_shared<TableDataset>(
        features, std::move(values),
        RealTargets{.perSample = static_cast<std::int64_t>(target.columns.size()),
                    .values = realTargetsOf(table, target, rows),
                    .offsets = target.offsets},
        encoding.offsets());
}

std::vector<std::int64_t> usableRows(const CsvTable& table, const CsvTarget& target, std::size_t least,
                                     std::vector<std::string>& notes) {
    auto rows = rowsWithTarget(table, target);
    const auto dropped = table.lines.size() - rows.size();
    if (dropped > 0)
        notes.push_back(
            table.path.filename().string() + ": " + std::to_string(dropped) +
            (dropped == 1 ? " row without a target is left out" : " rows without a target are left out"));
    if (rows.size() < least)
        throw DataError(table.path.string() + ": has " + std::to_string(rows.size()) +
                        " rows with a target; at least " + std::to_string(least) + " are needed");
    return rows;
}

void takeOffsets(CsvTarget& target, const CsvTable& table, const std::vector<std::int64_t>& train,
                 std::vector<std::string>& notes) {
    if (!target.classNames.empty()) return;
    for (std::size_t i = 0; i < target.columns.size(); ++i) {
        const std::size_t column = target.columns[i];
        target.offsets[i] = offsetOf(numbersOf(table, column, train));
        if (target.offsets[i] != 0)
            notes.push_back(offsetNote(shortened(table.columns[column]), target.offsets[i]));
    }
}

std::vector<std::string> shownNames(const std::vector<std::string>& names) {
    std::vector<std::string> shown;
    for (const auto& name : names)
        shown.push_back(shortened(name));
    return shown;
}

CsvTable readTestTable(const std::filesystem::path& path, const CsvTable& train) {
    CsvTable test = readCsv(path, train.hasHeader ? CsvHeader::Yes : CsvHeader::No);
    if (test.columns != train.columns)
        throw DataError(path.string() + ": its columns are not those of " + train.path.string() + " (" +
                        std::to_string(test.columns.size()) + " and " + std::to_string(train.columns.size()) +
                        "); names and order must be equal");
    return test;
}

} // namespace

RawData readCsvData(const std::filesystem::path& path, const CsvOptions& options) {
    const CsvTable table = readCsv(path, options.header);
    CsvTarget target = targetOf(table, options.target, options.task);
    RawData data{.title = path.filename().string(),
                 .classNames = shownNames(target.classNames),
                 .train = nullptr,
                 .test = nullptr};
    data.notes = target.notes;
    const auto rows = usableRows(table, target, options.test.empty() ? 2 : 1, data.notes);
    std::vector<std::int64_t> trainRows = rows, testRows;
    if (options.test.empty()) {
        const Split split = seededSplit(static_cast<std::int64_t>(rows.size()), options.seed);
        trainRows = picked(rows, split.train);
        testRows = picked(rows, split.test);
    }
    takeOffsets(target, table, trainRows, data.notes);
    const CsvEncoding encoding = encodingOf(table, featureColumns(table, target, data.notes), trainRows);
    data.train = datasetOf(table, encoding, target, trainRows);
    data.featureNames = encoding.names;
    if (target.classNames.empty())
        for (const std::size_t column : target.columns)
            data.targetNames.push_back(shortened(table.columns[column]));
    data.notes.insert(data.notes.end(), encoding.notes.begin(), encoding.notes.end());
    if (options.test.empty()) {
        data.test = datasetOf(table, encoding, target, testRows);
        return data;
    }
    // A path beside the table, as it is written in the spec.
    const CsvTable testTable = readTestTable(path.parent_path() / options.test, table);
    data.test = datasetOf(testTable, encoding, target, usableRows(testTable, target, 1, data.notes));
    return data;
}

} // namespace cyclo
