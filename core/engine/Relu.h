// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/TotalDiff.h"

#include <optional>

namespace cyclo::engine {

/// The gradient of an op's result, taken back through the ReLU that is fused into the op, if there is one:
/// where the result is 0, so is the gradient.
class ResultDiff {
public:
    ResultDiff() = default;
    ResultDiff(PlanContext& context, const Activation& result, bool relu);

    const memory& place() const { return place_; }
    void execute(dnnl::stream& stream) const {
        total_.execute(stream);
        if (reluBackward_) reluBackward_->execute(stream);
    }

private:
    TotalDiff total_;
    memory place_;
    std::optional<BoundPrimitive> reluBackward_;
};

/// dst = max(src, 0): for a ReLU that no layer before it could take in. In place where nobody else reads src.
class Relu : public Op {
public:
    Relu(PlanContext& context, ActivationRef src);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase) override { forward_.execute(stream); }
    void backward(dnnl::stream& stream) override { diffDst_.execute(stream); }

private:
    ActivationRef src_;
    ActivationRef dst_;
    BoundPrimitive forward_;
    ResultDiff diffDst_;
};

} // namespace cyclo::engine
