// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveDocument.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/CurveJson.h"
#include "core/persistence/JsonMerge.h"
#include "core/persistence/JsonValue.h"
#include "core/persistence/RecordJson.h"

#include <limits>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestCurveFile = 4'000'000'000;

/// A seed's points have no "smoothed".
StepRecord pointFromJson(const JsonValue& point) {
    StepRecord record{.step = point.at("step").integer(),
                      .learningRate = point.at("lr").number(),
                      .momentum = point.at("momentum").number(),
                      .weightDecay = point.at("weight_decay").number(),
                      .loss = numberOrNaN(point, "loss"),
                      .smoothedLoss = numberOrNaN(point, "smoothed")};
    if (const auto loss = point.find("val_loss")) record.validationLoss = loss->number();
    return record;
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

RunOutcome outcomeFromJson(const JsonValue& value) {
    for (const auto outcome :
         {RunOutcome::Completed, RunOutcome::Stopped, RunOutcome::Diverged, RunOutcome::Failed}) {
        if (value.text() == toString(outcome)) return outcome;
    }
    value.refuse("must be completed, stopped, diverged or failed, got \"" + value.text() + "\"");
}

Curvature curvatureFromJson(const JsonValue& json) {
    Curvature curvature{.topEigenvalue = numberOrNaN(json, "top_eigenvalue")};
    if (const auto limit = json.find("limit_sgd")) curvature.limitSgd = limit->number();
    if (const auto limit = json.find("limit_momentum")) curvature.limitMomentum = limit->number();
    return curvature;
}

std::vector<StepRecord> pointsFromJson(const JsonValue& list) {
    std::vector<StepRecord> points;
    for (std::size_t i = 0; i < list.array().size(); ++i)
        points.push_back(pointFromJson(list.item(i)));
    return points;
}

FindRecord seedFromJson(const JsonValue& json) {
    FindRecord test;
    test.config.seed = json.at("seed").count();
    test.summary.outcome = outcomeFromJson(json.at("outcome"));
    if (const auto message = json.find("message")) test.summary.message = message->text();
    test.summary.stepsDone = json.at("steps_done").integer();
    if (const auto hessian = json.find("hessian")) test.curvature = curvatureFromJson(*hessian);
    test.points = pointsFromJson(json.at("points"));
    return test;
}

void readSeeds(const JsonValue& curve, CurveDocument& document) {
    const auto seeds = curve.find("seeds");
    if (!seeds) return;
    for (std::size_t i = 0; i < seeds->array().size(); ++i)
        document.seeds.push_back(seedFromJson(seeds->item(i)));
    const auto points = curve.at("points");
    for (std::size_t i = 0; i < document.points.size(); ++i)
        document.band.push_back(
            {.low = numberOrNaN(points.item(i), "low"), .high = numberOrNaN(points.item(i), "high")});
}

Json knownToJson(const CurveDocument& document) {
    Json json{{"format", "cyclometer.curve"}, {"version", 1}, {"outcome", document.outcome}};
    json["points"] = curvePointsToJson(document.points, document.suggestions.smoothed, document.band);
    for (const FindRecord& test : document.seeds)
        json["seeds"].push_back(curveSeedToJson(test));
    json["suggestions"] = suggestionsToJson(document.suggestions);
    if (document.curvature) json["hessian"] = curvatureToJson(*document.curvature);
    json["settings"] = document.settings;
    return json;
}

} // namespace

Json curveToJson(const CurveDocument& document) {
    Json json = knownToJson(document);
    addMissing(json, document.unknown);
    return json;
}

CurveDocument curveFromJson(const Json& json) {
    const JsonValue curve(json);
    requireFormat(curve, "cyclometer.curve");
    CurveDocument document;
    document.outcome = curve.at("outcome").text();
    document.suggestions = suggestionsFromJson(curve.at("suggestions"));
    document.settings = curve.at("settings").object();
    document.points = pointsFromJson(curve.at("points"));
    for (const StepRecord& point : document.points)
        document.suggestions.smoothed.push_back(point.smoothedLoss);
    readSeeds(curve, document);
    if (const auto hessian = curve.find("hessian")) document.curvature = curvatureFromJson(*hessian);
    document.unknown = beyond(knownToJson(document), json);
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

std::vector<FindRecord> loadFinishedTests(const std::filesystem::path& path, const ExperimentConfig& config) {
    CurveDocument document = loadCurve(path);
    try {
        requireSameSettings(document.settings, parseJson(jsonText(findSettingsToJson(config))),
                            "range tests");
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
    std::erase_if(document.seeds, [](const FindRecord& test) {
        return test.summary.outcome != RunOutcome::Completed && test.summary.outcome != RunOutcome::Diverged;
    });
    for (FindRecord& test : document.seeds) {
        const std::uint64_t seed = test.config.seed;
        test.config = config;
        test.config.seed = seed;
        test.config.finder.seeds = 1;
        const LrCurve curve = lrCurveOf(test.points);
        test.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    }
    return document.seeds;
}

} // namespace cyclo
