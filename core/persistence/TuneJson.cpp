// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/TuneJson.h"

#include "core/analysis/SignificantDigits.h"
#include "core/experiments/SweepStanding.h"
#include "core/persistence/PolicyJson.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/SweepJson.h"
#include "core/persistence/SweepSettings.h"
#include "core/schedules/NumberText.h"

#include <cmath>
#include <cstdio>

namespace cyclo {

namespace {

Json budgetToJson(const TuneRecord& record) {
    Json json = Json::array();
    for (const TuneBudget& part : record.budget)
        json.push_back({{"part", part.part}, {"runs", part.runs}, {"epochs", part.epochs}});
    return json;
}

/// An epoch without the time it took.
Json measured(const EpochRecord& epoch) {
    Json json = epochToJson(epoch);
    json.erase("wall_s");
    return json;
}

Json partToJson(const SweepRecord& sweep) {
    if (sweep.members.empty()) return nullptr;
    return {{"sweep", sweepDescriptionToJson(sweep.config)}, {"result", sweepResultToJson(sweep)}};
}

Json runToJson(const TuneRun& run) {
    Json json{{"name", run.name},
              {"policy", policyToJson(run.config.policy)},
              {"wd", run.config.weightDecay},
              {"outcome", toString(run.summary.outcome)},
              {"steps_done", run.summary.stepsDone},
              {"epochs", Json::array()}};
    for (const EpochRecord& epoch : run.epochs)
        json["epochs"].push_back(measured(epoch));
    json["final"] = run.summary.last ? measured(*run.summary.last) : Json(nullptr);
    return json;
}

const SmithOneCycle& policyOf(const TuneRun& tuned) {
    return std::get<SmithOneCycle>(tuned.config.policy);
}

double wallSeconds(const SweepRecord& sweep) {
    double seconds = 0.0;
    for (const SweepMemberRecord& member : sweep.members)
        seconds += member.summary.wallSeconds;
    return seconds;
}

Json timingToJson(const TuneRecord& record) {
    double finals = 0.0;
    for (const TuneRun& run : record.runs)
        finals += run.summary.wallSeconds;
    return {{"note", "seconds of all runs of a part, also where they went side by side"},
            {"range_tests_s", wallSeconds(record.batches)},
            {"momentum_s", wallSeconds(record.momenta)},
            {"weight_decay_s", wallSeconds(record.weightDecays)},
            {"final_runs_s", finals},
            {"total_s", record.wallSeconds}};
}

std::string lossText(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

/// "80.62 %, test loss 0.6522"; the loss alone for real targets.
std::string measuredText(const EpochRecord& epoch) {
    const bool classes = !std::isnan(epoch.validationAccuracy);
    return (classes ? percentText(epoch.validationAccuracy) + ", " : "") + "test loss " +
           lossText(epoch.validationLoss);
}

} // namespace

Json tuneSettingsToJson(const TuneConfig& config) {
    Json json = findSettingsToJson(config.base);
    json["finder-steps"] = config.base.finder.steps;
    json.erase("steps");
    json.erase("wd");
    json["epochs"] = config.base.epochs;
    json["short-epochs"] = shortEpochsOf(config);
    json["seeds"] = config.rangeSeeds;
    json["bisections"] = config.bisections;
    json["low-momentum"] = config.lowMomentum;
    json["constant-shares"] = config.constantShares;
    return json;
}

std::string verdictOf(const TuneRecord& record) {
    const TuneRun* run = tunedRun(record);
    if (!run || !run->summary.last) return "there is no final run to compare";
    const EpochRecord& tuned = *run->summary.last;
    const std::string own = run->name + " ends at " + measuredText(tuned);
    const TuneRun* baseline = bestBaseline(record);
    if (!baseline) return own + "; no baseline ended well";
    const EpochRecord& other = *baseline->summary.last;
    const bool better = tuned.validationLoss < other.validationLoss;
    return own + (better ? ", better than " : ", not better than ") + "the best baseline, " + baseline->name +
           ", at " + measuredText(other) +
           (withinNoiseOfOneSeed(tuned.validationLoss, other.validationLoss)
                ? "; losses this close a single seed each cannot tell apart"
                : "");
}

Json tuneToJson(const TuneRecord& record) {
    Json json{{"format", "cyclometer.tune"}, {"version", 1}, {"outcome", toString(record.outcome)}};
    if (!record.message.empty()) json["message"] = record.message;
    json["settings"] = tuneSettingsToJson(record.config);
    json["weight_decay_mode"] = toString(record.config.base.optimizer.weightDecayMode);
    json["budget"] = budgetToJson(record);
    const auto& interval = record.maxLrInterval;
    const TuneRun* tuned = tunedRun(record);
    json["picks"] = {{"max_lr", valueOrNull(record.maxLr)},
                     {"max_lr_low", interval ? Json(interval->low) : Json(nullptr)},
                     {"max_lr_high", interval ? Json(interval->high) : Json(nullptr)},
                     {"max_lr_why", record.maxLrWhy},
                     {"min_lr", record.maxLr ? Json(roundedToDigits(*record.maxLr / 10.0)) : Json(nullptr)},
                     {"momentum", valueOrNull(record.momentum)},
                     {"low_momentum", tuned ? Json(policyOf(*tuned).baseMomentum) : Json(nullptr)},
                     {"weight_decay", valueOrNull(record.weightDecay)}};
    json["range_tests"] = partToJson(record.batches);
    if (record.maxLr)
        json["range_tests"]["max_lr_from"] = "mean curve of " + std::to_string(rangeTestsOf(record).size()) +
                                             " seeds at batch " +
                                             std::to_string(record.config.base.batchSize);
    json["momentum"] = partToJson(record.momenta);
    json["weight_decay"] = partToJson(record.weightDecays);
    json["runs"] = Json::array();
    for (const TuneRun& run : record.runs)
        json["runs"].push_back(runToJson(run));
    json["verdict"] = verdictOf(record);
    json["timing"] = timingToJson(record);
    return json;
}

ScheduleDocument tunedSchedule(const TuneRecord& record, std::int64_t stepsPerEpoch) {
    const TuneRun& tuned = *tunedRun(record);
    const ExperimentConfig& config = tuned.config;
    ScheduleDocument document = scheduleDocumentOf(config, config.epochs * stepsPerEpoch, stepsPerEpoch);
    addPick(document.provenance, "max_lr", *record.maxLr, "mean of the range tests at weight decay 0");
    addPick(document.provenance, "max_momentum", *record.momentum, "short runs");
    addPick(document.provenance, "base_momentum", policyOf(tuned).baseMomentum,
            "final runs, cycled and held");
    addPick(document.provenance, "weight_decay", *record.weightDecay, "runs of the final length");
    return document;
}

} // namespace cyclo
