// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Reorder.h"

namespace cyclo::engine {

Reorder::Reorder(const memory& from, const memory& to) {
    if (from.get_desc() == to.get_desc()) return;
    dnnl::primitive_attr attributes = userScratchpad();
    const dnnl::reorder::primitive_desc description(from, to, attributes);
    primitive_.emplace(dnnl::reorder(description), std::initializer_list<std::pair<int, memory>>{
                                                       {DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
}

memory inLayout(Arena& arena, const memory& place, const memory::desc& layout) {
    return place.get_desc() == layout ? place : arena.request(layout);
}

} // namespace cyclo::engine
