// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvTarget.h"

#include "core/data/DataError.h"
#include "core/data/ShownText.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace cyclo {

namespace {

constexpr std::size_t kMostWholeClasses = 100;
constexpr std::size_t kMostClasses = 10'000;

std::vector<std::string> splitAtCommas(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find(',', from), text.size());
        parts.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

/// By name first: a header may hold numbers.
std::size_t columnOf(const CsvTable& table, const std::string& name) {
    const auto& columns = table.columns;
    if (const auto found = std::ranges::find(columns, name); found != columns.end())
        return static_cast<std::size_t>(found - columns.begin());
    if (name == "last") return columns.size() - 1;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc{} && end == name.data() + name.size() && number >= 1 && number <= columns.size())
        return number - 1;
    std::string known;
    for (const auto& column : columns)
        known += (known.empty() ? "" : ", ") + shortened(column);
    throw DataError(
        table.path.string() + ": has no column '" + name + "' for the target; there are " + known +
        "; a number from 1 or last is possible too" +
        (table.hasHeader ? "" : "; the first line was read as a row, header=yes takes it as names"));
}

/// The columns named; the whole text first, since a name may have a comma.
std::vector<std::size_t> columnsOf(const CsvTable& table, const std::string& names) {
    if (std::ranges::find(table.columns, names) != table.columns.end()) return {columnOf(table, names)};
    std::vector<std::size_t> columns;
    for (const auto& name : splitAtCommas(names)) {
        columns.push_back(columnOf(table, name));
        if (std::ranges::count(columns, columns.back()) > 1)
            throw DataError(table.path.string() + ": the target names column '" + name + "' twice");
    }
    return columns;
}

bool isWhole(const std::string& text) {
    const std::size_t first = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    return text.size() > first && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(first), text.end(),
                                              [](char c) { return c >= '0' && c <= '9'; });
}

/// What the cells of a target column are, the missing ones left out.
struct TargetContents {
    std::set<std::string> values; ///< different ones
    std::set<std::string> numbers;
    std::int64_t numberRows = 0;
    std::int64_t wordRows = 0;
    std::int64_t firstWordRow = -1;

    bool mostlyNumbers() const { return wordRows > 0 && numberRows > wordRows; }
};

TargetContents targetContents(const CsvTable& table, std::size_t column) {
    TargetContents contents;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
        const std::string& cell = table.cell(row, column);
        if (isMissing(cell)) continue;
        contents.values.insert(cell);
        if (csvNumber(cell)) {
            contents.numbers.insert(cell);
            ++contents.numberRows;
        } else if (contents.wordRows++ == 0) {
            contents.firstWordRow = row;
        }
    }
    return contents;
}

std::vector<std::string> sortedClasses(const std::set<std::string>& values) {
    std::vector<std::string> names(values.begin(), values.end());
    if (std::ranges::all_of(names, [](const auto& name) { return csvNumber(name).has_value(); }))
        std::ranges::stable_sort(names, {}, [](const auto& name) { return *csvNumber(name); });
    return names;
}

/// Whether numbers alone are taken for classes.
bool areWholeClasses(const std::set<std::string>& numbers) {
    return std::ranges::all_of(numbers, isWhole) && numbers.size() <= kMostWholeClasses;
}

bool areClasses(const TargetContents& contents, CsvTask task) {
    if (task != CsvTask::Auto) return task == CsvTask::Classes;
    return contents.wordRows > 0 || areWholeClasses(contents.numbers);
}

