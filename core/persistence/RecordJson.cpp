// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/RecordJson.h"

#include "core/persistence/CurveJson.h"
#include "core/persistence/PolicyJson.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cyclo {

namespace {

Json pointsToJson(const FindRecord& record) {
    std::vector<double> smoothed = record.suggestions.smoothed;
    if (smoothed.size() != record.points.size()) { // not judged
        smoothed.clear();
        for (const StepRecord& point : record.points)
            smoothed.push_back(point.smoothedLoss);
    }
    const auto band = record.seeds.empty() ? std::vector<LossBand>{} : bandOf(record);
    return curvePointsToJson(record.points, smoothed, band);
}

Json numbersOrNull(const std::vector<LayerNorms>& layers, double (*norm)(const LayerNorms&)) {
    Json numbers = Json::array();
    for (const LayerNorms& layer : layers)
        numbers.push_back(numberOrNull(norm(layer)));
    return numbers;
}

double weightsOf(const LayerNorms& norms) {
    return norms.weights;
}
double gradientOf(const LayerNorms& norms) {
    return norms.gradient.value_or(std::numeric_limits<double>::quiet_NaN());
}

Json diagnosisToJson(const Diagnosis& diagnosis) {
    Json json{
        {"layer", nullptr}, {"quantity", nullptr}, {"step", nullptr}, {"norm", nullptr}, {"usual", nullptr}};
    if (const auto& first = diagnosis.first) {
        json["layer"] = first->layer;
        json["quantity"] = first->gradient ? "gradient" : "weights";
        json["step"] = first->step;
        json["norm"] = numberOrNull(first->norm);
        json["usual"] = numberOrNull(first->usual);
    }
    json["why"] = toSentence(diagnosis);
    json["layers"] = diagnosis.layers;
    json["last_steps"] = Json::array();
    for (const NormRecord& record : diagnosis.lastSteps)
        json["last_steps"].push_back({{"step", record.step},
                                      {"lr", record.learningRate},
                                      {"loss", numberOrNull(record.loss)},
                                      {"weights", numbersOrNull(record.layers, weightsOf)},
                                      {"gradients", numbersOrNull(record.layers, gradientOf)}});
    return json;
}

Json eventsToJson(const std::vector<LearningRateChange>& changes) {
    Json events = Json::array();
    for (const LearningRateChange& change : changes)
        events.push_back({{"event", "learning-rate"},
                          {"step", change.step},
                          {"factor", change.factor},
                          {"lr", change.learningRate}});
    return events;
}

Json heading(const char* format, const RunSummary& summary) {
    Json json{{"format", format}, {"version", 1}, {"outcome", toString(summary.outcome)}};
    if (!summary.message.empty()) json["message"] = summary.message;
    if (summary.diagnosis) json["diagnosis"] = diagnosisToJson(*summary.diagnosis);
    return json;
}

void appendSpeed(Json& json, const RunSummary& summary) {
    json["steps_done"] = summary.stepsDone;
    json["images_per_s"] = numberOrNull(summary.imagesPerSecond);
    json["wall_s"] = numberOrNull(summary.wallSeconds);
}

void addCandidate(Json& json, const char* rule, const std::optional<LrCandidate>& candidate) {
    json[rule] = candidate ? Json(candidate->learningRate) : Json(nullptr);
    json["details"][rule] =
        candidate ? Json{{"index", candidate->index}, {"why", candidate->why}} : Json(nullptr);
}

void addOptimizerSettings(Json& json, const OptimizerConfig& optimizer) {
    json["optimizer"] = toString(optimizer.kind);
    if (isAdam(optimizer.kind)) {
        json["beta2"] = optimizer.beta2;
        json["eps"] = optimizer.eps;
    } else {
        json["momentum-form"] = toString(optimizer.momentumForm);
    }
    json["wd-mode"] = toString(optimizer.weightDecayMode);
    if (optimizer.clipNorm) json["clip-norm"] = *optimizer.clipNorm;
}

Json commonSettings(const ExperimentConfig& config) {
    Json json{{"data", config.data.spec}, {"normalize", toString(config.data.normalization)}};
    json["augment"] = toString(config.data.augmentation);
    if (config.data.limit) json["limit"] = *config.data.limit;
    json["data-seed"] = config.data.seed;
    json["net"] = config.network;
    addOptimizerSettings(json, config.optimizer);
    json["momentum"] = config.momentum;
    json["wd"] = config.weightDecay;
    json["batch"] = config.batchSize;
    json["seed"] = config.seed;
    json["precision"] = toString(config.precision);
    json["threads"] = config.threads;
    json["no-shuffle"] = !config.shuffle;
    if (!config.init.empty()) json["init"] = config.init;
    return json;
}

} // namespace

