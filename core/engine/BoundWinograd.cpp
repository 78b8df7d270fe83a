// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BoundWinograd.h"

namespace cyclo::engine {

namespace {

using Direction = WinogradConvolution::Direction;

/// Bytes that are still in the third cache when the next op comes to them. Measured with 32 MiB of it.
constexpr std::ptrdiff_t kCached = 20 << 20;

std::optional<WinogradConvolution> convolutionOf(const PlanContext& context, const memory& src,
                                                 const memory& weights, const memory& dst,
                                                 const Window2d& window, Direction direction) {
    for (const auto& [maps, layout] : kWinogradLayouts) {
        const auto convolution =
            blockedConvolution(src.get_desc(), weights.get_desc(), dst.get_desc(), window, layout);
        if (convolution && WinogradConvolution::pays(*convolution, maps, direction))
            return WinogradConvolution(*convolution, maps, direction, context.engine.threads());
    }
    return std::nullopt;
}

} // namespace

std::optional<BoundWinograd> BoundWinograd::ifPays(PlanContext& context, const Forward& on,
                                                   const Window2d& window) {
    const auto compute = convolutionOf(context, on.src, on.weights, on.dst, window, Direction::Forward);
    if (!compute) return std::nullopt;
    BoundWinograd bound(context, *compute, on);
    context.useForward({on.src, on.dst, bound.scratch_});
    return bound;
}

std::optional<BoundWinograd> BoundWinograd::ifPays(PlanContext& context, const BackwardData& on,
                                                   const Window2d& window) {
    const auto compute =
        convolutionOf(context, on.diffSrc, on.weights, on.diffDst, window, Direction::Backward);
    if (!compute) return std::nullopt;
    BoundWinograd bound(context, *compute,
                        {.src = on.diffDst, .weights = on.weights, .bias = {}, .dst = on.diffSrc});
    context.useBackward({on.diffDst, on.diffSrc, bound.scratch_});
    return bound;
}

BoundWinograd::BoundWinograd(PlanContext& context, const WinogradConvolution& compute,
                             const Forward& memories)
    : compute_(compute),
      memories_(memories),
      scratch_(context.arena.request(memory::desc({compute.scratchSize()}, kF32, tag::x))) {}

void BoundWinograd::fetchMeanwhile(const std::vector<memory>& next) {
    std::ptrdiff_t bytes = 0;
    for (const memory& place : next) {
        const MemoryPiece piece{static_cast<const char*>(place.get_data_handle()),
                                static_cast<std::ptrdiff_t>(place.get_desc().get_size())};
        if (!piece.begin) continue; // the network's input, which is elsewhere in every step
        if ((bytes += piece.bytes) > kCached) return;
        next_.push_back(piece);
    }
}

void BoundWinograd::execute() {
    compute_.execute(memories_.src.get_data_handle(), floats(memories_.weights), floats(memories_.bias),
                     memories_.relu, floats(scratch_), memories_.dst.get_data_handle(), next_);
}

} // namespace cyclo::engine
