// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Convolution.h"

#include <algorithm>

namespace cyclo::engine {

namespace {

memory::dims weightDims(const memory::desc& src, const ConvolutionOptions& options) {
    return {options.dst[1], dimsOf(src)[1], options.window.kernel[0], options.window.kernel[1]};
}

memory::desc plain(const memory::desc& map) {
    return {dimsOf(map), typeOf(map), tag::nchw};
}

/// Whether oneDNN's code for this writes behind its working memory: for 1x1 kernels with a stride, which
/// bring the source together first, in whole vectors, where channels come last and do not fill them. Seen
/// in 2.6.3 with AVX2 and one or two channels: crashes, and sums that are off by a percent.
bool overruns(const dnnl::convolution_forward::primitive_desc& description, const Window2d& window) {
    constexpr memory::dim kVector = 16;
    const auto hasPartOfVector = [](const memory::desc& map) {
        return dimsOf(map)[1] % kVector != 0 && isLaidOut(map, tag::nhwc);
    };
    return window.kernel == memory::dims{1, 1} && window.strides != memory::dims{1, 1} &&
           (hasPartOfVector(description.src_desc()) || hasPartOfVector(description.dst_desc()));
}

/// The first choice of layouts for which oneDNN has sound code, and more than its reference.
dnnl::convolution_forward::primitive_desc describeForward(PlanContext& context, const Activation& src,
                                                          const ConvolutionOptions& options) {
    const bool channelsLast = options.layout == ActivationLayout::ChannelsLast;
    const memory::dims srcDims = dimsOf(src.desc());
    const auto type = context.type;
    const memory::desc anySrc(srcDims, type, tag::any), anyDst(options.dst, type, tag::any);
    const memory::desc srcRows(srcDims, type, tag::nhwc), dstRows(options.dst, type, tag::nhwc);
    // The first layer reads plain samples; a reorder of the input would cost more than it saves.
    const memory::desc wantedSrc = channelsLast || !src.needsDiff ? src.desc() : anySrc;
    const memory::desc wantedDst = channelsLast ? dstRows : anyDst;
    const memory::desc weights(weightDims(src.desc(), options), type, tag::any);
    const memory::desc bias = options.bias ? memory::desc({options.dst[1]}, kF32, tag::x) : memory::desc();
    const auto make = [&](const memory::desc& from, const memory::desc& to) {
        return convolutionForward(context.handle(), from, weights, bias, to, options.window,
                                  options.relu ? userScratchpadAndRelu() : userScratchpad());
    };
    std::optional<dnnl::convolution_forward::primitive_desc> reference;
    for (const auto& [from, to] : {std::pair(wantedSrc, wantedDst), std::pair(srcRows, wantedDst),
                                   std::pair(anySrc, wantedDst), std::pair(anySrc, anyDst)}) {
        const auto description = make(from, to);
        if (overruns(description, options.window)) continue;
        if (!isReference(description)) return description;
        if (!reference) reference = description;
    }
    return reference ? *reference : make(plain(anySrc), plain(anyDst));
}

/// Makes a backward primitive for the layouts of the forward pass, which saves reorders in every step; where
/// oneDNN has only its reference code for them (maps of 2x2 under a 3x3 kernel, say), for plain ones, where
/// it has a GEMM.
template <typename Make>
auto preferForwardLayouts(const memory::desc& src, const memory::desc& dst, Make make) {
    auto chosen = make(src, dst);
    if (!isReference(chosen)) return chosen;
    try {
        auto gemm = make(plain(src), plain(dst));
        if (!isReference(gemm)) return gemm;
    } catch (const dnnl::error&) { // no implementation takes them
    }
    return chosen;
}

} // namespace

Convolution::Convolution(PlanContext& context, ActivationRef src, const ConvolutionOptions& options)
    : srcRef_(std::move(src)), window_(options.window), relu_(options.relu) {
    description_ = describeForward(context, *srcRef_, options);
    src_ = inLayout(context.arena, srcRef_->data, description_.src_desc());
    dst_ = context.result(description_.dst_desc());
    dst_->readByItsOp = relu_;

    const memory::dims w = weightDims(srcRef_->desc(), options);
    weights_ = context.parameters.add(options.name + ".weight", {w.begin(), w.end()},
                                      storedLayout(context, options.bias), options.rates.weight);
    if (options.bias)
        bias_ = context.parameters.add(options.name + ".bias", {w[0]}, description_.bias_desc(),
                                       options.rates.bias);
    srcReorder_ = Reorder::forward(context, srcRef_->data, src_);
    bindForward(context);
}

/// Weights are stored in f32, where forward reads them; where it reads bf16 copies, as their gradient comes.
memory::desc Convolution::storedLayout(const PlanContext& context, bool hasBias) const {
    const memory::desc read = description_.weights_desc();
    return typeOf(read) == kF32 ? read : describeBackwardWeights(context, hasBias).diff_weights_desc();
}

void Convolution::bindForward(PlanContext& context) {
    const memory stored = context.parameters.weights(weights_);
    weightsRead_ = stored;
    const memory bias = bias_ ? context.parameters.weights(*bias_) : memory();
    ownForward_ = BoundWinograd::ifPays(
        context, {.src = src_, .weights = stored, .bias = bias, .relu = relu_, .dst = dst_->data}, window_);
    if (ownForward_) return;
    weightsRead_ = inLayout(context.arena, stored, description_.weights_desc());
    weightsReorder_ = Reorder::forward(context, stored, weightsRead_);
    forward_ =
        context.bindForward(dnnl::convolution_forward(description_),
                            {{DNNL_ARG_SRC, src_},
                             {DNNL_ARG_WEIGHTS, weightsRead_},
                             {DNNL_ARG_BIAS, bias},
                             {DNNL_ARG_DST, dst_->data},
                             {DNNL_ARG_SCRATCHPAD, context.arena.request(description_.scratchpad_desc())}});
}

void Convolution::bindBackward(PlanContext& context) {
    diffDst_ = ResultDiff(context, *dst_, relu_);
    bindBackwardWeights(context);
    if (srcRef_->needsDiff) bindBackwardData(context);
}

dnnl::convolution_backward_weights::primitive_desc
Convolution::describeBackwardWeights(const PlanContext& context, bool hasBias) const {
    const memory::desc any(dimsOf(description_.weights_desc()), kF32, tag::any);
    const auto bias = hasBias ? description_.bias_desc() : memory::desc();
    return preferForwardLayouts(src_.get_desc(), dst_->desc(),
                                [&](const memory::desc& src, const memory::desc& diffDst) {
                                    return convolutionBackwardWeights(context.handle(), src, any, bias,
                                                                      diffDst, window_, description_);
                                });
}

void Convolution::bindBackwardWeights(PlanContext& context) {
    const memory stored = context.parameters.gradient(weights_);
    const memory diffBias = bias_ ? context.parameters.gradient(*bias_) : memory();
    ownBackwardWeights_ =
        BoundBackwardWeights::ifPays(context, {src_, diffDst_.place(), stored, diffBias}, window_);
    if (ownBackwardWeights_) return;
    const auto backward = describeBackwardWeights(context, bias_.has_value());
    const memory src = inLayout(context.arena, src_, backward.src_desc());
    const memory diffDst = inLayout(context.arena, diffDst_.place(), backward.diff_dst_desc());
    weightsSrcReorder_ = Reorder::backward(context, src_, src);
    weightsDiffDstReorder_ = Reorder::backward(context, diffDst_.place(), diffDst);
    const memory diffWeights = inLayout(context.arena, stored, backward.diff_weights_desc());
    backwardWeights_ =
        context.bindBackward(dnnl::convolution_backward_weights(backward),
                             {{DNNL_ARG_SRC, src},
                              {DNNL_ARG_DIFF_DST, diffDst},
                              {DNNL_ARG_DIFF_WEIGHTS, diffWeights},
                              {DNNL_ARG_DIFF_BIAS, diffBias},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
    diffWeightsReorder_ = Reorder::backward(context, diffWeights, stored);
}

void Convolution::bindBackwardData(PlanContext& context) {
    const memory given = context.addDiffOverData(*srcRef_);
    const memory stored = context.parameters.weights(weights_);
    ownBackwardData_ = BoundWinograd::ifPays(
        context, {.diffDst = diffDst_.place(), .weights = stored, .diffSrc = given}, window_);
    if (ownBackwardData_) return;
    const memory::desc any(dimsOf(description_.weights_desc()), context.type, tag::any);
    const auto backward = preferForwardLayouts(
        src_.get_desc(), dst_->desc(), [&](const memory::desc& diffSrc, const memory::desc& diffDst) {
            return convolutionBackwardData(context.handle(), diffSrc, any, diffDst, window_, description_);
        });
    const memory diffDst = inLayout(context.arena, diffDst_.place(), backward.diff_dst_desc());
    dataDiffDstReorder_ = Reorder::backward(context, diffDst_.place(), diffDst);
    const memory weights = inLayout(context.arena, weightsRead_, backward.weights_desc());
    dataWeightsReorder_ = Reorder::backward(context, weightsRead_, weights);
    const memory diffSrc = inLayout(context.arena, given, backward.diff_src_desc());
    backwardData_ =
        context.bindBackward(dnnl::convolution_backward_data(backward),
                             {{DNNL_ARG_DIFF_DST, diffDst},
                              {DNNL_ARG_WEIGHTS, weights},
                              {DNNL_ARG_DIFF_SRC, diffSrc},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
    diffSrcReorder_ = Reorder::backward(context, diffSrc, given);
}

void Convolution::forward(dnnl::stream& stream, Phase) {
    srcReorder_.execute(stream);
    weightsReorder_.execute(stream);
    if (ownForward_) return ownForward_->execute();
    forward_.execute(stream);
}

void Convolution::fetchForward(const std::vector<memory>& next) {
    if (ownForward_) ownForward_->fetchMeanwhile(next);
}

void Convolution::fetchBackward(const std::vector<memory>& next) {
    if (ownBackwardData_) ownBackwardData_->fetchMeanwhile(next);
}

void Convolution::executeBackwardWeights(dnnl::stream& stream) {
    if (ownBackwardWeights_) return ownBackwardWeights_->execute();
    weightsSrcReorder_.execute(stream);
    weightsDiffDstReorder_.execute(stream);
    backwardWeights_.execute(stream);
    diffWeightsReorder_.execute(stream);
}

void Convolution::backward(dnnl::stream& stream) {
    diffDst_.execute(stream);
    executeBackwardWeights(stream);
    executeBackwardData(stream);
}

void Convolution::executeBackwardData(dnnl::stream& stream) {
    if (ownBackwardData_) return ownBackwardData_->execute();
    if (!backwardData_) return;
    dataWeightsReorder_.execute(stream);
    dataDiffDstReorder_.execute(stream);
    backwardData_->execute(stream);
    diffSrcReorder_.execute(stream);
}

} // namespace cyclo::engine
