// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Relu.h"
#include "core/engine/Reorder.h"

#include <optional>
#include <string>

namespace cyclo::engine {

struct InnerProductOptions {
    std::string name; ///< of the parameters: name.weight [out, C·H·W], name.bias [out]
    memory::dim outFeatures = 1;
    bool relu = false;        ///< fused behind the bias
    bool exactResult = false; ///< dst in f32 however activations are stored: for the loss
    ParameterRates rates;
};

/// dst [N, out] = src [N, C·H·W] · weightsᵀ + bias, then ReLU if asked for. The source may come as [N, C, H,
/// W] in any layout: the weights are laid out to match it.
class InnerProduct : public Op {
public:
    InnerProduct(PlanContext& context, ActivationRef src, const InnerProductOptions& options);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;

private:
    memory::desc storedLayout(const PlanContext& context) const;
    memory::desc diffDstLayout(const PlanContext& context) const;
    dnnl::inner_product_backward_weights::primitive_desc
    describeBackwardWeights(const PlanContext& context) const;
    void bindForward(PlanContext& context);
    void bindBackwardWeights(PlanContext& context);
    void bindBackwardData(PlanContext& context);

    ActivationRef src_;
    ActivationRef dst_;
    dnnl::inner_product_forward::primitive_desc description_;
    ParameterStore::Id weights_ = 0;
    ParameterStore::Id bias_ = 0;
    bool relu_ = false;

    memory weightsRead_;     ///< by the way forward: the stored ones, or a copy in bf16
    Reorder weightsReorder_; ///< from the stored ones to those that are read
    BoundPrimitive forward_;
    ResultDiff resultDiff_;
    memory diffDst_; ///< as activations are stored
    Reorder diffDstReorder_;
    BoundPrimitive backwardWeights_;
    Reorder diffWeightsReorder_;
    Reorder dataWeightsReorder_; ///< from what forward reads to what backward data likes
    std::optional<BoundPrimitive> backwardData_;
};

} // namespace cyclo::engine
