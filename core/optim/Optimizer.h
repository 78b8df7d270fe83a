// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optim/OptimizerConfig.h"
#include "core/schedules/ScheduleRows.h"
#include "core/tensor/ParameterUpdate.h"
#include "core/tensor/ParameterView.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cyclo {

namespace detail {
struct ParameterPart;
}

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
class Optimizer : public ParameterUpdate {
public:
    virtual ~Optimizer() = default;
    Optimizer(const Optimizer&) = delete;
    Optimizer& operator=(const Optimizer&) = delete;

    /// begin(), and apply() to all parameters.
    void step(const ParameterView& parameters, const StepHyperparameters& hyperparameters);

    /// Begins a step, which apply() makes part by part. The gradients of the view are read where clips(), and
    /// must be complete then.
    /// @param parameters  stay where they are until all are applied
    /// @throws std::invalid_argument  if the view is of another number of parameters than the optimizer
    void begin(const ParameterView& parameters, const StepHyperparameters& hyperparameters);
    void apply(std::size_t begin, std::span<const float> gradients) override;

    bool clips() const { return config_.clipNorm.has_value(); }

    const OptimizerState& state() const { return state_; }
    /// @throws std::invalid_argument  if it is of another number of parameters or another optimizer
    void setState(const OptimizerState& state);

protected:
    Optimizer(const OptimizerConfig& config, OptimizerState state, int threads);

    struct Step {
        ParameterView parameters;
        StepHyperparameters hyperparameters;
        float gradientScale = 1.f; ///< what clipping leaves of the gradient, in [0, 1]
    };

    /// Once for each step, before the first part.
    virtual void prepare(const Step&) {}
    /// By several threads at a time. @param gradients  of the part, as many as it is long
    virtual void update(const Step& step, const detail::ParameterPart& part, const float* gradients) = 0;

    const OptimizerConfig& config() const { return config_; }
    OptimizerState& mutableState() { return state_; }

private:
    float clippingScale(const ParameterView& parameters) const;

    OptimizerConfig config_;
    int threads_;
    OptimizerState state_;
    Step step_; ///< that apply() makes
};

/// @param size     of the parameter view that step() will be given
/// @param threads  that share the pass, >= 1; the result does not depend on it
/// @throws std::invalid_argument  for impossible settings (validate)
std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::size_t size, int threads);

} // namespace cyclo
