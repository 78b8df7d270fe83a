// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/OptimizerOptions.h"
#include "app/cli/Options.h"
#include "core/experiments/ExperimentConfig.h"

namespace cyclo::cli {

/// Which samples: --data --normalize --augment --limit.
class DataOptions {
public:
    /// @param specIsOption  false where the data set is named by a word of the command itself
    void addTo(CLI::App& app, bool specIsOption = true);

    DataConfig config;
};

/// Everything find and train share about a run, as one ExperimentConfig: --data --normalize --augment --limit
/// --net --batch --wd --precision --threads --seed and those of the optimizer.
class RunOptions {
public:
    void addTo(CLI::App& app);
    void addMomentum(CLI::App& app); ///< --momentum, for runs without a policy of their own
    void addInit(CLI::App& app);     ///< --init, for a single start

    /// What was set. @throws std::invalid_argument  for a network or an optimizer that does not exist;
    /// FileError for a file of a network that cannot be used
    ExperimentConfig experiment() const;

    bool batchGiven() const { return batch_->count() > 0; }
    const OptimizerOptions& optimizer() const { return optimizer_; }
    bool weightDecayGiven() const { return weightDecay_->count() > 0; }
    bool momentumGiven() const { return momentum_ && momentum_->count() > 0; }

private:
    DataOptions data_;
    OptimizerOptions optimizer_;
    ExperimentConfig config_;
    CLI::Option* batch_ = nullptr;
    CLI::Option* weightDecay_ = nullptr;
    CLI::Option* momentum_ = nullptr; ///< where it is one
};

/// Which loss range tests are judged by: --loss --val-samples.
class FinderLossOptions {
public:
    void addTo(CLI::App& app);
    bool given() const { return loss_.has_value() || samples_.has_value(); }
    /// @throws UsageError  for --val-samples without --loss val
    void set(FinderConfig& finder) const;

private:
    std::optional<FinderLoss> loss_;
    std::optional<std::int64_t> samples_;
};

/// --final-momentum: of the last step of range tests.
CLI::Option* addFinalMomentum(CLI::App& app, FinderConfig& finder);

/// Options that a schedule has without a run.
template <class Target> CLI::Option* addBatch(CLI::App& app, Target& target, const std::string& shown) {
    constexpr std::int64_t kLargest = 1'000'000;
    return addCount(app, "--batch", target, {1, kLargest}, "samples per step", shown);
}
CLI::Option* addNetwork(CLI::App& app, std::string& target);
CLI::Option* addThreads(CLI::App& app, int& target);
/// --precision; bf16 is refused, with the reason, where it is not fast.
CLI::Option* addPrecision(CLI::App& app, Precision& target);
CLI::Option* addWeightDecay(CLI::App& app, double& target);

} // namespace cyclo::cli
