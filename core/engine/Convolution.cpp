// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Convolution.h"

namespace cyclo::engine {

namespace {

constexpr auto kF32 = memory::data_type::f32;
using tag = memory::format_tag;

memory::dims weightDims(const memory::desc& src, const ConvolutionOptions& options) {
    return {options.dst[1], src.dims()[1], options.window.kernel[0], options.window.kernel[1]};
}

dnnl::convolution_forward::primitive_desc describeForward(PlanContext& context, const Activation& src,
                                                          const ConvolutionOptions& options) {
    const bool channelsLast = options.layout == ActivationLayout::ChannelsLast;
    // The first layer reads plain samples; a reorder of the input would cost more than it saves.
    const memory::desc srcDesc =
        channelsLast || !src.needsDiff ? src.desc() : memory::desc(src.desc().dims(), kF32, tag::any);
    const memory::desc weights(weightDims(src.desc(), options), kF32, tag::any);
    const memory::desc bias({options.dst[1]}, kF32, tag::x);
    const memory::desc dst(options.dst, kF32, channelsLast ? tag::nhwc : tag::any);
    return convolutionForward(context.engine.handle(), srcDesc, weights, bias, dst, options.window,
                              options.relu ? userScratchpadAndRelu() : userScratchpad());
}

} // namespace

Convolution::Convolution(PlanContext& context, const Activation& src, const ConvolutionOptions& options) {
    const ForwardDesc forward = describeForward(context, src, options);
    src_ = {inLayout(context.arena, src.data, forward.src_desc()), {}, src.needsDiff};
    srcReorder_ = Reorder(src.data, src_.data);
    if (src.needsDiff) {
        src_.diff = inLayout(context.arena, src.diff, forward.src_desc());
        diffSrcReorder_ = Reorder(src_.diff, src.diff);
    }
    dst_ = context.result(forward.dst_desc());

    const memory::dims w = weightDims(src.desc(), options);
    weights_ = context.parameters.add(options.name + ".weight", {w.begin(), w.end()}, forward.weights_desc());
    bias_ = context.parameters.add(options.name + ".bias", {w[0]}, forward.bias_desc());

    bindForward(context, forward);
    if (options.relu) reluBackward_.emplace(context, dst_);
    bindBackwardWeights(context, forward, options.window);
    if (src.needsDiff) bindBackwardData(context, forward, options.window);
}

void Convolution::bindForward(PlanContext& context, const ForwardDesc& forward) {
    forward_ = BoundPrimitive(dnnl::convolution_forward(forward),
                              {{DNNL_ARG_SRC, src_.data},
                               {DNNL_ARG_WEIGHTS, context.parameters.weights(weights_)},
                               {DNNL_ARG_BIAS, context.parameters.weights(bias_)},
                               {DNNL_ARG_DST, dst_.data},
                               {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(forward.scratchpad_desc())}});
}

void Convolution::bindBackwardWeights(PlanContext& context, const ForwardDesc& forward,
                                      const Window2d& window) {
    const memory::desc any(forward.weights_desc().dims(), kF32, tag::any);
    const auto backward = convolutionBackwardWeights(context.engine.handle(), src_.desc(), any,
                                                     forward.bias_desc(), dst_.desc(), window, forward);
    const memory stored = context.parameters.gradient(weights_);
    const memory diffWeights = inLayout(context.arena, stored, backward.diff_weights_desc());
    backwardWeights_ =
        BoundPrimitive(dnnl::convolution_backward_weights(backward),
                       {{DNNL_ARG_SRC, src_.data},
                        {DNNL_ARG_DIFF_DST, dst_.diff},
                        {DNNL_ARG_DIFF_WEIGHTS, diffWeights},
                        {DNNL_ARG_DIFF_BIAS, context.parameters.gradient(bias_)},
                        {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(backward.scratchpad_desc())}});
    diffWeightsReorder_ = Reorder(diffWeights, stored);
}

void Convolution::bindBackwardData(PlanContext& context, const ForwardDesc& forward, const Window2d& window) {
    const memory::desc any(forward.weights_desc().dims(), kF32, tag::any);
    const auto backward =
        convolutionBackwardData(context.engine.handle(), src_.desc(), any, dst_.desc(), window, forward);
    const memory stored = context.parameters.weights(weights_);
    const memory weights = inLayout(context.arena, stored, backward.weights_desc());
    weightsReorder_ = Reorder(stored, weights);
    backwardData_ =
        BoundPrimitive(dnnl::convolution_backward_data(backward),
                       {{DNNL_ARG_DIFF_DST, dst_.diff},
                        {DNNL_ARG_WEIGHTS, weights},
                        {DNNL_ARG_DIFF_SRC, src_.diff},
                        {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(backward.scratchpad_desc())}});
}

void Convolution::forward(dnnl::stream& stream) {
    srcReorder_.execute(stream);
    forward_.execute(stream);
}

void Convolution::backward(dnnl::stream& stream) {
    if (reluBackward_) reluBackward_->execute(stream);
    backwardWeights_.execute(stream);
    diffWeightsReorder_.execute(stream);
    if (!backwardData_) return;
    weightsReorder_.execute(stream);
    backwardData_->execute(stream);
    diffSrcReorder_.execute(stream);
}

} // namespace cyclo::engine
