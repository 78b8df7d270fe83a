// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PanelInnerProduct.h"

namespace cyclo::engine {

namespace {

InnerProductSize sizeOf(const memory::desc& src, memory::dim outFeatures) {
    const memory::dims dims = dimsOf(src);
    InnerProductSize size{.samples = dims[0], .in = 1, .out = outFeatures};
    for (std::size_t axis = 1; axis < dims.size(); ++axis)
        size.in *= dims[axis];
    return size;
}

/// Whether a sample's values are in an order without gaps that weights can be laid out for.
bool isReadable(const memory::desc& src) {
    const std::size_t axes = dimsOf(src).size();
    return (axes == 2 && isLaidOut(src, tag::nc)) ||
           (axes == 4 && (isLaidOut(src, tag::nchw) || isLaidOut(src, tag::nhwc)));
}

/// The layout of panels of so many columns whose inputs are in the order of a sample's values.
memory::desc panelsFor(const memory::desc& src, memory::dim outFeatures, std::ptrdiff_t columns) {
    memory::dims dims = dimsOf(src);
    if (dims.size() == 2 || isLaidOut(src, tag::nchw))
        return {
            {outFeatures, sizeOf(src, outFeatures).in, 1}, kF32, columns == 16 ? tag::Owi16o : tag::Owi64o};
    dims[0] = outFeatures;
    return {dims, kF32, columns == 16 ? tag::Ohwi16o : tag::Ohwi64o};
}

} // namespace

const InnerProductKernels* PanelInnerProduct::kernelsFor(const PlanContext& context, const Activation& src,
                                                         memory::dim outFeatures) {
    if (context.type != kF32 || !isReadable(src.desc())) return nullptr;
    return PanelProducts::kernelsFor(sizeOf(src.desc(), outFeatures));
}

PanelInnerProduct::PanelInnerProduct(PlanContext& context, const InnerProductKernels& kernels,
                                     ActivationRef src, const InnerProductOptions& options)
    : src_(std::move(src)),
      products_(kernels, sizeOf(src_->desc(), options.outFeatures), context.engine.threads()),
      relu_(options.relu) {
    const InnerProductSize size = sizeOf(src_->desc(), options.outFeatures);
    dst_ = context.result({{size.samples, size.out}, kF32, tag::nc});
    weightsId_ =
        context.parameters.add(options.name + ".weight", {size.out, size.in},
                               panelsFor(src_->desc(), size.out, kernels.columns), options.rates.weight);
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
    weightsOffset_ = context.parameters.offset(weightsId_);
    context.parameters.updatedByItsOp(weightsId_);
    context.useBackward({src_->data, diffDst_.place(), scratch_});
    if (!src_->needsDiff) return;
    diffSrc_ = context.addDiff(*src_);
    context.useBackward({diffSrc_});
}

void PanelInnerProduct::forward(dnnl::stream&, Phase) {
    products_.forward(floats(src_->data), floats(weights_), floats(bias_), relu_, floats(dst_->data));
}

void PanelInnerProduct::backward(dnnl::stream& stream) {
    goBack(stream, nullptr);
}

void PanelInnerProduct::backwardAndUpdate(dnnl::stream& stream, ParameterUpdate& update) {
    goBack(stream, &update);
}

void PanelInnerProduct::goBack(dnnl::stream& stream, ParameterUpdate* update) {
    diffDst_.execute(stream);
    if (diffSrc_) // before an update of the weights
        products_.backwardData(floats(diffDst_.place()), floats(weights_), floats(scratch_),
                               floats(diffSrc_));
    products_.backwardWeights(floats(src_->data), floats(diffDst_.place()), floats(scratch_),
                              {floats(diffWeights_), update, weightsOffset_}, floats(diffBias_));
}

} // namespace cyclo::engine
