// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/TuneConfig.h"

#include "core/experiments/Runs.h"
#include "core/schedules/NumberText.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cyclo {

namespace {

std::int64_t count(std::size_t size) {
    return static_cast<std::int64_t>(size);
}

/// What the recipe settles itself starts from here.
ExperimentConfig startOf(const TuneConfig& config) {
    ExperimentConfig experiment = config.base;
    experiment.weightDecay = 0.0;
    experiment.policy = SmithOneCycle{};
    return experiment;
}

SweepConfig runsOver(const TuneConfig& config, SweepKind kind, std::vector<double> values, double maxLr) {
    SweepConfig sweep{.kind = kind, .mode = SweepMode::ShortRuns, .values = std::move(values)};
    sweep.learningRate = maxLr;
    sweep.bisections = config.bisections;
    sweep.base = startOf(config);
    return sweep;
}

} // namespace

std::int64_t shortEpochsOf(const TuneConfig& config) {
    return config.shortEpochs.value_or(std::max<std::int64_t>(1, config.base.epochs / 4));
}

SweepConfig batchSweepOf(const TuneConfig& config, const DataSource& data) {
    const std::int64_t batch = config.base.batchSize;
    SweepConfig sweep{.kind = SweepKind::BatchSize, .mode = SweepMode::RangeTests};
    for (const std::int64_t size : {batch / 2, batch, 2 * batch}) {
        if (size >= 1 && (size <= data.train->size() || size == batch))
            sweep.values.push_back(static_cast<double>(size));
    }
    sweep.seeds = config.rangeSeeds;
    sweep.base = startOf(config);
    // The steps asked for are those of the batch itself; a sweep counts those of its largest.
    const double largest = sweep.values.back();
    const double steps = static_cast<double>(config.base.finder.steps * batch) / largest;
    sweep.base.finder.steps = std::max<std::int64_t>(2, static_cast<std::int64_t>(steps + 0.5));
    return sweep;
}

SweepConfig momentumSweepOf(const TuneConfig& config, double maxLr) {
    SweepConfig sweep = runsOver(config, SweepKind::Momentum, config.momenta, maxLr);
    sweep.base.epochs = shortEpochsOf(config);
    return sweep;
}

SweepConfig decaySweepOf(const TuneConfig& config, double maxLr, double momentum) {
    SweepConfig sweep = runsOver(config, SweepKind::WeightDecay, config.weightDecays, maxLr);
    sweep.base.policy = finalPolicy(config, maxLr, momentum);
    return sweep;
}

SmithOneCycle finalPolicy(const TuneConfig& config, double maxLr, double momentum) {
    return {.maxLr = maxLr, .baseMomentum = std::min(config.lowMomentum, momentum), .maxMomentum = momentum};
}

std::optional<SmithOneCycle> heldPolicy(const TuneConfig& config, double maxLr, double momentum) {
    const SmithOneCycle cycled = finalPolicy(config, maxLr, momentum);
    SmithOneCycle held = cycled;
    held.baseMomentum = held.maxMomentum;
    return held == cycled ? std::nullopt : std::optional(held);
}

std::vector<TuneBudget> budgetOf(const TuneConfig& config, const DataSource& data) {
    const double samples = static_cast<double>(data.train->size());
    const SweepConfig batches = batchSweepOf(config, data);
    double rangeEpochs = 0.0;
    for (const double size : batches.values) {
        const auto steps = finderSteps(batches, static_cast<std::int64_t>(size));
        rangeEpochs += static_cast<double>(steps * config.rangeSeeds) * size / samples;
    }
    stepsPerEpoch(config.base, data);
    const auto share = [](std::int64_t runs, std::int64_t epochs) {
        return static_cast<double>(runs * epochs);
    };
    const std::int64_t momenta = count(config.momenta.size());
    const std::int64_t decays = count(config.weightDecays.size()) + config.bisections;
    const std::int64_t baselines = count(config.constantShares.size()) + 1;
    const std::int64_t brief = shortEpochsOf(config), whole = config.base.epochs;
    return {{"range tests", count(batches.values.size()) * config.rangeSeeds, rangeEpochs},
            {"momentum", momenta, share(momenta, brief)},
            {"weight decay", decays, share(decays, whole)},
            {"1cycle", 2, share(2, whole)},
            {"baselines", baselines, share(baselines, whole)}};
}

double totalEpochs(std::span<const TuneBudget> budget) {
    double epochs = 0.0;
    for (const TuneBudget& part : budget)
        epochs += part.epochs;
    return epochs;
}

std::int64_t epochsWithin(TuneConfig config, double epochs, const DataSource& data) {
    const auto takes = [&](std::int64_t length) {
        config.base.epochs = length;
        return totalEpochs(budgetOf(config, data));
    };
    if (const double least = takes(1); !(least <= epochs))
        throw std::invalid_argument("the recipe takes at least " + numberText(std::ceil(least)) +
                                    " epochs in all, got a budget of " + numberText(epochs));
    std::int64_t fits = 1,
                 above = static_cast<std::int64_t>(epochs) + 1; // every run of the end takes that long
    while (above - fits > 1) {
        const std::int64_t middle = fits + (above - fits) / 2;
        (takes(middle) <= epochs ? fits : above) = middle;
    }
    return fits;
}

} // namespace cyclo
