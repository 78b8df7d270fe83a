// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveDocument.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonValue.h"

#include <limits>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestCurveFile = 4'000'000'000;

double numberOrNaN(const JsonValue& object, const char* key) {
    const auto found = object.find(key);
    return found ? found->number() : std::numeric_limits<double>::quiet_NaN();
}

void checkFormat(const JsonValue& curve) {
    const auto format = curve.at("format");
    if (format.text() != "cyclometer.curve")
        format.refuse("must be \"cyclometer.curve\", got \"" + format.text() + "\"");
    const auto version = curve.at("version");
    if (version.integer() != 1)
        version.refuse("must be 1, got " + std::to_string(version.integer()) + "; a newer program wrote it");
}

StepRecord pointFromJson(const JsonValue& point) {
    return {.step = point.at("step").integer(),
            .learningRate = point.at("lr").number(),
            .momentum = point.at("momentum").number(),
            .weightDecay = point.at("weight_decay").number(),
            .loss = numberOrNaN(point, "loss"),
            .smoothedLoss = numberOrNaN(point, "smoothed")};
}

std::optional<LrCandidate> candidateFromJson(const JsonValue& suggestions, const char* rule) {
    const auto learningRate = suggestions.find(rule);
    if (!learningRate) return std::nullopt;
    LrCandidate candidate{.learningRate = learningRate->number(), .index = 0, .why = {}};
    const auto details = suggestions.find("details");
    if (const auto detail = details ? details->find(rule) : std::nullopt) {
        candidate.index = detail->at("index").count();
        candidate.why = detail->at("why").text();
    }
    return candidate;
}

/// Files of before there were intervals have none.
std::optional<LrInterval> intervalFromJson(const JsonValue& bounds) {
    const auto low = bounds.find("low"), high = bounds.find("high");
    if (!low || !high) return std::nullopt;
    return LrInterval{.low = low->number(), .high = high->number()};
}

LrSuggestions suggestionsFromJson(const JsonValue& json) {
    LrSuggestions suggestions;
    suggestions.steepest = candidateFromJson(json, "steepest");
    suggestions.valley = candidateFromJson(json, "valley");
    suggestions.minimumTenth = candidateFromJson(json, "minimum_tenth");
    suggestions.slide = candidateFromJson(json, "slide");
    if (const auto note = json.find("note")) suggestions.note = note->text();
    if (const auto bounds = json.find("recommended")) {
        suggestions.recommended = {.minLr = bounds->at("min_lr").number(),
                                   .maxLr = bounds->at("max_lr").number(),
                                   .why = bounds->at("why").text(),
                                   .interval = intervalFromJson(*bounds)};
    }
    return suggestions;
}

} // namespace

CurveDocument curveFromJson(const Json& json) {
    const JsonValue curve(json);
    checkFormat(curve);
    CurveDocument document;
    document.outcome = curve.at("outcome").text();
    document.suggestions = suggestionsFromJson(curve.at("suggestions"));
    document.settings = curve.at("settings").object();
    for (const auto& item : curve.at("points").array()) {
        document.points.push_back(pointFromJson(JsonValue(item)));
        document.suggestions.smoothed.push_back(document.points.back().smoothedLoss);
    }
    return document;
}

CurveDocument loadCurve(const std::filesystem::path& path) {
    const std::string text = readWholeFile(path, kLongestCurveFile);
    try {
        return curveFromJson(parseJson(text));
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace cyclo
