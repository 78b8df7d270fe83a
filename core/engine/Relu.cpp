// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Relu.h"

namespace cyclo::engine {

ResultDiff::ResultDiff(PlanContext& context, const Activation& result, bool relu)
    : total_(context, result), place_(total_.place()) {
    if (!relu) return;
    if (!total_.mayOverwrite()) place_ = context.arena.request(result.desc());
    const auto backward = reluBackward(context.handle(), result.desc());
    reluBackward_ =
        context.bindBackward(dnnl::eltwise_backward(backward),
                             {{DNNL_ARG_DST, result.data},
                              {DNNL_ARG_DIFF_DST, total_.place()},
                              {DNNL_ARG_DIFF_SRC, place_},
                              {DNNL_ARG_SCRATCHPAD, context.arena.request(backward.scratchpad_desc())}});
}

Relu::Relu(PlanContext& context, ActivationRef src) : src_(std::move(src)) {
    dst_ = std::make_shared<Activation>();
    dst_->needsDiff = src_->needsDiff;
    // The network's input belongs to whoever gave it, so it is not overwritten.
    const bool inPlace = src_->needsDiff && src_->consumers == 1;
    dst_->data = inPlace ? src_->data : context.arena.request(src_->desc());
    const auto forward = reluForward(context.handle(), src_->desc());
    forward_ = context.bindForward(dnnl::eltwise_forward(forward),
                                   {{DNNL_ARG_SRC, src_->data},
                                    {DNNL_ARG_DST, dst_->data},
                                    {DNNL_ARG_SCRATCHPAD, context.arena.request(forward.scratchpad_desc())}});
}

void Relu::bindBackward(PlanContext& context) {
    if (!src_->needsDiff) return;
    diffDst_ = ResultDiff(context, *dst_, true);
    src_->diffs.push_back({diffDst_.place(), false});
}

} // namespace cyclo::engine
