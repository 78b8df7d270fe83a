// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MaxPooling.h"

#include <omp.h>

namespace cyclo::engine {

namespace {

/// The results in the layout of the source.
memory::desc layoutLike(const ChannelBlocks& src, const memory::dims& dst, memory::data_type type) {
    const tag layout = src.blocks == 1 && src.block == src.channels ? tag::nhwc
                       : src.block == 8                             ? tag::nChw8c
                                                                    : tag::nChw16c;
    return {dst, type, layout};
}

} // namespace

template <typename Value>
MaxPooling<Value>::MaxPooling(PlanContext& context, ActivationRef src, const memory::dims& dst,
                              const Window2d& window)
    : srcRef_(std::move(src)), threads_(context.engine.threads()) {
    const memory::dims from = dimsOf(srcRef_->desc());
    memory::desc layout = srcRef_->desc();
    if (!channelBlocksOf(layout)) layout = {from, typeOf(layout), tag::nhwc};
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
    dst_ = context.result(layoutLike(blocks_, dst, typeOf(layout)), srcRef_->needsDiff);
    places_.resize(
        static_cast<std::size_t>(blocks_.samples * blocks_.blocks * dst[2] * dst[3] * blocks_.block));
    context.useForward({src_, dst_->data});
}

template <typename Value> void MaxPooling<Value>::bindBackward(PlanContext& context) {
    if (!srcRef_->needsDiff) return;
    diffDst_ = TotalDiff(context, *dst_);
    const memory given = context.addDiff(*srcRef_);
    diffSrc_ = inLayout(context.arena, given, src_.get_desc());
    context.useBackward({diffDst_.place(), diffSrc_});
    if (typeOf(diffSrc_.get_desc()) != kF32)
        scratch_.resize(
            static_cast<std::size_t>(threads_ * windows_.srcHeight * windows_.srcWidth * windows_.width));
    diffSrcReorder_ = Reorder::backward(context, diffSrc_, given);
}

template <typename Value> void MaxPooling<Value>::forward(dnnl::stream& stream, Phase) {
    srcReorder_.execute(stream);
    const MaxKernels<Value>& kernels = maxKernels<Value>(windows_.width);
    const std::ptrdiff_t srcSize = windows_.srcHeight * windows_.srcWidth * windows_.width;
    const std::ptrdiff_t dstSize = windows_.dstHeight * windows_.dstWidth * windows_.width;
    const Value* src = valuesOf<Value>(src_);
    Value* dst = valuesOf<Value>(dst_->data);
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < blocks_.samples * blocks_.blocks; ++chunk)
        kernels.forward(windows_, src + chunk * srcSize, dst + chunk * dstSize,
                        places_.data() + chunk * dstSize);
}

template <typename Value> void MaxPooling<Value>::backward(dnnl::stream& stream) {
    if (!diffSrc_) return;
    diffDst_.execute(stream);
    const MaxKernels<Value>& kernels = maxKernels<Value>(windows_.width);
    const std::ptrdiff_t srcSize = windows_.srcHeight * windows_.srcWidth * windows_.width;
    const std::ptrdiff_t dstSize = windows_.dstHeight * windows_.dstWidth * windows_.width;
    const Value* diffDst = valuesOf<Value>(diffDst_.place());
    Value* diffSrc = valuesOf<Value>(diffSrc_);
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < blocks_.samples * blocks_.blocks; ++chunk)
        kernels.backward(windows_, diffDst + chunk * dstSize, places_.data() + chunk * dstSize,
                         scratch_.empty() ? nullptr : scratch_.data() + omp_get_thread_num() * srcSize,
                         diffSrc + chunk * srcSize);
    diffSrcReorder_.execute(stream);
}

template class MaxPooling<float>;
template class MaxPooling<Bf16>;

} // namespace cyclo::engine
