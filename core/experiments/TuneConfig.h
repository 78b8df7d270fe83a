// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepConfig.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

inline constexpr std::int64_t kUsualRangeSeeds = 2;

/// The whole recipe in one go: range tests at decay 0 at three batch sizes, momentum by short runs, weight
/// decay by runs of the final length (short ones do not overfit yet and so ask for too little), final 1cycle
/// runs with momentum cycled and held, and baselines of the same length.
struct TuneConfig {
    ExperimentConfig base; ///< epochs: of the final runs, >= 1; policy and weightDecay are not looked at
    std::int64_t rangeSeeds = kUsualRangeSeeds; ///< range tests per batch size, >= 1
    std::optional<std::int64_t> shortEpochs =
        {}; ///< of each run that compares momenta, >= 1; a quarter of base.epochs if left out
    std::vector<double> momenta = usualValues(SweepKind::Momentum);
    std::vector<double> weightDecays = usualValues(SweepKind::WeightDecay);
    std::int64_t bisections = 1; ///< decays tried after the grid
    double lowMomentum = 0.85;   ///< of the final run that cycles it, where the learning rate peaks
    std::vector<double> constantShares = {1.0, 0.3, 0.1, 0.03}; ///< of the found maximum: constant baselines

    bool operator==(const TuneConfig&) const = default;
};

std::int64_t shortEpochsOf(const TuneConfig& config);

/// A part of the recipe and what it costs at most.
struct TuneBudget {
    std::string part; ///< "range tests", "momentum", "weight decay", "1cycle", "baselines"
    std::int64_t runs = 0;
    double epochs = 0.0; ///< passes over the training set, of all its runs together
};
/// @throws std::invalid_argument  if the training set is smaller than one batch
std::vector<TuneBudget> budgetOf(const TuneConfig& config, const DataSource& data);
double totalEpochs(std::span<const TuneBudget> budget);

/// How long the final runs may be, in epochs, so that all runs of the recipe together stay within a budget.
/// @param epochs  passes over the training set, of everything
/// @throws std::invalid_argument  if final runs of one epoch are too much, with what the recipe then takes
std::int64_t epochsWithin(TuneConfig config, double epochs, const DataSource& data);

/// The sweeps of the recipe. Batch sizes: half, once and twice base.batchSize, twice only if the data hold
/// it.
SweepConfig batchSweepOf(const TuneConfig& config, const DataSource& data);
SweepConfig momentumSweepOf(const TuneConfig& config, double maxLr);
SweepConfig decaySweepOf(const TuneConfig& config, double maxLr, double momentum);

/// 1cycle with the picks: from maxLr/10 up to maxLr, momentum from `momentum` down to lowMomentum (or held
/// where it is lower).
SmithOneCycle finalPolicy(const TuneConfig& config, double maxLr, double momentum);

/// The same with momentum held; nothing where that is no other policy.
std::optional<SmithOneCycle> heldPolicy(const TuneConfig& config, double maxLr, double momentum);

} // namespace cyclo
