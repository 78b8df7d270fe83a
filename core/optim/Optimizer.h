// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optim/OptimizerConfig.h"
#include "core/schedules/ScheduleRows.h"
#include "core/tensor/ParameterView.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cyclo {

/// What an optimizer remembers between steps, as a value that can be kept and put back. In the order of the
/// parameters.
struct OptimizerState {
    std::vector<float> velocity = {};     ///< SGD's v, Adam's first moment
    std::vector<float> secondMoment = {}; ///< Adam's; empty for SGD
    std::int64_t steps = 0;               ///< made so far

    bool operator==(const OptimizerState&) const = default;
};

/// Moves all parameters of a network by one step at a time. The state starts at 0; gradients are left as they
/// are. With clipNorm c a gradient of L2 norm n > c over all parameters is used c / (n + 1e-6) times, as
/// PyTorch does. A segment's multipliers scale its learning rate and its weight decay.
class Optimizer {
public:
    virtual ~Optimizer() = default;
    Optimizer(const Optimizer&) = delete;
    Optimizer& operator=(const Optimizer&) = delete;

    /// @throws std::invalid_argument  if the view is of another number of parameters than the optimizer
    void step(const ParameterView& parameters, const StepHyperparameters& hyperparameters);

    const OptimizerState& state() const { return state_; }
    /// @throws std::invalid_argument  if it is of another number of parameters or another optimizer
    void setState(const OptimizerState& state);

protected:
    Optimizer(const OptimizerConfig& config, OptimizerState state, int threads);

    /// One pass over all parameters. @param gradientScale  what clipping leaves of the gradient, in [0, 1]
    virtual void update(const ParameterView& parameters, const StepHyperparameters& hyperparameters,
                        float gradientScale) = 0;

    const OptimizerConfig& config() const { return config_; }
    int threads() const { return threads_; }
    OptimizerState& mutableState() { return state_; }

private:
    float clippingScale(const ParameterView& parameters) const;

    OptimizerConfig config_;
    int threads_;
    OptimizerState state_;
};

/// @param size     of the parameter view that step() will be given
/// @param threads  that share the pass, >= 1; the result does not depend on it
/// @throws std::invalid_argument  for impossible settings (validate)
std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::size_t size, int threads);

} // namespace cyclo
