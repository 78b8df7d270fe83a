// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Reorder.h"

#include <array>

namespace cyclo::engine {

Reorder::Reorder(PlanContext& context, const memory& from, const memory& to, Moment moment) {
    if (from.get_desc() == to.get_desc()) return;
    const dnnl::reorder::primitive_desc description(from, to, userScratchpad());
    const memory scratchpad = context.arena.request(description.scratchpad_desc());
    const std::array<std::pair<int, memory>, 3> arguments{
        {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}, {DNNL_ARG_SCRATCHPAD, scratchpad}}};
    for (const auto& [argument, place] : arguments)
        context.arena.use(place, moment);
    primitive_.emplace(dnnl::reorder(description), arguments);
}

Reorder Reorder::forward(PlanContext& context, const memory& from, const memory& to) {
    return {context, from, to, Moment::forward(context.op)};
}

Reorder Reorder::backward(PlanContext& context, const memory& from, const memory& to) {
    return {context, from, to, Moment::backward(context.op)};
}

memory inLayout(Arena& arena, const memory& place, const memory::desc& layout) {
    return place.get_desc() == layout ? place : arena.request(layout);
}

} // namespace cyclo::engine
