// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/SweepJson.h"

#include "core/experiments/SweepPlan.h"
#include "core/experiments/SweepResults.h"
#include "core/experiments/SweepStanding.h"
#include "core/persistence/RunBody.h"
#include "core/persistence/SweepSettings.h"
#include "core/schedules/NumberText.h"

#include <cmath>

namespace cyclo {

namespace {

Json memberToJson(const SweepMemberRecord& record) {
    Json json{{"stage", toString(record.member.stage)},
              {"value", record.member.value},
              {"seed", record.member.seed},
              {"total_decay", totalDecay(record)}};
    addRunBody(json, record.summary, record.points, record.epochs);
    return json;
}

Json lawToJson(const PowerLaw& law) {
    return {{"exponent", law.exponent},
            {"low", law.interval ? Json(law.interval->low) : Json(nullptr)},
            {"high", law.interval ? Json(law.interval->high) : Json(nullptr)},
            {"coefficient", law.coefficient},
            {"points", law.points}};
}

Json batchResult(const SweepRecord& record) {
    const BatchLaw law = batchLawOf(record.members);
    Json json{{"measured", Json::array()}, {"rows", Json::array()}};
    for (const auto& point : law.measured) {
        json["measured"].push_back({{"batch", point.batchSize},
                                    {"seed", point.seed},
                                    {"max_lr", valueOrNull(point.maxLr)},
                                    {"note", point.note}});
    }
    for (const auto& row : law.rows) {
        json["rows"].push_back({{"batch", row.batchSize},
                                {"max_lr", valueOrNull(row.maxLr)},
                                {"sqrt", row.squareRoot},
                                {"linear", row.linear},
                                {"none", row.none}});
    }
    json["law"] = law.law ? lawToJson(*law.law) : Json(nullptr);
    return json;
}

Json scoreToJson(const SweepRecord& record, const ValueScore& score, std::optional<double> learningRate) {
    Json json{{"value", score.value},
              {"runs", score.runs},
              {"diverged", score.diverged},
              {"val_loss", numberOrNull(score.validationLoss)},
              {"val_loss_sd", numberOrNull(score.lossSpread)},
              {"val_accuracy", numberOrNull(score.validationAccuracy)},
              {"total_decay", numberOrNull(score.totalDecay)}};
    if (record.config.kind == SweepKind::Momentum && learningRate)
        json["effective_lr"] = *learningRate / (1.0 - score.value);
    return json;
}

void addStanding(Json& json, const std::optional<Standing>& standing) {
    json["best"] = standing ? Json(standing->best) : Json(nullptr);
    json["close"] = standing ? Json(standing->close) : Json::array();
}

Json scoresResult(const SweepRecord& record) {
    const auto learningRate = sharedLearningRate(record.config, record.members);
    const auto scores = scoresOf(record.config, record.members);
    Json json{{"learning_rate", valueOrNull(learningRate)}, {"scores", Json::array()}};
    for (const ValueScore& score : scores)
        json["scores"].push_back(scoreToJson(record, score, learningRate));
    addStanding(json, standingOf(scores));
    return json;
}

Json jointResult(const SweepRecord& record) {
    const auto curves = decayCurvesOf(record.members);
    Json json{{"curves", Json::array()}};
    for (const DecayCurve& curve : curves) {
        json["curves"].push_back({{"value", curve.weightDecay},
                                  {"lowest_loss", numberOrNull(curve.lowestLoss)},
                                  {"stable_lr", numberOrNull(curve.stableLr)},
                                  {"max_lr", valueOrNull(curve.maxLr)},
                                  {"total_decay", curve.totalDecay},
                                  {"low", curve.low}});
    }
    addStanding(json, standingOf(curves));
    const auto best = bestOf(curves);
    json["max_lr"] = best ? valueOrNull(best->maxLr) : Json(nullptr);
    return json;
}

std::string cell(double value) {
    return std::isfinite(value) ? exactText(value) : "";
}

double largestLr(const SweepConfig& config, const SweepMemberRecord& record) {
    if (isRangeTest(config, record.member)) {
        const auto bounds = suggestionsOf(record).recommended;
        return bounds ? bounds->maxLr : std::nan("");
    }
    double largest = 0.0;
    for (const StepRecord& point : record.points)
        largest = std::max(largest, point.learningRate);
    return largest;
}

} // namespace

Json sweepResultToJson(const SweepRecord& record) {
    if (record.config.kind == SweepKind::BatchSize) return batchResult(record);
    if (record.config.mode == SweepMode::ShortRuns || record.config.mode == SweepMode::Branches)
        return scoresResult(record);
    if (record.config.kind == SweepKind::WeightDecay) return jointResult(record);
    return {{"learning_rate", valueOrNull(sharedLearningRate(record.config, record.members))},
            {"note", kMomentumRampNote}};
}

Json sweepToJson(const SweepRecord& record) {
    Json json{{"format", kSweepFormat}, {"version", 1}, {"outcome", toString(record.outcome)}};
    if (!record.message.empty()) json["message"] = record.message;
    json["sweep"] = sweepDescriptionToJson(record.config);
    json["settings"] = sweepSettingsToJson(record.config);
    json["weight_decay_mode"] = toString(record.config.base.optimizer.weightDecayMode);
    json["result"] = sweepResultToJson(record);
    json["members"] = Json::array();
    for (const SweepMemberRecord& member : record.members)
        json["members"].push_back(memberToJson(member));
    return json;
}

std::string sweepCsv(const SweepRecord& record) {
    std::string text = "stage,value,seed,outcome,steps,max_lr,val_loss,val_accuracy,total_decay\n";
    for (const SweepMemberRecord& member : record.members) {
        const auto& last = member.summary.last;
        text += toString(member.member.stage) + ',' + cell(member.member.value) + ',' +
                std::to_string(member.member.seed) + ',' + toString(member.summary.outcome) + ',' +
                std::to_string(member.summary.stepsDone) + ',' + cell(largestLr(record.config, member)) +
                ',' + (last ? cell(last->validationLoss) : "") + ',' +
                (last ? cell(last->validationAccuracy) : "") + ',' + cell(totalDecay(member)) + '\n';
    }
    return text;
}

} // namespace cyclo
