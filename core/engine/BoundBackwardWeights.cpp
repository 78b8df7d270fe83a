// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BoundBackwardWeights.h"

#include <utility>

namespace cyclo::engine {

std::optional<BoundBackwardWeights> BoundBackwardWeights::ifPays(PlanContext& context,
                                                                 const BackwardWeightsMemories& memories,
                                                                 const Window2d& window) {
    const auto convolutionIn = [&](const BlockedLayout& layout) {
        return blockedConvolution(memories.src.get_desc(), memories.diffWeights.get_desc(),
                                  memories.diffDst.get_desc(), window, layout);
    };
    const int threads = context.engine.threads();
    const auto pairs = convolutionIn({.type = kBf16, .block = kPairChannels});
    if (pairs && BackwardWeights::pays(*pairs, threads))
        return BoundBackwardWeights(context, memories, BackwardWeights(*pairs, threads));
    for (const auto& [maps, layout] : kWinogradLayouts) {
        const auto tiles = convolutionIn(layout);
        if (tiles && WinogradBackwardWeights::pays(*tiles, maps))
            return BoundBackwardWeights(context, memories, WinogradBackwardWeights(*tiles, maps, threads));
    }
    return std::nullopt;
}

BoundBackwardWeights::BoundBackwardWeights(PlanContext& context, const BackwardWeightsMemories& memories,
                                           Compute compute)
    : compute_(std::move(compute)), memories_(memories) {
    const auto size = std::visit([](const auto& any) { return any.scratchSize(); }, compute_);
    scratch_ = context.arena.request(memory::desc({size}, kF32, tag::x));
    context.useBackward({memories_.src, memories_.diffDst, scratch_});
}

void BoundBackwardWeights::execute() {
    const auto& [src, diffDst, diffWeights, diffBias] = memories_;
    if (auto* pairs = std::get_if<BackwardWeights>(&compute_))
        pairs->execute(valuesOf<Bf16>(src), valuesOf<Bf16>(diffDst), floats(scratch_), floats(diffWeights),
                       floats(diffBias));
    else
        std::get<WinogradBackwardWeights>(compute_).execute(src.get_data_handle(), diffDst.get_data_handle(),
                                                            floats(scratch_), floats(diffWeights),
                                                            floats(diffBias));
}

} // namespace cyclo::engine
