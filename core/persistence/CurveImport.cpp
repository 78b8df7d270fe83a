// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveImport.h"

#include "core/analysis/RangeCurve.h"
#include "core/persistence/AtomicFile.h"
#include "core/persistence/CurveDocument.h"
#include "core/persistence/JsonValue.h"
#include "core/persistence/NpyFile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestImportFile = 1ull << 28;

/// Python's json.dump writes NaN and Infinity, which JSON has not: null stands for them here.
std::string withoutPythonNaN(std::string_view text) {
    std::string json;
    bool quoted = false;
    while (!text.empty()) {
        const bool escape = quoted && text.front() == '\\';
        std::size_t taken = escape ? std::min<std::size_t>(2, text.size()) : 1;
        std::string_view written = text.substr(0, taken);
        if (!quoted) {
            for (const std::string_view word : {"-Infinity", "Infinity", "NaN"}) {
                if (!text.starts_with(word)) continue;
                taken = word.size();
                written = "null";
                break;
            }
        }
        if (text.front() == '"') quoted = !quoted;
        json += written;
        text.remove_prefix(taken);
    }
    return json;
}

std::vector<double> numbersOrNaN(const JsonValue& list) {
    std::vector<double> values;
    for (std::size_t i = 0; i < list.array().size(); ++i) {
        const bool isNull = list.array()[i].is_null();
        values.push_back(isNull ? std::numeric_limits<double>::quiet_NaN() : list.item(i).number());
    }
    return values;
}

void requirePairs(const LrCurve& curve) {
    if (curve.learningRates.size() != curve.losses.size()) {
        throw FileError("it has " + std::to_string(curve.learningRates.size()) + " learning rates and " +
                        std::to_string(curve.losses.size()) + " losses where as many are due");
    }
    if (curve.losses.empty()) throw FileError("it has no points");
    for (std::size_t i = 0; i < curve.losses.size(); ++i) {
        if (!std::isfinite(curve.learningRates[i]))
            throw FileError("the learning rate of point " + std::to_string(i) + " is no number");
        if (curve.learningRates[i] < 0)
            throw FileError("the learning rate of point " + std::to_string(i) + " is below 0");
    }
}

/// Lightning's grid goes from the start to two rungs above it, then rung by rung.
bool skipsARung(const std::vector<double>& learningRates) {
    if (learningRates.size() < 3) return false;
    const auto& lr = learningRates;
    const auto twice = [](double first, double second) { return std::abs(first / second - 2) < 1e-3; };
    return (lr[0] > 0 && twice(std::log(lr[1] / lr[0]), std::log(lr[2] / lr[1]))) ||
           twice(lr[1] - lr[0], lr[2] - lr[1]);
}

/// Whether each loss lies on the other side of the curve than the one before: white noise that was not
/// smoothed has a correlation of -0.5 once a mean is undone that was never made; of raw losses it is about 0.
bool isZigzag(const std::vector<double>& learningRates, const std::vector<double>& losses) {
    constexpr double kZigzag = -0.35;
    const RangeCurve curve = rangeCurve(learningRates, losses);
    double products = 0.0, squares = 0.0, before = 0.0;
    for (std::size_t i = 0; i < curve.usable; ++i) {
        const double residual = curve.limited[i] - curve.smoothed[i];
        products += residual * before;
        squares += residual * residual;
        before = residual;
    }
    return products < kZigzag * squares;
}

RecordedCurve fromHistory(const Json& json, std::optional<CurveFormat> format) {
    const JsonValue history(json);
    RecordedCurve recorded;
    recorded.curve = {numbersOrNaN(history.at("lr")), numbersOrNaN(history.at("loss"))};
    requirePairs(recorded.curve);
    recorded.format = format.value_or(skipsARung(recorded.curve.learningRates) ? CurveFormat::Lightning
                                                                               : CurveFormat::TorchLrFinder);
    recorded.smoothedBy = recorded.format == CurveFormat::Lightning ? PeerFinder::Lightning
                          : recorded.format == CurveFormat::Ignite  ? PeerFinder::Ignite
                                                                    : PeerFinder::TorchLrFinder;
    const std::string whose = toString(*recorded.smoothedBy);
    if (!format &&
        isZigzag(recorded.curve.learningRates, rawLosses(*recorded.smoothedBy, recorded.curve.losses))) {
        recorded.smoothedBy.reset();
        recorded.note = "the losses look raw, not like the running means of " + whose + ": taken as they are";
    } else if (recorded.format != CurveFormat::Lightning) {
        recorded.note = "taken for running means of " + whose + " with its default smooth_f of 0.05";
    }
    return recorded;
}

RecordedCurve fromDocument(const Json& json) {
    const CurveDocument document = curveFromJson(json);
    RecordedCurve recorded;
    recorded.format = CurveFormat::Curve;
    recorded.curve = lrCurveOf(document.points);
    requirePairs(recorded.curve);
    for (const FindRecord* test : meanOf(document.seeds))
        recorded.seeds.push_back(lrCurveOf(test->points));
    if (const auto steps = JsonValue(document.settings).find("steps"))
        recorded.requestedSteps = static_cast<std::size_t>(steps->count());
    return recorded;
}

