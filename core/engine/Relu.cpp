// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Relu.h"

namespace cyclo::engine {

ReluBackward::ReluBackward(PlanContext& context, const Activation& result) {
    const auto backward = reluBackward(context.engine.handle(), result.desc());
    primitive_ = BoundPrimitive(dnnl::eltwise_backward(backward),
                                {{DNNL_ARG_DST, result.data},
                                 {DNNL_ARG_DIFF_DST, result.diff},
                                 {DNNL_ARG_DIFF_SRC, result.diff},
                                 {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(backward.scratchpad_desc())}});
}

Relu::Relu(PlanContext& context, const Activation& src) : dst_(src) {
    // The network's input belongs to whoever gave it, so it is not overwritten.
    if (!src.needsDiff) dst_.data = context.arena.request(src.desc());
    const auto forward = reluForward(context.engine.handle(), src.desc());
    forward_ = BoundPrimitive(dnnl::eltwise_forward(forward),
                              {{DNNL_ARG_SRC, src.data},
                               {DNNL_ARG_DST, dst_.data},
                               {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(forward.scratchpad_desc())}});
    if (src.needsDiff) backward_.emplace(context, dst_);
}

} // namespace cyclo::engine
