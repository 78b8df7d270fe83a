// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Options.h"
#include "core/optim/OptimizerConfig.h"

#include <optional>

namespace cyclo::cli {

/// --optimizer --wd-mode --momentum-form --beta2 --eps --clip-norm.
class OptimizerOptions {
public:
    void addTo(CLI::App& app);

    /// What was given, on top of `base`; --optimizer starts anew with its usual settings.
    /// @throws UsageError  if an option belongs to another optimizer; std::invalid_argument for its value
    OptimizerConfig over(const OptimizerConfig& base) const;

    bool weightDecayModeGiven() const { return weightDecayMode_.has_value(); }

private:
    std::optional<OptimizerKind> kind_;
    std::optional<WeightDecayMode> weightDecayMode_;
    std::optional<MomentumForm> momentumForm_;
    std::optional<double> beta2_, eps_, clipNorm_;
};

/// "adamw, decoupled weight decay, gradient norm at most 1", for people.
std::string optimizerText(const OptimizerConfig& config);

} // namespace cyclo::cli
