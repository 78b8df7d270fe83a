// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveCsv.h"

#include "core/persistence/AtomicFile.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestFile = 1ull << 28;

using Fields = std::vector<std::string_view>;

struct Columns {
    std::size_t learningRate = 0;
    std::size_t loss = 1;
    std::size_t count = 2;
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\"";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

Fields fieldsOf(std::string_view line) {
    Fields fields;
    while (true) {
        const auto comma = line.find(',');
        fields.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) return fields;
        line.remove_prefix(comma + 1);
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

/// Where a header line names the columns; nothing if the line holds numbers instead.
std::optional<Columns> headerIn(const Fields& fields, std::size_t line) {
    const auto place = [&](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(fields, name) - fields.begin());
    };
    const Columns named{.learningRate = place("lr"), .loss = place("loss"), .count = fields.size()};
    if (named.learningRate < fields.size() && named.loss < fields.size()) return named;
    if (std::ranges::any_of(fields, [](std::string_view field) { return !numberIn(field); }))
        refuse(line, "the header must name the columns lr and loss");
    if (fields.size() != 2) {
        refuse(line, "without a header line there must be two columns, lr and loss; here are " +
                         std::to_string(fields.size()));
    }
    return std::nullopt;
}

void appendRow(LrCurve& curve, const Columns& columns, const Fields& fields, std::size_t line) {
    if (fields.size() != columns.count) {
        refuse(line, "has " + std::to_string(fields.size()) + " columns where " +
                         std::to_string(columns.count) + " are due");
    }
    const auto lrText = fields[columns.learningRate], lossText = fields[columns.loss];
    const auto lr = numberIn(lrText);
    if (!lr || !std::isfinite(*lr)) refuse(line, "lr must be a finite number, got " + quoted(lrText));
    const auto loss = lossText.empty() ? std::numeric_limits<double>::quiet_NaN() : numberIn(lossText);
    if (!loss) refuse(line, "loss must be a number, got " + quoted(lossText));
    curve.learningRates.push_back(*lr);
    curve.losses.push_back(*loss);
}

} // namespace

LrCurve parseCurveCsv(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    LrCurve curve;
    std::optional<Columns> columns;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto content = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.empty()) continue;
        const auto fields = fieldsOf(content);
        if (!columns) {
            columns = headerIn(fields, line);
            if (columns) continue;
            columns = Columns{};
        }
        appendRow(curve, *columns, fields, line);
    }
    if (curve.losses.empty()) throw FileError("no rows: a curve needs lines of lr,loss");
    return curve;
}

LrCurve readCurveCsv(const std::filesystem::path& path) {
    const auto text = readWholeFile(path, kLongestFile);
    try {
        return parseCurveCsv(text);
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace cyclo
