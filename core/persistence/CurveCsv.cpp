// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveCsv.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace cyclo {

namespace {

using Fields = std::vector<std::string_view>;

struct Columns {
    std::size_t learningRate = 0;
    std::size_t loss = 1;
    std::size_t count = 2;
    std::vector<std::size_t> seeds = {}; ///< of the losses of each seed
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\"";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string_view withoutLineEnd(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// What separates the columns of a table: whichever its first line has; blanks where it has none.
char separatorIn(std::string_view line) {
    for (const char separator : {',', '\t', ';'}) {
        if (line.find(separator) != std::string_view::npos) return separator;
    }
    return ' ';
}

Fields fieldsOf(std::string_view line, char separator) {
    Fields fields;
    while (true) {
        const auto end = line.find(separator);
        const auto field = trimmed(line.substr(0, end));
        if (separator != ' ' || !field.empty()) fields.push_back(field); // blanks come in rows
        if (end == std::string_view::npos) return fields;
        line.remove_prefix(end + 1);
    }
}

std::optional<double> numberIn(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

[[noreturn]] void refuse(std::size_t line, const std::string& sentence) {
    throw FileError("line " + std::to_string(line) + ": " + sentence);
}

/// Text of a hostile file for a message: short, and without what would move the cursor.
std::string quoted(std::string_view text) {
    std::string shown(text.substr(0, 40));
    std::ranges::replace_if(
        shown, [](unsigned char c) { return c < 32 || c == 127; }, '?');
    return "\"" + shown + (text.size() > 40 ? "...\"" : "\"");
}

bool sameLetters(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    });
}

/// Place of the column that has the first of these names, whatever its case; the number of columns if none.
std::size_t placeOf(const Fields& fields, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const auto found =
            std::ranges::find_if(fields, [&](std::string_view field) { return sameLetters(field, name); });
        if (found != fields.end()) return static_cast<std::size_t>(found - fields.begin());
    }
    return fields.size();
}

std::vector<std::size_t> columnsThatStart(const Fields& fields, std::string_view prefix) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (sameLetters(fields[i].substr(0, prefix.size()), prefix)) places.push_back(i);
    }
    return places;
}

std::vector<std::size_t> seedColumns(const Fields& fields) {
    auto places = columnsThatStart(fields, "val_loss_seed_");
    return places.empty() ? columnsThatStart(fields, "loss_seed_") : places;
}

/// Where a header line names the columns; nothing if the line holds numbers instead.
std::optional<Columns> headerIn(const Fields& fields, std::size_t line) {
    const Columns named{.learningRate = placeOf(fields, {"lr", "lrs", "learning_rate", "learning rate"}),
                        .loss =
                            placeOf(fields, {"val_loss", "loss", "losses", "train_loss", "training_loss"}),
                        .count = fields.size(),
                        .seeds = seedColumns(fields)};
    if (named.learningRate < fields.size() && named.loss < fields.size()) return named;
    if (std::ranges::any_of(fields, [](std::string_view field) { return !numberIn(field); }))
        refuse(line, "the header must name the columns lr and loss");
    if (fields.size() != 2) {
        refuse(line, "without a header line there must be two columns, lr and loss; here are " +
                         std::to_string(fields.size()));
    }
    return std::nullopt;
}

double lossIn(std::string_view text, std::size_t line) {
    const auto loss = text.empty() ? std::numeric_limits<double>::quiet_NaN() : numberIn(text);
    if (!loss) refuse(line, "loss must be a number, got " + quoted(text));
    return *loss;
}

/// Of several seeds, a curve may end before the others do.
void appendUnlessEnded(LrCurve& curve, double lr, std::string_view lossText, std::size_t row,
                       std::size_t line) {
    if (lossText.empty()) return;
    if (curve.losses.size() != row) refuse(line, "has a loss after an empty cell of the same column");
    curve.learningRates.push_back(lr);
    curve.losses.push_back(lossIn(lossText, line));
}

void appendRow(CurveTable& table, const Columns& columns, const Fields& fields, std::size_t row,
               std::size_t line) {
    if (fields.size() != columns.count) {
        refuse(line, "has " + std::to_string(fields.size()) + " columns where " +
                         std::to_string(columns.count) + " are due");
    }
    const auto lrText = fields[columns.learningRate], lossText = fields[columns.loss];
    const auto lr = numberIn(lrText);
    if (!lr || !std::isfinite(*lr)) refuse(line, "lr must be a finite number, got " + quoted(lrText));
    if (columns.seeds.empty()) {
        table.curve.learningRates.push_back(*lr);
        table.curve.losses.push_back(lossIn(lossText, line));
        return;
    }
    appendUnlessEnded(table.curve, *lr, lossText, row, line);
    for (std::size_t i = 0; i < columns.seeds.size(); ++i)
        appendUnlessEnded(table.seeds[i], *lr, fields[columns.seeds[i]], row, line);
}

} // namespace

LrCurve parseCurveCsv(std::string_view text) {
    return parseCurveTable(text).curve;
}

CurveTable parseCurveTable(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    CurveTable table;
    std::size_t rows = 0;
    std::optional<Columns> columns;
    std::optional<char> separator;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto content = withoutLineEnd(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (trimmed(content).empty()) continue;
        if (!separator) separator = separatorIn(content);
        const auto fields = fieldsOf(content, *separator);
        if (!columns) {
            const auto named = headerIn(fields, line);
            columns = named.value_or(Columns{});
            table.seeds.resize(columns->seeds.size());
            if (named) continue;
        }
        appendRow(table, *columns, fields, rows++, line);
    }
    if (table.curve.losses.empty()) throw FileError("no rows: a curve needs lines of lr,loss");
    return table;
}

} // namespace cyclo
