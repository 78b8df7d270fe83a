// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/TotalDiff.h"

#include <optional>

namespace cyclo::engine {

/// Mean of each window over the places inside the source.
class MeanPooling : public Op {
public:
    /// @param dst  [N, C, OH, OW]
    MeanPooling(PlanContext& context, ActivationRef src, const memory::dims& dst, const Window2d& window);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase) override { forward_.execute(stream); }
    void backward(dnnl::stream& stream) override {
        diffDst_.execute(stream);
        if (backward_) backward_->execute(stream);
    }

private:
    ActivationRef src_;
    ActivationRef dst_;
    Window2d window_;
    dnnl::pooling_forward::primitive_desc description_;
    BoundPrimitive forward_;
    TotalDiff diffDst_;
    std::optional<BoundPrimitive> backward_;
};

} // namespace cyclo::engine
