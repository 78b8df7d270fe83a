// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ResponseNorm.h"

namespace cyclo::engine {

ResponseNorm::ResponseNorm(PlanContext& context, ActivationRef src, const ResponseNormOptions& options)
    : src_(std::move(src)), options_(options) {
    description_ = lrnForward(context.handle(), src_->desc(), options.size, options.alpha, options.beta);
    workspace_ = context.arena.request(description_.workspace_desc());
    dst_ = context.result(src_->desc(), src_->needsDiff);
    forward_ = context.bindForward(
        dnnl::lrn_forward(description_),
        {{DNNL_ARG_SRC, src_->data},
         {DNNL_ARG_DST, dst_->data},
         {DNNL_ARG_WORKSPACE, workspace_},
         {DNNL_ARG_SCRATCHPAD, context.arena.request(description_.scratchpad_desc())}});
}

void ResponseNorm::bindBackward(PlanContext& context) {
    if (!src_->needsDiff) return;
    diffDst_ = TotalDiff(context, *dst_);
    const auto backward = lrnBackward(context.handle(), src_->desc(), options_.size, options_.alpha,
                                      options_.beta, description_);
    backward_ =
        context.bindBackward(dnnl::lrn_backward(backward),
                             {{DNNL_ARG_SRC, src_->data},
                              {DNNL_ARG_DIFF_DST, diffDst_.place()},
                              {DNNL_ARG_WORKSPACE, workspace_},
                              {DNNL_ARG_DIFF_SRC, context.addDiff(*src_)},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
}

} // namespace cyclo::engine
