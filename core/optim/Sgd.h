// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optim/Optimizer.h"

namespace cyclo {

/// Stochastic gradient descent with momentum, plain or Nesterov. With g the gradient after clipping and
/// coupled decay:
///   PyTorch's form  v <- μv + g;     w <- w - lr·v   (Nesterov: w <- w - lr·(g + μv))
///   Caffe's form    v <- μv + lr·g;  w <- w - v      (Nesterov: w <- w - (lr·g + μv))
class Sgd final : public Optimizer {
public:
    /// As makeOptimizer, for the kinds Sgd and Nesterov.
    Sgd(const OptimizerConfig& config, std::size_t size, int threads);

protected:
    void update(const Step& step, const detail::ParameterPart& part, const float* gradients) override;
};

} // namespace cyclo
