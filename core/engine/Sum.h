// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Relu.h"
#include "core/engine/Reorder.h"

namespace cyclo::engine {

/// dst = a + b, in the layout of a: a residual sum that no batch-norm could take in.
class Sum : public Op {
public:
    Sum(PlanContext& context, ActivationRef a, ActivationRef b);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase) override {
        reorderB_.execute(stream);
        forward_.execute(stream);
    }
    void backward(dnnl::stream& stream) override {
        diffDst_.execute(stream);
        reorderDiffB_.execute(stream);
    }

private:
    ActivationRef a_, b_, dst_;
    Reorder reorderB_, reorderDiffB_;
    BoundPrimitive forward_;
    TotalDiff diffDst_;
};

} // namespace cyclo::engine
