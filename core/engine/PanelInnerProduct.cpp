// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PanelInnerProduct.h"

#include <optional>

namespace cyclo::engine {

namespace {

InnerProductSize sizeOf(const memory::desc& src, memory::dim outFeatures) {
    const memory::dims dims = dimsOf(src);
    InnerProductSize size{.samples = dims[0], .in = 1, .out = outFeatures};
    for (std::size_t axis = 1; axis < dims.size(); ++axis)
        size.in *= dims[axis];
    return size;
}

/// The layout of panels whose inputs are in the order of a sample's values; nothing where those have gaps.
std::optional<memory::desc> panelsFor(const memory::desc& src, memory::dim outFeatures) {
    memory::dims dims = dimsOf(src);
    const auto is = [&](std::size_t axes, tag layout) {
        return dims.size() == axes && isLaidOut(src, layout);
    };
    if (is(2, tag::nc) || is(4, tag::nchw))
        return memory::desc({outFeatures, sizeOf(src, outFeatures).in, 1}, kF32, tag::Owi16o);
    if (!is(4, tag::nhwc)) return std::nullopt;
    dims[0] = outFeatures;
    return memory::desc(dims, kF32, tag::Ohwi16o);
}

} // namespace

bool PanelInnerProduct::pays(const PlanContext& context, const Activation& src, memory::dim outFeatures) {
    return context.type == kF32 && panelsFor(src.desc(), outFeatures) &&
           PanelProducts::pay(sizeOf(src.desc(), outFeatures));
}

PanelInnerProduct::PanelInnerProduct(PlanContext& context, ActivationRef src,
                                     const InnerProductOptions& options)
    : src_(std::move(src)),
      products_(sizeOf(src_->desc(), options.outFeatures), context.engine.threads()),
      relu_(options.relu) {
    const InnerProductSize size = sizeOf(src_->desc(), options.outFeatures);
    dst_ = context.result({{size.samples, size.out}, kF32, tag::nc});
    weightsId_ = context.parameters.add(options.name + ".weight", {size.out, size.in},
                                        *panelsFor(src_->desc(), size.out), options.rates.weight);
    biasId_ = context.parameters.add(options.name + ".bias", {size.out}, {{size.out}, kF32, tag::x},
                                     options.rates.bias);
    weights_ = context.parameters.weights(weightsId_);
    bias_ = context.parameters.weights(biasId_);
    context.useForward({src_->data, dst_->data});
}

void PanelInnerProduct::bindBackward(PlanContext& context) {
    diffDst_ = ResultDiff(context, *dst_, relu_);
    scratch_ = context.arena.request(memory::desc({products_.scratchSize()}, kF32, tag::x));
    diffWeights_ = context.parameters.gradient(weightsId_);
    diffBias_ = context.parameters.gradient(biasId_);
    context.useBackward({src_->data, diffDst_.place(), scratch_});
    if (!src_->needsDiff) return;
    diffSrc_ = context.addDiff(*src_);
    context.useBackward({diffSrc_});
}

void PanelInnerProduct::forward(dnnl::stream&, Phase) {
    products_.forward(floats(src_->data), floats(weights_), floats(bias_), relu_, floats(dst_->data));
}

void PanelInnerProduct::backward(dnnl::stream& stream) {
    diffDst_.execute(stream);
    products_.backwardWeights(floats(src_->data), floats(diffDst_.place()), floats(scratch_),
                              floats(diffWeights_), floats(diffBias_));
    if (!diffSrc_) return;
    products_.backwardData(floats(diffDst_.place()), floats(weights_), floats(scratch_), floats(diffSrc_));
}

} // namespace cyclo::engine
