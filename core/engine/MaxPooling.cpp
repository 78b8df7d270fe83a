// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MaxPooling.h"

namespace cyclo::engine {

namespace {

/// The results in the layout of the source.
memory::desc layoutLike(const ChannelBlocks& src, const memory::dims& dst) {
    const tag layout = src.blocks == 1 && src.block == src.channels ? tag::nhwc
                       : src.block == 8                             ? tag::nChw8c
                                                                    : tag::nChw16c;
    return {dst, memory::data_type::f32, layout};
}

} // namespace

MaxPooling::MaxPooling(PlanContext& context, ActivationRef src, const memory::dims& dst,
                       const Window2d& window)
    : srcRef_(std::move(src)), threads_(context.engine.threads()) {
    const memory::dims from = dimsOf(srcRef_->desc());
    memory::desc layout = srcRef_->desc();
    if (!channelBlocksOf(layout)) layout = {from, memory::data_type::f32, memory::format_tag::nhwc};
    blocks_ = *channelBlocksOf(layout);
    windows_ = {.srcHeight = from[2],
                .srcWidth = from[3],
                .dstHeight = dst[2],
                .dstWidth = dst[3],
                .kernelSize = window.kernel[0],
                .stride = window.strides[0],
                .padding = window.paddingBegin[0],
                .width = blocks_.block};
    src_ = inLayout(context.arena, srcRef_->data, layout);
    srcReorder_ = Reorder::forward(context, srcRef_->data, src_);
    dst_ = context.result(layoutLike(blocks_, dst), srcRef_->needsDiff);
    places_.resize(static_cast<std::size_t>(blocks_.samples * blocks_.blocks * dst[2] * dst[3] * blocks_.block));
    context.useForward({src_, dst_->data});
}

void MaxPooling::bindBackward(PlanContext& context) {
    if (!srcRef_->needsDiff) return;
    diffDst_ = TotalDiff(context, *dst_);
    const memory given = context.addDiff(*srcRef_);
    diffSrc_ = inLayout(context.arena, given, src_.get_desc());
    context.useBackward({diffDst_.place(), diffSrc_});
    diffSrcReorder_ = Reorder::backward(context, diffSrc_, given);
}

void MaxPooling::forward(dnnl::stream& stream, Phase) {
    srcReorder_.execute(stream);
    const MaxKernels& kernels = maxKernels();
    const std::ptrdiff_t srcSize = windows_.srcHeight * windows_.srcWidth * windows_.width;
    const std::ptrdiff_t dstSize = windows_.dstHeight * windows_.dstWidth * windows_.width;
    const float* src = floats(src_);
    float* dst = floats(dst_->data);
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < blocks_.samples * blocks_.blocks; ++chunk)
        kernels.forward(windows_, src + chunk * srcSize, dst + chunk * dstSize,
                        places_.data() + chunk * dstSize);
}

void MaxPooling::backward(dnnl::stream& stream) {
    if (!diffSrc_) return;
    diffDst_.execute(stream);
    const MaxKernels& kernels = maxKernels();
    const std::ptrdiff_t srcSize = windows_.srcHeight * windows_.srcWidth * windows_.width;
    const std::ptrdiff_t dstSize = windows_.dstHeight * windows_.dstWidth * windows_.width;
    const float* diffDst = floats(diffDst_.place());
    float* diffSrc = floats(diffSrc_);
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < blocks_.samples * blocks_.blocks; ++chunk)
        kernels.backward(windows_, diffDst + chunk * dstSize, places_.data() + chunk * dstSize,
                         diffSrc + chunk * srcSize);
    diffSrcReorder_.execute(stream);
}

} // namespace cyclo::engine
