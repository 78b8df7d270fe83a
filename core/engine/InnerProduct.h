// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"
#include "core/engine/Relu.h"
#include "core/engine/Reorder.h"

#include <optional>
#include <string>

namespace cyclo::engine {

struct InnerProductOptions {
    std::string name; ///< of the parameters: name.weight [out, C·H·W], name.bias [out]
    memory::dim outFeatures = 1;
    bool relu = false; ///< fused behind the bias
};

/// dst [N, out] = src [N, C·H·W] · weightsᵀ + bias, then ReLU if asked for. The source may come as [N, C, H,
/// W] in any layout: the weights are laid out to match it.
class InnerProduct : public Op {
public:
    InnerProduct(PlanContext& context, const Activation& src, const InnerProductOptions& options);

    const Activation& dst() const { return dst_; }
    void forward(dnnl::stream& stream) override;
    void backward(dnnl::stream& stream) override;

private:
    using ForwardDesc = dnnl::inner_product_forward::primitive_desc;
    void bindForward(PlanContext& context, const ForwardDesc& forward);
    void bindBackwardWeights(PlanContext& context, const ForwardDesc& forward);
    void bindBackwardData(PlanContext& context, const ForwardDesc& forward);

    Activation src_;
    Activation dst_;
    ParameterStore::Id weights_ = 0;
    ParameterStore::Id bias_ = 0;
    BoundPrimitive forward_;
    std::optional<ReluBackward> reluBackward_;
    BoundPrimitive backwardWeights_;
    Reorder diffWeightsReorder_;
    Reorder weightsReorder_;
    std::optional<BoundPrimitive> backwardData_;
};

} // namespace cyclo::engine
