// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optim/Optimizer.h"

namespace cyclo {

/// Adam (Kingma and Ba, arXiv:1412.6980) as PyTorch computes it; with decoupled decay it is AdamW. With g the
/// gradient after clipping and coupled decay, t = 1, 2, ..., and β1 the momentum of the step:
///   m <- β1·m + (1-β1)·g;  s <- β2·s + (1-β2)·g²
///   w <- w - lr·(m / (1-β1ᵗ)) / (√(s / (1-β2ᵗ)) + eps)
/// Where β1 moves, its correction takes the present value as if it had always been so; PyTorch does the same.
class Adam final : public Optimizer {
public:
    /// As makeOptimizer, for the kinds Adam and AdamW.
    Adam(const OptimizerConfig& config, std::size_t size, int threads);

protected:
    void prepare(const Step& step) override;
    void update(const Step& step, const detail::ParameterPart& part, const float* gradients) override;

private:
    double correction1_ = 1.0; ///< 1-β1ᵗ of the step
    double correction2_ = 1.0; ///< 1-β2ᵗ
};

} // namespace cyclo
