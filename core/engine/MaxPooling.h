// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"

#include <optional>

namespace cyclo::engine {

/// Largest value of each window; remembers where it stood, so that the gradient goes there.
class MaxPooling : public Op {
public:
    /// @param dst  [N, C, OH, OW]
    MaxPooling(PlanContext& context, const Activation& src, const memory::dims& dst, const Window2d& window);

    const Activation& dst() const { return dst_; }
    void forward(dnnl::stream& stream) override { forward_.execute(stream); }
    void backward(dnnl::stream& stream) override {
        if (backward_) backward_->execute(stream);
    }

private:
    Activation dst_;
    BoundPrimitive forward_;
    std::optional<BoundPrimitive> backward_;
};

} // namespace cyclo::engine
