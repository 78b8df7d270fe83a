// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepPlan.h"

#include "core/experiments/SweepResults.h"
#include "core/schedules/PolicyKind.h"
#include "core/schedules/PolicyRange.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

std::vector<SweepMember> overSeeds(const SweepConfig& config, SweepStage stage, double value) {
    std::vector<SweepMember> members;
    for (std::int64_t i = 0; i < config.seeds; ++i)
        members.push_back({stage, value, config.base.seed + static_cast<std::uint64_t>(i)});
    return members;
}

void append(std::vector<SweepMember>& members, const std::vector<SweepMember>& more) {
    members.insert(members.end(), more.begin(), more.end());
}

std::vector<SweepMember> grid(const SweepConfig& config) {
    std::vector<SweepMember> members;
    if (config.mode == SweepMode::MomentumRamp) {
        append(members, overSeeds(config, SweepStage::Grid, *std::ranges::max_element(config.values)));
        return members;
    }
    for (const double value : config.values)
        append(members, overSeeds(config, SweepStage::Grid, value));
    return members;
}

bool findsLearningRate(const SweepConfig& config) {
    return config.mode != SweepMode::RangeTests && !config.learningRate;
}

double startValue(const SweepConfig& config) {
    if (config.mode == SweepMode::Branches) return config.base.weightDecay;
    return config.kind == SweepKind::WeightDecay ? 0.0 : config.base.momentum;
}

/// The stage with what of it is missing; nothing if it is complete.
std::optional<SweepStep> unlessComplete(std::vector<SweepMember> stage,
                                        std::span<const SweepMemberRecord> finished) {
    SweepStep step;
    for (const SweepMember& member : stage) {
        if (std::ranges::find(finished, member, &SweepMemberRecord::member) == finished.end())
            step.missing.push_back(member);
    }
    if (step.missing.empty()) return std::nullopt;
    step.stage = std::move(stage);
    return step;
}

/// Each bisected value follows from the grid and the values before it.
std::optional<SweepStep> nextBisection(const SweepConfig& config,
                                       std::span<const SweepMemberRecord> finished) {
    std::vector<double> tried = config.values;
    for (std::int64_t i = 0; i < config.bisections; ++i) {
        const auto value = nextDecay(scoresOf(tried, finished));
        if (!value) return std::nullopt;
        if (auto step = unlessComplete(overSeeds(config, SweepStage::Bisection, *value), finished))
            return step;
        tried.push_back(*value);
    }
    return std::nullopt;
}

void setLearningRate(Policy& policy, double learningRate) {
    peakLrField(policy)->set(policy, learningRate);
    if (auto* cycle = std::get_if<SmithOneCycle>(&policy)) cycle->baseLr.reset();
}

void setMomentum(Policy& policy, double momentum) {
    if (auto* cycle = std::get_if<SmithOneCycle>(&policy))
        cycle->baseMomentum = cycle->maxMomentum = momentum;
    else
        policy = withHighestMomentum(policy, momentum);
}

} // namespace

SweepStep nextStep(const SweepConfig& config, std::span<const SweepMemberRecord> finished) {
    if (findsLearningRate(config)) {
        auto tests = overSeeds(config, SweepStage::LearningRate, startValue(config));
        if (auto step = unlessComplete(std::move(tests), finished)) return *step;
        if (!sharedLearningRate(config, finished)) {
            return {.stage = {},
                    .missing = {},
                    .obstacle = "the range test recommends no learning rate: " +
                                suggestionsOf(learningRateTests(finished)).note +
                                " Give the learning rate, or another range"};
        }
    }
    if (auto step = unlessComplete(grid(config), finished)) return *step;
    if (config.kind == SweepKind::WeightDecay && config.mode == SweepMode::ShortRuns) {
        if (auto step = nextBisection(config, finished)) return *step;
    }
    return {};
}

std::optional<double> sharedLearningRate(const SweepConfig& config,
                                         std::span<const SweepMemberRecord> finished) {
    if (config.learningRate) return config.learningRate;
    const bool cycles = std::holds_alternative<SmithOneCycle>(config.base.policy);
    const auto bounds = suggestionsOf(learningRateTests(finished)).recommended;
    if (!bounds) return std::nullopt;
    return cycles ? bounds->maxLr : bounds->minLr;
}

bool isRangeTest(const SweepConfig& config, const SweepMember& member) {
    return config.mode == SweepMode::RangeTests || member.stage == SweepStage::LearningRate;
}

ExperimentConfig experimentOf(const SweepConfig& config, const SweepMember& member,
                              std::optional<double> learningRate) {
    ExperimentConfig experiment = config.base;
    experiment.seed = member.seed;
    experiment.finder.seeds = 1; // each seed is a member of its own
    if (!isRangeTest(config, member) && learningRate) setLearningRate(experiment.policy, *learningRate);
    switch (config.kind) {
    case SweepKind::BatchSize:
        experiment.batchSize = std::llround(member.value);
        break;
    case SweepKind::Momentum:
        experiment.momentum = member.value;
        setMomentum(experiment.policy, member.value);
        break;
    case SweepKind::WeightDecay:
        experiment.weightDecay = member.value;
        break;
    }
    experiment.finder.steps = finderSteps(config, experiment.batchSize);
    return experiment;
}

ScheduleRows rowsOf(const SweepConfig& config, const SweepMember& member, double learningRate,
                    std::int64_t totalSteps) {
    const ExperimentConfig experiment = experimentOf(config, member, learningRate);
    if (config.mode == SweepMode::Branches) {
        ScheduleRows rows = rowsOf(Schedule{experiment.policy, config.base.weightDecay}, totalSteps);
        std::fill(rows.weightDecay.begin() + config.branchAt, rows.weightDecay.end(), member.value);
        return rows;
    }
    if (config.mode != SweepMode::MomentumRamp)
        return rowsOf(Schedule{experiment.policy, experiment.weightDecay}, totalSteps);
    ScheduleRows rows =
        rowsOf(Schedule{Constant{.learningRate = learningRate}, experiment.weightDecay}, totalSteps);
    const auto [low, high] = std::ranges::minmax(config.values);
    for (std::int64_t step = 0; step < totalSteps; ++step)
        rows.momentum[static_cast<std::size_t>(step)] =
            std::lerp(low, high, static_cast<double>(step) / static_cast<double>(totalSteps - 1));
    return rows;
}

} // namespace cyclo
