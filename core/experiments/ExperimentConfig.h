// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/network/NetworkSpec.h"
#include "core/network/Precision.h"
#include "core/optim/OptimizerConfig.h"
#include "core/schedules/Schedule.h"

#include <cstdint>
#include <optional>
#include <string>

namespace cyclo {

/// The loss that a range test is judged by.
enum class FinderLoss {
    Training,  ///< of the step's batch, before the update
    Validation ///< of held-out samples, with the weights after the update of the same step
};

/// Settings of a range test. Momentum and weight decay come from the experiment.
struct FinderConfig {
    double lrMin = 1e-5;
    double lrMax = 10.0;
    std::int64_t steps = 100; ///< >= 2
    Ramp ramp = Ramp::Exponential;
    std::optional<double> finalMomentum = {}; ///< at lrMax, in [0, 1); left out: momentum is held (Sweep.h)
    bool hessian = false; ///< measure the top curvature of the loss where the sweep starts
    FinderLoss loss = FinderLoss::Training;
    std::int64_t validationSamples =
        1000;               ///< Validation: the first so many of the held-out set, or all; >= 1
    std::int64_t seeds = 1; ///< tests whose mean is judged (SeedTests.h): of seed, seed + 1, ...; >= 1

    bool operator==(const FinderConfig&) const = default;
};

/// The one value that describes a run: everything a person sets. Same config, same files, same processor:
/// same bits.
struct ExperimentConfig {
    DataConfig data;
    std::string network = "lenet";         ///< `--net`
    std::optional<NetworkSpec> ownNetwork; ///< what the file of a "net:FILE.json" held when it was chosen
    OptimizerConfig optimizer;
    FinderConfig finder;
    Policy policy = SmithOneCycle{};
    double momentum = 0.9; ///< held during a range test and by policies that do not cycle it
    double weightDecay = 0.0;
    Precision precision = Precision::F32;
    std::int64_t batchSize = 128;
    std::int64_t epochs = 5;
    std::uint64_t seed = 1; ///< of initialisation and order
    int threads = 0;        ///< of the engine; 0: all processors
    bool shuffle = true;
    /// Weights (safetensors) that a range test or a training starts from; empty: the seed's initialisation.
    /// Whoever starts the run reads them (InitialWeights). Sweeps and the recipe have seeds of their own, and
    /// none.
    std::string init = {};

    bool operator==(const ExperimentConfig&) const = default;
};

/// What a range test of the experiment follows.
Schedule rangeTestSchedule(const ExperimentConfig& config);

/// The network of an experiment on data of so many classes.
/// @throws std::invalid_argument  for a name that does not exist
NetworkSpec networkOf(const ExperimentConfig& config, std::int64_t classes);

} // namespace cyclo