Json epochToJson(const EpochRecord& epoch) {
    Json json{{"epoch", epoch.epoch},
              {"step", epoch.step},
              {"train_loss", numberOrNull(epoch.trainLoss)},
              {"train_accuracy", numberOrNull(epoch.trainAccuracy)},
              {"val_loss", numberOrNull(epoch.validationLoss)},
              {"val_accuracy", numberOrNull(epoch.validationAccuracy)},
              {"wall_s", epoch.wallSeconds}};
    if (!std::isnan(epoch.validationAccuracy)) return json;
    json.erase("train_accuracy"); // real targets
    json.erase("val_accuracy");
    return json;
}

Json suggestionsToJson(const LrSuggestions& suggestions) {
    Json json = Json::object();
    json["steepest"] = nullptr;
    json["valley"] = nullptr;
    json["minimum_tenth"] = nullptr;
    json["slide"] = nullptr;
    json["recommended"] = nullptr;
    json["note"] = suggestions.note;
    addCandidate(json, "steepest", suggestions.steepest);
    addCandidate(json, "valley", suggestions.valley);
    addCandidate(json, "minimum_tenth", suggestions.minimumTenth);
    addCandidate(json, "slide", suggestions.slide);
    if (const auto& bounds = suggestions.recommended) {
        const auto& interval = bounds->interval;
        json["recommended"] = {{"min_lr", bounds->minLr},
                               {"max_lr", bounds->maxLr},
                               {"low", interval ? Json(interval->low) : Json(nullptr)},
                               {"high", interval ? Json(interval->high) : Json(nullptr)},
                               {"why", bounds->why}};
    }
    return json;
}

Json findSettingsToJson(const ExperimentConfig& config) {
    Json json = commonSettings(config);
    json["lr-min"] = config.finder.lrMin;
    json["lr-max"] = config.finder.lrMax;
    json["steps"] = config.finder.steps;
    json["ramp"] = toString(config.finder.ramp);
    if (config.finder.finalMomentum) json["final-momentum"] = *config.finder.finalMomentum;
    json["hessian"] = config.finder.hessian;
    if (config.finder.loss == FinderLoss::Validation) {
        json["loss"] = "val";
        json["val-samples"] = config.finder.validationSamples;
    }
    if (config.finder.seeds > 1) json["seeds"] = config.finder.seeds;
    return json;
}

Json curveSettingsToJson(const FindRecord& record) {
    return record.source.empty() ? findSettingsToJson(record.config) : Json{{"source", record.source}};
}

Json trainSettingsToJson(const ExperimentConfig& config) {
    Json json = commonSettings(config);
    json["epochs"] = config.epochs;
    const Json policy = policyToJson(config.policy);
    for (const auto& [key, value] : policy.items()) {
        std::string option = key;
        std::ranges::replace(option, '_', '-');
        json[option] = value;
    }
    return json;
}

Json curveToJson(const FindRecord& record) {
    Json json = heading("cyclometer.curve", record.summary);
    json["points"] = pointsToJson(record);
    for (const FindRecord& test : record.seeds)
        json["seeds"].push_back(curveSeedToJson(test));
    json["suggestions"] = suggestionsToJson(record.suggestions);
    if (record.curvature) json["hessian"] = curvatureToJson(*record.curvature);
    appendSpeed(json, record.summary);
    json["settings"] = curveSettingsToJson(record);
    if (!record.seeds.empty()) json["settings"]["seeds"] = record.seeds.size();
    return json;
}

Json runToJson(const TrainRecord& record) {
    Json json = heading("cyclometer.run", record.summary);
    json["epochs"] = Json::array();
    for (const auto& epoch : record.epochs)
        json["epochs"].push_back(epochToJson(epoch));
    json["final"] = record.summary.last ? epochToJson(*record.summary.last) : Json(nullptr);
    if (!record.changes.empty()) json["events"] = eventsToJson(record.changes);
    appendSpeed(json, record.summary);
    json["settings"] = trainSettingsToJson(record.config);
    return json;
}

} // namespace cyclo
