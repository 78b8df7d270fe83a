// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/TotalDiff.h"

#include <stdexcept>

namespace cyclo::engine {

TotalDiff::TotalDiff(PlanContext& context, const Activation& activation) {
    const auto& diffs = activation.diffs;
    if (diffs.empty()) throw std::invalid_argument("the result of a layer is not used by any other");
    if (diffs.size() == 1) {
        place_ = diffs.front().place;
        mayOverwrite_ = !diffs.front().shared;
        context.useBackward({place_});
        return;
    }
    place_ = context.arena.request(activation.desc());
    mayOverwrite_ = true;
    const auto description = sumOf(context.handle(), activation.desc(), diffs.size());
    const memory scratchpad = context.arena.request(description.scratchpad_desc());
    std::vector<std::pair<int, memory>> arguments{{DNNL_ARG_DST, place_}, {DNNL_ARG_SCRATCHPAD, scratchpad}};
    for (std::size_t i = 0; i < diffs.size(); ++i)
        arguments.emplace_back(DNNL_ARG_MULTIPLE_SRC + static_cast<int>(i), diffs[i].place);
    for (const auto& [argument, place] : arguments)
        context.useBackward({place});
    sum_.emplace(dnnl::sum(description), arguments);
}

} // namespace cyclo::engine
