// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MeanPooling.h"

namespace cyclo::engine {

namespace {

constexpr auto kMean = dnnl::algorithm::pooling_avg_exclude_padding;

} // namespace

MeanPooling::MeanPooling(PlanContext& context, ActivationRef src, const memory::dims& dst,
                         const Window2d& window)
    : src_(std::move(src)), window_(window) {
    const memory::desc any(dst, context.type, tag::any);
    description_ = poolingForward(context.handle(), kMean, src_->desc(), any, window_);
    dst_ = context.result(description_.dst_desc(), src_->needsDiff);
    forward_ = context.bindForward(
        dnnl::pooling_forward(description_),
        {{DNNL_ARG_SRC, src_->data},
         {DNNL_ARG_DST, dst_->data},
         {DNNL_ARG_SCRATCHPAD, context.arena.request(description_.scratchpad_desc())}});
}

void MeanPooling::bindBackward(PlanContext& context) {
    if (!src_->needsDiff) return;
    diffDst_ = TotalDiff(context, *dst_);
    const auto backward =
        poolingBackward(context.handle(), kMean, src_->desc(), dst_->desc(), window_, description_);
    backward_ =
        context.bindBackward(dnnl::pooling_backward(backward),
                             {{DNNL_ARG_DIFF_DST, diffDst_.place()},
                              {DNNL_ARG_DIFF_SRC, context.addDiff(*src_)},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
}

} // namespace cyclo::engine
