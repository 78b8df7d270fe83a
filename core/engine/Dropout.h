// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Bf16.h"
#include "core/engine/TotalDiff.h"

#include <cstdint>

namespace cyclo::engine {

/// In training each value becomes 0 with a probability, else is divided by what is left of 1. Which ones is
/// decided by (seed, number of the training pass, place in memory) alone, so that a network that was put back
/// draws the same again whatever the thread count.
/// @tparam Value  how activations are stored: float or Bf16
template <typename Value> class Dropout : public Op {
public:
    /// @param pass  number of the training pass; counted by the network, outlives the op
    Dropout(PlanContext& context, ActivationRef src, float probability, std::uint64_t seed,
            const std::uint64_t& pass);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;

private:
    void multiply(const memory& from, const memory& to) const;

    ActivationRef src_, dst_;
    float probability_;
    std::uint64_t seed_;
    const std::uint64_t& pass_;
    int threads_;
    TotalDiff diffDst_;
    memory diffSrc_;
};

} // namespace cyclo::engine
