// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InnerProduct.h"

namespace cyclo::engine {

namespace {

/// Makes a backward primitive for this layout of the weights, which saves a reorder in every step;
/// where oneDNN has only its slow reference code for that, for the layout it likes.
template <typename Make> auto preferLayout(const memory::desc& layout, Make make) {
    using Desc = decltype(make(layout));
    const memory::desc any(dimsOf(layout), typeOf(layout), tag::any);
    try {
        Desc forced = make(layout);
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
    const auto dstType = options.exactResult ? kF32 : context.type;
    description_ = innerProductForward(context.handle(), src_->desc(), {weightDims, context.type, tag::any},
                                       {{options.outFeatures}, kF32, tag::x}, {dstDims, dstType, tag::nc},
                                       relu_ ? userScratchpadAndRelu() : userScratchpad());
    dst_ = context.result(description_.dst_desc());

    memory::dim inFeatures = 1;
    for (std::size_t axis = 1; axis < weightDims.size(); ++axis)
        inFeatures *= weightDims[axis];
    weights_ = context.parameters.add(options.name + ".weight", {options.outFeatures, inFeatures},
                                      storedLayout(context), options.rates.weight);
    bias_ = context.parameters.add(options.name + ".bias", {options.outFeatures}, description_.bias_desc(),
                                   options.rates.bias);
    bindForward(context);
}

/// Weights are stored in f32, where forward reads them; where it reads bf16 copies, as their gradient comes.
memory::desc InnerProduct::storedLayout(const PlanContext& context) const {
    const memory::desc read = description_.weights_desc();
    return typeOf(read) == kF32 ? read : describeBackwardWeights(context).diff_weights_desc();
}

void InnerProduct::bindForward(PlanContext& context) {
    const memory stored = context.parameters.weights(weights_);
    weightsRead_ = inLayout(context.arena, stored, description_.weights_desc());
    weightsReorder_ = Reorder::forward(context, stored, weightsRead_);
    forward_ =
        context.bindForward(dnnl::inner_product_forward(description_),
                            {{DNNL_ARG_SRC, src_->data},
                             {DNNL_ARG_WEIGHTS, weightsRead_},
                             {DNNL_ARG_BIAS, context.parameters.weights(bias_)},
                             {DNNL_ARG_DST, dst_->data},
                             {DNNL_ARG_SCRATCHPAD, context.arena.request(description_.scratchpad_desc())}});
}

void InnerProduct::bindBackward(PlanContext& context) {
    resultDiff_ = ResultDiff(context, *dst_, relu_);
    diffDst_ = inLayout(context.arena, resultDiff_.place(), diffDstLayout(context));
    diffDstReorder_ = Reorder::backward(context, resultDiff_.place(), diffDst_);
    bindBackwardWeights(context);
    if (src_->needsDiff) bindBackwardData(context);
}

/// An exact result has an exact gradient, which comes back rounded.
memory::desc InnerProduct::diffDstLayout(const PlanContext& context) const {
    return {dimsOf(dst_->desc()), context.type, tag::nc};
}

dnnl::inner_product_backward_weights::primitive_desc
InnerProduct::describeBackwardWeights(const PlanContext& context) const {
    const auto make = [&](const memory::desc& weights) {
        return innerProductBackwardWeights(context.handle(), src_->desc(), weights, description_.bias_desc(),
                                           diffDstLayout(context), description_);
    };
    const memory::desc read = description_.weights_desc();
    return typeOf(read) == kF32 ? preferLayout(read, make) : make({dimsOf(read), kF32, tag::any});
}

void InnerProduct::bindBackwardWeights(PlanContext& context) {
    const auto backward = describeBackwardWeights(context);
    const memory stored = context.parameters.gradient(weights_);
    const memory diffWeights = inLayout(context.arena, stored, backward.diff_weights_desc());
    backwardWeights_ =
        context.bindBackward(dnnl::inner_product_backward_weights(backward),
                             {{DNNL_ARG_SRC, src_->data},
                              {DNNL_ARG_DIFF_DST, diffDst_},
                              {DNNL_ARG_DIFF_WEIGHTS, diffWeights},
                              {DNNL_ARG_DIFF_BIAS, context.parameters.gradient(bias_)},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
    diffWeightsReorder_ = Reorder::backward(context, diffWeights, stored);
}

void InnerProduct::bindBackwardData(PlanContext& context) {
    const auto backward = preferLayout(description_.weights_desc(), [&](const memory::desc& weights) {
        return innerProductBackwardData(context.handle(), src_->desc(), weights, diffDstLayout(context),
                                        description_);
    });
    const memory weights = inLayout(context.arena, weightsRead_, backward.weights_desc());
    dataWeightsReorder_ = Reorder::backward(context, weightsRead_, weights);
    backwardData_ =
        context.bindBackward(dnnl::inner_product_backward_data(backward),
                             {{DNNL_ARG_DIFF_DST, diffDst_},
                              {DNNL_ARG_WEIGHTS, weights},
                              {DNNL_ARG_DIFF_SRC, context.addDiff(*src_)},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
}

void InnerProduct::forward(dnnl::stream& stream, Phase) {
    weightsReorder_.execute(stream);
    forward_.execute(stream);
}

void InnerProduct::backward(dnnl::stream& stream) {
    resultDiff_.execute(stream);
    diffDstReorder_.execute(stream);
    backwardWeights_.execute(stream);
    diffWeightsReorder_.execute(stream);
    if (!backwardData_) return;
    dataWeightsReorder_.execute(stream);
    backwardData_->execute(stream);
}

} // namespace cyclo::engine
