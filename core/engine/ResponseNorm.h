// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/TotalDiff.h"

#include <optional>

namespace cyclo::engine {

struct ResponseNormOptions {
    memory::dim size = 3;
    float alpha = 5e-5f;
    float beta = 0.75f;
};

/// Within-channel response normalisation: dst = src · (1 + alpha / size² · sum of src² around it)^-beta.
class ResponseNorm : public Op {
public:
    ResponseNorm(PlanContext& context, ActivationRef src, const ResponseNormOptions& options);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase) override { forward_.execute(stream); }
    void backward(dnnl::stream& stream) override {
        diffDst_.execute(stream);
        if (backward_) backward_->execute(stream);
    }

private:
    ActivationRef src_, dst_;
    ResponseNormOptions options_;
    dnnl::lrn_forward::primitive_desc description_;
    memory workspace_;
    BoundPrimitive forward_;
    TotalDiff diffDst_;
    std::optional<BoundPrimitive> backward_;
};

} // namespace cyclo::engine
