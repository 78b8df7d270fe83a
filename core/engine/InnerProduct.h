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
    bool relu = false; ///< fused behind the bias
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
    void bindForward(PlanContext& context);
    void bindBackwardWeights(PlanContext& context);
    void bindBackwardData(PlanContext& context);

    ActivationRef src_;
    ActivationRef dst_;
    dnnl::inner_product_forward::primitive_desc description_;
    ParameterStore::Id weights_ = 0;
    ParameterStore::Id bias_ = 0;
    bool relu_ = false;

    BoundPrimitive forward_;
    ResultDiff diffDst_;
    BoundPrimitive backwardWeights_;
    Reorder diffWeightsReorder_;
    Reorder weightsReorder_;
    std::optional<BoundPrimitive> backwardData_;
};

} // namespace cyclo::engine
