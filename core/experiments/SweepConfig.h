// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"
#include "core/experiments/ExperimentConfig.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// What a sweep varies.
enum class SweepKind { BatchSize, Momentum, WeightDecay };

/// How it tries a value.
enum class SweepMode {
    RangeTests,  ///< a range test of base.finder per value
    ShortRuns,   ///< a short training run per value, at a learning rate that is the same for all
    Branches,    ///< short runs that share their first branchAt steps, and differ in the value from there on
    MomentumRamp ///< one run while momentum rises from the smallest to the largest value
};

/// A sweep: runs that differ in one value and in the seed, and in nothing else. Every value meets the same
/// seeds, that is the same initial weights and order of samples, so that members can be compared in pairs.
///
/// Which modes there are, after Smith (arXiv:1803.09820, sections 4.2 to 4.4 and the remarks):
///   BatchSize    RangeTests: each sees as many samples; where the usable maximum goes with the batch
///   Momentum     ShortRuns: momentum held at the value; MomentumRamp: the test the paper found not to work
///   WeightDecay  ShortRuns ("sequential"): learning rate found at decay 0 and fixed, then the grid, then the
///                exponent bisected between the best two; RangeTests ("joint"): learning rate and decay
///                together; Branches ("branch"): one run at base.weightDecay until the loss has flattened,
///                say, and from its snapshot on with each decay (figure 12)
struct SweepConfig {
    SweepKind kind = SweepKind::WeightDecay;
    SweepMode mode = SweepMode::ShortRuns;
    std::vector<double> values = {}; ///< batch sizes, momenta or weight decays, each once
    std::int64_t seeds = 1;          ///< runs per value: base.seed, base.seed + 1, ...; >= 1

    /// Peak of onecycle, or the rate at which constant and multistep start, in short runs. Nothing: found by
    /// range tests first (at decay 0 where decays are swept), maximum for onecycle and minimum for the
    /// others.
    std::optional<double> learningRate = {};
    std::optional<std::int64_t> steps = {}; ///< of a short run or a ramp; base.epochs epochs if left out
    std::int64_t bisections = 1;            ///< WeightDecay, ShortRuns: decays tried after the grid; >= 0
    std::int64_t branchAt = 0; ///< Branches: first step of a run that has the value; in [1, steps)

    /// The rest. Policy: SmithOneCycle, Constant or MultiStep, whose learning rate is overridden. No start
    /// weights. For BatchSize finder.steps are those of the largest batch; smaller ones take more.
    ExperimentConfig base = {};

    bool operator==(const SweepConfig&) const = default;
};

/// "batch", "momentum", "wd".
std::string toString(SweepKind kind);

/// "range-tests", "short-runs" or "range-test" for the ramp; "joint", "sequential" or "branch" for weight
/// decay.
std::string modeName(const SweepConfig& config);

/// The values that are tried when none are given: batches 32 to 512, momenta 0.9 to 0.99, decays 0 to 1e-3.
std::vector<double> usualValues(SweepKind kind);

/// Everything that can be known without data.
/// @throws std::invalid_argument  naming what is wrong and what would be right
void validate(const SweepConfig& config);

/// Steps of a range test with this batch size: base.finder.steps for the largest batch of the sweep, for the
/// others as many as see the same number of samples (rounded). base.finder.steps where batches are not swept.
std::int64_t finderSteps(const SweepConfig& config, std::int64_t batchSize);

/// Steps of a short run. @throws std::invalid_argument  if the training set is smaller than one batch
std::int64_t shortRunSteps(const SweepConfig& config, const DataSource& data);

} // namespace cyclo
