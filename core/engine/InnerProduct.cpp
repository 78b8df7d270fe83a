// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InnerProduct.h"

namespace cyclo::engine {

namespace {

/// Makes a backward primitive for the stored layout of the weights, which saves a reorder in every step;
/// where oneDNN has only its slow reference code for that, for the layout it likes.
template <typename Make> auto preferStoredLayout(const memory::desc& stored, Make make) {
    using Desc = decltype(make(stored));
    const memory::desc any(dimsOf(stored), kF32, tag::any);
    try {
        Desc forced = make(stored);
        if (!isReference(forced)) return forced;
    } catch (const dnnl::error&) { // no implementation takes it: the other layout is left
    }
    return make(any);
}

} // namespace

InnerProduct::InnerProduct(PlanContext& context, ActivationRef src, const InnerProductOptions& options)
    : src_(std::move(src)), relu_(options.relu) {
    memory::dims weightDims = dimsOf(src_->desc());
    const memory::dims dstDims{weightDims[0], options.outFeatures};
    weightDims[0] = options.outFeatures;
    description_ = innerProductForward(context.handle(), src_->desc(), {weightDims, kF32, tag::any},
                                       {{options.outFeatures}, kF32, tag::x}, {dstDims, kF32, tag::nc},
                                       relu_ ? userScratchpadAndRelu() : userScratchpad());
    dst_ = context.result(description_.dst_desc());

    memory::dim inFeatures = 1;
    for (std::size_t axis = 1; axis < weightDims.size(); ++axis)
        inFeatures *= weightDims[axis];
    weights_ = context.parameters.add(options.name + ".weight", {options.outFeatures, inFeatures},
                                      description_.weights_desc(), options.rates.weight);
    bias_ = context.parameters.add(options.name + ".bias", {options.outFeatures}, description_.bias_desc(),
                                   options.rates.bias);
    bindForward(context);
}

void InnerProduct::bindForward(PlanContext& context) {
    forward_ = context.bindForward(
        dnnl::inner_product_forward(description_),
        {{DNNL_ARG_SRC, src_->data},
         {DNNL_ARG_WEIGHTS, context.parameters.weights(weights_)},
         {DNNL_ARG_BIAS, context.parameters.weights(bias_)},
         {DNNL_ARG_DST, dst_->data},
         {DNNL_ARG_SCRATCHPAD, context.arena.request(description_.scratchpad_desc())}});
}

void InnerProduct::bindBackward(PlanContext& context) {
    diffDst_ = ResultDiff(context, *dst_, relu_);
    bindBackwardWeights(context);
    if (src_->needsDiff) bindBackwardData(context);
}

void InnerProduct::bindBackwardWeights(PlanContext& context) {
    const auto backward = preferStoredLayout(description_.weights_desc(), [&](const memory::desc& weights) {
        return innerProductBackwardWeights(context.handle(), src_->desc(), weights, description_.bias_desc(),
                                           dst_->desc(), description_);
    });
    const memory stored = context.parameters.gradient(weights_);
    const memory diffWeights = inLayout(context.arena, stored, backward.diff_weights_desc());
    backwardWeights_ =
        context.bindBackward(dnnl::inner_product_backward_weights(backward),
                             {{DNNL_ARG_SRC, src_->data},
                              {DNNL_ARG_DIFF_DST, diffDst_.place()},
                              {DNNL_ARG_DIFF_WEIGHTS, diffWeights},
                              {DNNL_ARG_DIFF_BIAS, context.parameters.gradient(bias_)},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
    diffWeightsReorder_ = Reorder::backward(context, diffWeights, stored);
}

void InnerProduct::bindBackwardData(PlanContext& context) {
    const auto backward = preferStoredLayout(description_.weights_desc(), [&](const memory::desc& weights) {
        return innerProductBackwardData(context.handle(), src_->desc(), weights, dst_->desc(), description_);
    });
    const memory stored = context.parameters.weights(weights_);
    const memory weights = inLayout(context.arena, stored, backward.weights_desc());
    weightsReorder_ = Reorder::backward(context, stored, weights);
    backwardData_ =
        context.bindBackward(dnnl::inner_product_backward_data(backward),
                             {{DNNL_ARG_DIFF_DST, diffDst_.place()},
                              {DNNL_ARG_WEIGHTS, weights},
                              {DNNL_ARG_DIFF_SRC, context.addDiff(*src_)},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
}

void InnerProduct::forward(dnnl::stream& stream, Phase) {
    forward_.execute(stream);
}

void InnerProduct::backward(dnnl::stream& stream) {
    diffDst_.execute(stream);
    backwardWeights_.execute(stream);
    diffWeightsReorder_.execute(stream);
    if (!backwardData_) return;
    weightsReorder_.execute(stream);
    backwardData_->execute(stream);
}

} // namespace cyclo::engine
