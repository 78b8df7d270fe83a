// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MaxPooling.h"

namespace cyclo::engine {

MaxPooling::MaxPooling(PlanContext& context, const Activation& src, const memory::dims& dst,
                       const Window2d& window) {
    const auto& engine = context.engine.handle();
    const memory::desc any(dst, memory::data_type::f32, memory::format_tag::any);
    const auto forward = maxPoolingForward(engine, src.desc(), any, window);
    const memory argmax = context.arena.request(forward.workspace_desc());
    dst_ = context.result(forward.dst_desc());
    forward_ = BoundPrimitive(dnnl::pooling_forward(forward),
                              {{DNNL_ARG_SRC, src.data},
                               {DNNL_ARG_DST, dst_.data},
                               {DNNL_ARG_WORKSPACE, argmax},
                               {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(forward.scratchpad_desc())}});
    if (!src.needsDiff) return;
    const auto backward = maxPoolingBackward(engine, src.desc(), dst_.desc(), window, forward);
    backward_.emplace(dnnl::pooling_backward(backward),
                      std::initializer_list<std::pair<int, memory>>{
                          {DNNL_ARG_DIFF_DST, dst_.diff},
                          {DNNL_ARG_WORKSPACE, argmax},
                          {DNNL_ARG_DIFF_SRC, src.diff},
                          {DNNL_ARG_SCRATCHPAD, context.scratchpadFor(backward.scratchpad_desc())}});
}

} // namespace cyclo::engine
