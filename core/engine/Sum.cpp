// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Sum.h"

namespace cyclo::engine {

Sum::Sum(PlanContext& context, ActivationRef a, ActivationRef b) : a_(std::move(a)), b_(std::move(b)) {
    const memory::desc layout = a_->desc();
    const memory second = inLayout(context.arena, b_->data, layout);
    reorderB_ = Reorder::forward(context, b_->data, second);
    dst_ = context.result(layout, a_->needsDiff || b_->needsDiff);
    const auto description = sumOf(context.handle(), layout, 2);
    forward_ = context.bindForward(
        dnnl::sum(description), {{DNNL_ARG_MULTIPLE_SRC, a_->data},
                                 {DNNL_ARG_MULTIPLE_SRC + 1, second},
                                 {DNNL_ARG_DST, dst_->data},
                                 {DNNL_ARG_SCRATCHPAD, context.arena.request(description.scratchpad_desc())}});
}

/// Both sources get the same gradient, in the same place where their layouts agree.
void Sum::bindBackward(PlanContext& context) {
    if (!dst_->needsDiff) return;
    diffDst_ = TotalDiff(context, *dst_);
    if (a_->needsDiff) a_->diffs.push_back({diffDst_.place(), true});
    if (!b_->needsDiff) return;
    if (b_->desc() == a_->desc()) {
        b_->diffs.push_back({diffDst_.place(), true});
    } else {
        reorderDiffB_ = Reorder::backward(context, diffDst_.place(), context.addDiff(*b_));
    }
}

} // namespace cyclo::engine
