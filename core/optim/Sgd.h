// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optim/OptimizerConfig.h"
#include "core/schedules/ScheduleRows.h"
#include "core/tensor/ParameterView.h"

#include <cstddef>
#include <vector>

namespace cyclo {

/// What an optimizer remembers between steps, as a value that can be kept and put back.
struct OptimizerState {
    std::vector<float> velocity; ///< in the order of the parameters

    bool operator==(const OptimizerState&) const = default;
};

/// Stochastic gradient descent with momentum in PyTorch's form, plain or Nesterov, weight decay as L2 in the
/// gradient:
///   g <- g + λw;  v <- μv + g;  w <- w - lr·v   (Nesterov: w <- w - lr·(g + μv))
/// The velocity starts at 0. Gradients are left as they are.
class Sgd {
public:
    /// @param size     of the parameter view that step() will be given
    /// @param threads  that share the pass, >= 1; the result does not depend on it
    Sgd(const OptimizerConfig& config, std::size_t size, int threads);

    void step(const ParameterView& parameters, const StepHyperparameters& hyperparameters);

    const OptimizerState& state() const { return state_; }
    /// @throws std::invalid_argument  if it is of another number of parameters
    void setState(const OptimizerState& state);

private:
    OptimizerConfig config_;
    int threads_;
    OptimizerState state_;
};

} // namespace cyclo