RecordedCurve fromJson(std::string_view bytes, std::optional<CurveFormat> format) {
    const Json json = parseJson(withoutPythonNaN(bytes));
    const bool ours = json.is_object() && json.contains("format");
    if (format ? *format == CurveFormat::Curve : ours) return fromDocument(json);
    if (!json.is_object() || !json.contains("lr") || !json.contains("loss"))
        throw FileError("JSON must be a curve of cyclometer (\"format\": \"cyclometer.curve\") or have the "
                        "lists \"lr\" and \"loss\"");
    return fromHistory(json, format);
}

/// Two rows or two columns: learning rates and losses.
RecordedCurve fromNpyPair(const NpyArray& array) {
    RecordedCurve recorded;
    recorded.format = CurveFormat::Npy;
    const bool rows = array.shape[0] == 2;
    const std::size_t count = rows ? array.shape[1] : array.shape[0];
    for (std::size_t i = 0; i < count; ++i) {
        recorded.curve.learningRates.push_back(array.values[rows ? i : 2 * i]);
        recorded.curve.losses.push_back(array.values[rows ? count + i : 2 * i + 1]);
    }
    requirePairs(recorded.curve);
    return recorded;
}

bool isPair(const NpyArray& array) {
    return array.shape.size() == 2 && (array.shape[0] == 2 || array.shape[1] == 2);
}

RecordedCurve fromTable(std::string_view bytes, CurveFormat format) {
    RecordedCurve recorded;
    CurveTable table = parseCurveTable(bytes);
    recorded.curve = std::move(table.curve);
    recorded.seeds = std::move(table.seeds);
    requirePairs(recorded.curve);
    recorded.format = format;
    if (format == CurveFormat::Fastai) recorded.smoothedBy = PeerFinder::Fastai;
    return recorded;
}

std::optional<CurveFormat> formatOf(std::string_view bytes) {
    if (looksLikeNpy(bytes)) return CurveFormat::Npy;
    const auto first = bytes.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '['))
        return std::nullopt; // JSON tells by its keys
    // The names of the lists of fastai's recorder, whose losses are smoothed.
    const std::string_view header = bytes.substr(0, bytes.find('\n'));
    const auto names = [&](const char* word) { return header.find(word) != std::string_view::npos; };
    return names("lrs") && names("losses") ? CurveFormat::Fastai : CurveFormat::Csv;
}

/// Runs `read` and names the file in what it throws.
template <typename Read> auto naming(const std::filesystem::path& path, const Read& read) {
    try {
        return read();
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

/// A single column of learning rates and the file of the losses that follows it.
RecordedCurve fromTwoFiles(const NpyArray& learningRates, const std::filesystem::path& path) {
    const auto bytes = readWholeFile(path, kLongestImportFile);
    return naming(path, [&] {
        RecordedCurve recorded;
        recorded.format = CurveFormat::Npy;
        recorded.curve = {learningRates.values, parseNpy(bytes).values};
        requirePairs(recorded.curve);
        return recorded;
    });
}

} // namespace

const std::vector<std::string>& curveFormatNames() {
    static const std::vector<std::string> names{"cyclometer", "csv",    "fastai", "torch-lr-finder",
                                                "lightning",  "ignite", "npy"};
    return names;
}

std::optional<CurveFormat> curveFormatFromString(std::string_view name) {
    const auto& names = curveFormatNames();
    const auto place = std::ranges::find(names, name);
    if (place == names.end()) return std::nullopt;
    return static_cast<CurveFormat>(place - names.begin());
}

RecordedCurve parseCurve(std::string_view bytes, std::optional<CurveFormat> format) {
    const auto kind = format ? format : formatOf(bytes);
    if (!kind) return fromJson(bytes, std::nullopt);
    switch (*kind) {
    case CurveFormat::Csv:
    case CurveFormat::Fastai:
        return fromTable(bytes, *kind);
    case CurveFormat::Npy: {
        const NpyArray array = parseNpy(bytes);
        if (!isPair(array))
            throw FileError(
                "a single .npy file must have two rows or two columns, learning rates and losses; "
                "or give two files, learning rates first");
        return fromNpyPair(array);
    }
    case CurveFormat::Curve:
    case CurveFormat::TorchLrFinder:
    case CurveFormat::Lightning:
    case CurveFormat::Ignite:
        break;
    }
    return fromJson(bytes, kind);
}

bool needsFileOfLosses(const std::filesystem::path& path) {
    const auto bytes = readWholeFile(path, kLongestImportFile);
    return looksLikeNpy(bytes) && !naming(path, [&] { return isPair(parseNpy(bytes)); });
}

std::vector<RecordedCurve> readCurves(const std::vector<std::filesystem::path>& paths,
                                      std::optional<CurveFormat> format) {
    std::vector<RecordedCurve> curves;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto& path = paths[i];
        const auto bytes = readWholeFile(path, kLongestImportFile);
        const bool isNpy = format ? *format == CurveFormat::Npy : looksLikeNpy(bytes);
        if (isNpy && i + 1 < paths.size()) {
            const auto array = naming(path, [&] { return parseNpy(bytes); });
            if (!isPair(array)) {
                curves.push_back(fromTwoFiles(array, paths[++i]));
                continue;
            }
        }
        curves.push_back(naming(path, [&] { return parseCurve(bytes, format); }));
    }
    return curves;
}

} // namespace cyclo
