// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SweepProgress.h"

#include "core/experiments/SweepPlan.h"
#include "core/experiments/SweepResults.h"
#include "core/experiments/SweepStanding.h"
#include "core/persistence/SweepSettings.h"

#include <array>
#include <cmath>

namespace cyclo::cli {

namespace {

/// Cells padded to columns of twelve.
std::string row(const std::vector<std::string>& cells) {
    constexpr std::size_t kWidth = 12;
    std::string line = "  ";
    for (const auto& cell : cells)
        line += cell + std::string(cell.size() < kWidth ? kWidth - cell.size() : 1, ' ');
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::string orDash(const std::optional<double>& value) {
    return value ? numberText(*value) : "-";
}

std::string lawText(const PowerLaw& law) {
    std::string text = "the usable maximum goes with the batch to the power " + numberText(law.exponent);
    if (!law.interval) return text + " (too few points for an interval)";
    text += " (95 %: " + numberText(law.interval->low) + " to " + numberText(law.interval->high) + ", " +
            std::to_string(law.points) + " points); within it: ";
    struct Rule {
        const char* name;
        double exponent;
    };
    static constexpr std::array<Rule, 3> kRules{{{"none (0)", 0.0}, {"√k (0.5)", 0.5}, {"linear (1)", 1.0}}};
    std::vector<std::string> within;
    for (const Rule& rule : kRules) {
        if (law.interval->contains(rule.exponent)) within.push_back(rule.name);
    }
    for (std::size_t i = 0; i < within.size(); ++i)
        text += (i > 0 ? ", " : "") + within[i];
    return within.empty() ? text + "neither none, √k nor linear" : text;
}

void sayBatches(const Report& report, const SweepRecord& record) {
    const BatchLaw law = batchLawOf(record.members);
    report.say(row({"batch", "max LR", "by √k", "linear", "none"}));
    const bool known = !law.rows.empty() && law.rows.front().maxLr;
    for (const auto& one : law.rows) {
        const auto predicted = [known](double value) { return known ? numberText(value) : "-"; };
        report.say(row({std::to_string(one.batchSize), orDash(one.maxLr), predicted(one.squareRoot),
                        predicted(one.linear), predicted(one.none)}));
    }
    for (const auto& point : law.measured) {
        if (!point.note.empty())
            report.say("  batch " + std::to_string(point.batchSize) + ", seed " + std::to_string(point.seed) +
                       " is left out: " + point.note);
    }
    report.say(law.law ? lawText(*law.law)
                       : "no law: the usable maximum is known for fewer than two batch sizes");
}

void sayScores(const Report& report, const SweepRecord& record) {
    const bool momentum = record.config.kind == SweepKind::Momentum;
    const auto learningRate = sharedLearningRate(record.config, record.members);
    const auto scores = scoresOf(record.config, record.members);
    report.say("learning rate " + orDash(learningRate) +
               (record.config.learningRate ? ", as given" : ", found"));
    report.say(row({momentum ? "momentum" : "decay", "test loss", "± seeds", "accuracy",
                    momentum ? "LR/(1-m)" : "sum LR·wd", "diverged"}));
    for (const auto& score : scores) {
        report.say(
            row({numberText(score.value), numberText(score.validationLoss),
                 score.runs - score.diverged > 1 ? numberText(score.lossSpread) : "-",
                 std::isnan(score.validationAccuracy) ? "-" : percentText(score.validationAccuracy),
                 numberText(momentum ? learningRate.value_or(0.0) / (1.0 - score.value) : score.totalDecay),
                 std::to_string(score.diverged) + " of " + std::to_string(score.runs)}));
    }
    if (const auto standing = standingOf(scores))
        report.say("best: " + toString(record.config.kind) + " " + numberText(standing->best) +
                   ", the lowest final test loss" + doubtsOf(*standing));
}

bool isOfShortRuns(const SweepConfig& config) {
    return config.kind != SweepKind::BatchSize &&
           (config.mode == SweepMode::ShortRuns || config.mode == SweepMode::Branches);
}

void sayDecays(const Report& report, const SweepRecord& record) {
    const auto curves = decayCurvesOf(record.members);
    report.say(row({"decay", "lowest loss", "stable to", "max LR", "sum LR·wd"}));
    for (const auto& curve : curves) {
        report.say(
            row({numberText(curve.weightDecay), numberText(curve.lowestLoss) + (curve.low ? " low" : ""),
                 numberText(curve.stableLr), orDash(curve.maxLr), numberText(curve.totalDecay)}));
    }
    if (const auto best = bestOf(curves)) {
        report.say("best: wd " + numberText(best->weightDecay) +
                   ", the largest that stays low and is stable to the highest learning rate; max LR " +
                   orDash(best->maxLr) + doubtsOf(*standingOf(curves)));
    } else {
        report.say(
            "no decay is best: no test recommends a learning rate; widen the range or take more steps");
    }
}

} // namespace

std::string memberResultText(const SweepConfig& config, const SweepMemberRecord& member) {
    const RunSummary& summary = member.summary;
    if (summary.outcome == RunOutcome::Failed) return "failed: " + summary.message;
    if (summary.outcome == RunOutcome::Stopped) return summary.message;
    if (member.member.stage == SweepStage::Trunk && summary.outcome == RunOutcome::Completed)
        return std::to_string(summary.stepsDone) + " steps, to the branch";
    if (isRangeTest(config, member.member)) {
        const auto suggestions = suggestionsOf(member);
        return suggestions.recommended ? "max LR " + numberText(suggestions.recommended->maxLr)
                                       : "no recommendation: " + suggestions.note;
    }
    if (!summary.last || summary.outcome == RunOutcome::Diverged) return summary.message;
    return "test loss " + lossText(summary.last->validationLoss, summary.last->validationAccuracy);
}

std::string memberText(const SweepConfig& config, const SweepMember& member) {
    const std::string seed = ", seed " + std::to_string(member.seed);
    if (member.stage == SweepStage::LearningRate) return "range test" + seed;
    if (member.stage == SweepStage::Trunk) return "before the branch, wd " + numberText(member.value) + seed;
    return toString(config.kind) + " " + numberText(member.value) + seed;
}

void SweepProgress::memberStepped(const SweepMember& member, const StepRecord& step) {
    progress_.memberStepped(member, step, [&] { return memberText(config_, member); });
}

void SweepProgress::memberEnded(const SweepRecord& soFar, const SweepMemberRecord& member) {
    if (isFinished(member)) save_(soFar);
    progress_.memberEnded(member.member,
                          memberText(config_, member.member) + ": " + memberResultText(config_, member));
}

void saySweep(const Report& report, const SweepRecord& record) {
    const SweepConfig& config = record.config;
    report.say("sweep " + toString(config.kind) + " (" + modeName(config) + ") of " + config.base.network +
               " on " + config.base.data.spec + ", " + std::to_string(record.members.size()) +
               " runs, weight decay " + toString(config.base.optimizer.weightDecayMode));
    if (config.kind == SweepKind::BatchSize)
        sayBatches(report, record);
    else if (isOfShortRuns(config))
        sayScores(report, record);
    else if (config.kind == SweepKind::WeightDecay)
        sayDecays(report, record);
    else
        report.say(kMomentumRampNote);
}

std::optional<std::string> whatWentWrong(const SweepRecord& record) {
    const SweepConfig& config = record.config;
    if (!isOfShortRuns(config) || standingOf(scoresOf(config, record.members))) return std::nullopt;
    return "none of the runs ended well; take a smaller learning rate" +
           std::string(config.kind == SweepKind::WeightDecay ? " or smaller decays" : "");
}

} // namespace cyclo::cli
