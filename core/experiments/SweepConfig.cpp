// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepConfig.h"

#include "core/experiments/Runs.h"
#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyKind.h"
#include "core/schedules/Schedule.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cyclo {

namespace {

constexpr std::size_t kMostValues = 1000;
constexpr std::int64_t kMostSeeds = 1000;

[[noreturn]] void refuse(const std::string& sentence) {
    throw std::invalid_argument(sentence);
}

void requireValue(SweepKind kind, double value) {
    switch (kind) {
    case SweepKind::BatchSize:
        if (value < 1.0 || value > 1e6 || value != std::floor(value))
            refuse("batch sizes must be whole numbers from 1 to 1000000, got " + exactText(value));
        return;
    case SweepKind::Momentum:
        if (!(value >= 0.0 && value < 1.0)) refuse("momenta must be in [0, 1), got " + exactText(value));
        return;
    case SweepKind::WeightDecay:
        if (!(value >= 0.0 && std::isfinite(value)))
            refuse("weight decays must be at least 0, got " + exactText(value));
        return;
    }
}

bool modeFits(const SweepConfig& config) {
    switch (config.kind) {
    case SweepKind::BatchSize:
        return config.mode == SweepMode::RangeTests;
    case SweepKind::Momentum:
        return config.mode == SweepMode::ShortRuns || config.mode == SweepMode::MomentumRamp;
    case SweepKind::WeightDecay:
        return config.mode != SweepMode::MomentumRamp;
    }
    return false;
}

void requireBranch(const SweepConfig& config) {
    if (config.branchAt < 1)
        refuse("the branch must be at step 1 or later, got " + std::to_string(config.branchAt));
    if (config.steps && config.branchAt >= *config.steps)
        refuse("the branch must be before the end of the run, step " + std::to_string(*config.steps) +
               ", got " + std::to_string(config.branchAt));
}

void requirePolicy(const Policy& policy) {
    if (std::holds_alternative<SmithOneCycle>(policy) || std::holds_alternative<Constant>(policy)) return;
    if (!std::holds_alternative<MultiStep>(policy))
        refuse("short runs follow onecycle of flavour smith, constant or multistep; got " +
               kindOf(policy).name);
    validate(Schedule{.policy = policy}, 1); // its milestones are shares, whatever the length
}

void requireRuns(const SweepConfig& config) {
    requirePolicy(config.base.policy);
    if (config.seeds < 1 || config.seeds > kMostSeeds)
        refuse("seeds must be from 1 to " + std::to_string(kMostSeeds) + ", got " +
               std::to_string(config.seeds));
    if (config.steps && *config.steps < 3)
        refuse("a short run needs at least 3 steps, got " + std::to_string(*config.steps));
    if (config.mode == SweepMode::Branches) requireBranch(config);
    if (!config.base.init.empty())
        refuse("the runs of a sweep start from their seeds, not from the weights in " + config.base.init);
    if (config.bisections < 0)
        refuse("bisections must be at least 0, got " + std::to_string(config.bisections));
    if (config.learningRate && !(std::isfinite(*config.learningRate) && *config.learningRate > 0.0))
        refuse("the learning rate must be above 0, got " + exactText(*config.learningRate));
}

} // namespace

std::string toString(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return "batch";
    case SweepKind::Momentum:
        return "momentum";
    case SweepKind::WeightDecay:
        return "wd";
    }
    return "wd";
}

std::string modeName(const SweepConfig& config) {
    const bool decay = config.kind == SweepKind::WeightDecay;
    switch (config.mode) {
    case SweepMode::RangeTests:
        return decay ? "joint" : "range-tests";
    case SweepMode::ShortRuns:
        return decay ? "sequential" : "short-runs";
    case SweepMode::Branches:
        return "branch";
    case SweepMode::MomentumRamp:
        return "range-test";
    }
    return "short-runs";
}

std::vector<double> usualValues(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return {32, 64, 128, 256, 512};
    case SweepKind::Momentum:
        return {0.9, 0.95, 0.97, 0.99};
    case SweepKind::WeightDecay:
        return {0.0, 1e-5, 1e-4, 1e-3};
    }
    return {};
}

void validate(const SweepConfig& config) {
    if (config.values.empty() || config.values.size() > kMostValues)
        refuse("a sweep needs 1 to " + std::to_string(kMostValues) + " values, got " +
               std::to_string(config.values.size()));
    for (const double value : config.values) {
        requireValue(config.kind, value);
        if (std::ranges::count(config.values, value) > 1)
            refuse("the value " + exactText(value) + " is given twice");
    }
    if (!modeFits(config))
        refuse("a " + toString(config.kind) + " sweep cannot be made by " + modeName(config));
    if (config.mode == SweepMode::MomentumRamp && config.values.size() < 2)
        refuse("a momentum range test needs two values, its ends");
    requireRuns(config);
    validate(rangeTestSchedule(config.base), config.base.finder.steps);
}

std::int64_t finderSteps(const SweepConfig& config, std::int64_t batchSize) {
    if (config.kind != SweepKind::BatchSize) return config.base.finder.steps;
    const double largest = *std::ranges::max_element(config.values);
    const double samples = largest * static_cast<double>(config.base.finder.steps);
    return std::llround(samples / static_cast<double>(batchSize));
}

std::int64_t shortRunSteps(const SweepConfig& config, const DataSource& data) {
    return config.steps.value_or(config.base.epochs * stepsPerEpoch(config.base, data));
}

} // namespace cyclo
