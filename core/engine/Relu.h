// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"

#include <optional>

namespace cyclo::engine {

/// Turns the gradient of a ReLU's result into that of its source, in place; needs the result only.
class ReluBackward {
public:
    ReluBackward(PlanContext& context, const Activation& result);
    void execute(dnnl::stream& stream) const { primitive_.execute(stream); }

private:
    BoundPrimitive primitive_;
};

/// dst = max(src, 0), in place: for a ReLU that no layer before it could take in.
class Relu : public Op {
public:
    Relu(PlanContext& context, const Activation& src);

    const Activation& dst() const { return dst_; }
    void forward(dnnl::stream& stream) override { forward_.execute(stream); }
    void backward(dnnl::stream& stream) override {
        if (backward_) backward_->execute(stream);
    }

private:
    Activation dst_;
    BoundPrimitive forward_;
    std::optional<ReluBackward> backward_;
};

} // namespace cyclo::engine
