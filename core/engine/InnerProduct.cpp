// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InnerProduct.h"

#include <string_view>

namespace cyclo::engine {

namespace {

constexpr auto kF32 = memory::data_type::f32;
using tag = memory::format_tag;

/// Makes a backward primitive for the stored layout of the weights, which saves a reorder in every step;
/// where oneDNN has only its slow reference code for that, for the layout it likes.
template <typename Make> auto preferStoredLayout(const memory::desc& stored, Make make) {
    using Desc = decltype(make(stored));
    const memory::desc any(stored.dims(), kF32, tag::any);
    try {
        Desc forced = make(stored);
        if (std::string_view(forced.impl_info_str()).find("ref") == std::string_view::npos) return forced;
    } catch (const dnnl::error&) { // no implementation takes it: the other layout is left
    }
    return make(any);
}

} // namespace

InnerProduct::InnerProduct(PlanContext& context, const Activation& src, const InnerProductOptions& options)
    : src_(src) {
    memory::dims weightDims = src.desc().dims();
    const memory::dims dstDims{weightDims[0], options.outFeatures};
    weightDims[0] = options.outFeatures;
    const ForwardDesc forward =
        innerProductForward(context.engine.handle(), src.desc(), {weightDims, kF32, tag::any},
                            {{options.outFeatures}, kF32, tag::x}, {dstDims, kF32, tag::nc},
                            options.relu ? userScratchpadAndRelu() : userScratchpad());
    dst_ = context.result(forward.dst_desc());

    memory::dim inFeatures = 1;
    for (std::size_t axis = 1; axis < weightDims.size(); ++axis)
        inFeatures *= weightDims[axis];
    weights_ = context.parameters.add(options.name + ".weight", {options.outFeatures, inFeatures},
                                      forward.weights_desc());
    bias_ = context.parameters.add(options.name + ".bias", {options.outFeatures}, forward.bias_desc());

    bindForward(context, forward);
    if (options.relu) reluBackward_.emplace(context, dst_);
    bindBackwardWeights(context, forward);
    if (src.needsDiff) bindBackwardData(context, forward);
}

void InnerProduct::bindForward(PlanContext& context, const ForwardDesc& forward) {
    forward_ = BoundPrimitive(dnnl::inner_product_forward(forward),
                              {{DNNL_ARG_SRC, src_.data},
                               {DNNL_ARG_WEIGHTS, context.parameters.weights(weights_)},
                               {DNNL_ARG_BIAS, context.parameters.weights(bias_)},
                               {DNNL_ARG_DST, dst_.data},
                               {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(forward.scratchpad_desc())}});
}

void InnerProduct::bindBackwardWeights(PlanContext& context, const ForwardDesc& forward) {
    const auto backward = preferStoredLayout(forward.weights_desc(), [&](const memory::desc& weights) {
        return innerProductBackwardWeights(context.engine.handle(), src_.desc(), weights, forward.bias_desc(),
                                           dst_.desc(), forward);
    });
    const memory stored = context.parameters.gradient(weights_);
    const memory diffWeights = inLayout(context.arena, stored, backward.diff_weights_desc());
    backwardWeights_ =
        BoundPrimitive(dnnl::inner_product_backward_weights(backward),
                       {{DNNL_ARG_SRC, src_.data},
                        {DNNL_ARG_DIFF_DST, dst_.diff},
                        {DNNL_ARG_DIFF_WEIGHTS, diffWeights},
                        {DNNL_ARG_DIFF_BIAS, context.parameters.gradient(bias_)},
                        {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(backward.scratchpad_desc())}});
    diffWeightsReorder_ = Reorder(diffWeights, stored);
}

void InnerProduct::bindBackwardData(PlanContext& context, const ForwardDesc& forward) {
    const auto backward = preferStoredLayout(forward.weights_desc(), [&](const memory::desc& weights) {
        return innerProductBackwardData(context.engine.handle(), src_.desc(), weights, dst_.desc(), forward);
    });
    const memory stored = context.parameters.weights(weights_);
    const memory weights = inLayout(context.arena, stored, backward.weights_desc());
    weightsReorder_ = Reorder(stored, weights);
    backwardData_ =
        BoundPrimitive(dnnl::inner_product_backward_data(backward),
                       {{DNNL_ARG_DIFF_DST, dst_.diff},
                        {DNNL_ARG_WEIGHTS, weights},
                        {DNNL_ARG_DIFF_SRC, src_.diff},
                        {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(backward.scratchpad_desc())}});
}

void InnerProduct::forward(dnnl::stream& stream) {
    forward_.execute(stream);
}

void InnerProduct::backward(dnnl::stream& stream) {
    if (reluBackward_) reluBackward_->execute(stream);
    backwardWeights_.execute(stream);
    diffWeightsReorder_.execute(stream);
    if (!backwardData_) return;
    weightsReorder_.execute(stream);
    backwardData_->execute(stream);
}

} // namespace cyclo::engine
