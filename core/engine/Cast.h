// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Reorder.h"

namespace cyclo::engine {

/// The plain samples of the network as the plan stores activations. Nobody needs their gradient.
class Cast : public Op {
public:
    /// @param src     the network's input
    /// @param layout  the same with the type of activations
    Cast(PlanContext& context, ActivationRef src, const memory::desc& layout);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext&) override {}
    void forward(dnnl::stream& stream, Phase) override { reorder_.execute(stream); }
    void backward(dnnl::stream&) override {}

private:
    ActivationRef src_, dst_;
    Reorder reorder_;
};

} // namespace cyclo::engine