/// A slip of the pen must not make classes of real numbers; among whole numbers that are classes a word may
/// well be one too.
void checkWords(CsvTarget& target, const CsvTable& table, const TargetContents& contents) {
    if (!contents.mostlyNumbers()) return;
    const std::size_t column = target.columns.front();
    const std::string& cell = table.cell(contents.firstWordRow, column);
    const std::string line =
        "line " + std::to_string(table.lines[static_cast<std::size_t>(contents.firstWordRow)]);
    const std::string name = shortened(table.columns[column]);
    if (!areWholeClasses(contents.numbers))
        throw DataError(table.path.string() + ": " + line + ": target " + name + " is '" + shortened(cell) +
                        "', which " + whyNoNumber(cell) + ", and " + std::to_string(contents.numberRows) +
                        " rows have numbers; a number or an empty cell is needed there, or task=classes to "
                        "take every value as a class");
    target.notes.push_back(name + ": '" + shortened(cell) + "' in " + line + " " + whyNoNumber(cell) +
                           "; it is a class beside the whole numbers");
}

void takeClasses(CsvTarget& target, const CsvTable& table, const std::set<std::string>& values) {
    const std::string name = shortened(table.columns[target.columns.front()]);
    if (values.size() < 2 || values.size() > kMostClasses)
        throw DataError(table.path.string() + ": the target " + name + " has " +
                        std::to_string(values.size()) + " different values; 2 to " +
                        std::to_string(kMostClasses) + " classes are possible");
    target.classNames = sortedClasses(values);
}

} // namespace

CsvTarget targetOf(const CsvTable& table, const std::string& names, CsvTask task) {
    CsvTarget target{.columns = columnsOf(table, names), .classNames = {}, .offsets = {}, .notes = {}};
    target.offsets.resize(target.columns.size());
    if (target.columns.size() > 1) {
        if (task == CsvTask::Classes)
            throw DataError(table.path.string() + ": several targets cannot be classes; name one column");
        return target;
    }
    const TargetContents contents = targetContents(table, target.columns.front());
    if (task == CsvTask::Auto) checkWords(target, table, contents);
    if (areClasses(contents, task))
        takeClasses(target, table, contents.values);
    else if (task == CsvTask::Auto && std::ranges::all_of(contents.values, isWhole))
        target.notes.push_back(shortened(table.columns[target.columns.front()]) + ": " +
                               std::to_string(contents.values.size()) +
                               " different whole numbers, learned as a real target; task=classes makes them "
                               "classes");
    return target;
}

std::vector<std::int64_t> rowsWithTarget(const CsvTable& table, const CsvTarget& target) {
    std::vector<std::int64_t> rows;
    for (std::int64_t row = 0; row < table.rows(); ++row)
        if (std::ranges::none_of(target.columns,
                                 [&](std::size_t c) { return isMissing(table.cell(row, c)); }))
            rows.push_back(row);
    return rows;
}

std::vector<std::int32_t> labelsOf(const CsvTable& table, const CsvTarget& target,
                                   std::span<const std::int64_t> rows) {
    std::vector<std::int32_t> labels;
    for (const std::int64_t row : rows) {
        const std::string& cell = table.cell(row, target.columns.front());
        const auto found = std::ranges::find(target.classNames, cell);
        if (found == target.classNames.end())
            throw DataError(table.path.string() + ": line " +
                            std::to_string(table.lines[static_cast<std::size_t>(row)]) + ": class '" +
                            shortened(cell) + "' of " + shortened(table.columns[target.columns.front()]) +
                            " is not among those of the training table");
        labels.push_back(static_cast<std::int32_t>(found - target.classNames.begin()));
    }
    return labels;
}

std::vector<float> realTargetsOf(const CsvTable& table, const CsvTarget& target,
                                 std::span<const std::int64_t> rows) {
    std::vector<float> values;
    for (const std::int64_t row : rows)
        for (std::size_t i = 0; i < target.columns.size(); ++i) {
            const std::size_t column = target.columns[i];
            const std::string& cell = table.cell(row, column);
            const auto number = csvNumber(cell);
            if (!number)
                throw DataError(table.path.string() + ": line " +
                                std::to_string(table.lines[static_cast<std::size_t>(row)]) + ": target " +
                                shortened(table.columns[column]) + " is '" + shortened(cell) + "', which " +
                                whyNoNumber(cell) + "; regression needs a number in every row");
            values.push_back(static_cast<float>(*number - target.offsets[i]));
        }
    return values;
}

} // namespace cyclo
