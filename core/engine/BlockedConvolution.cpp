// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BlockedConvolution.h"

#include "core/engine/Division.h"

namespace cyclo::engine {

bool BlockedLayout::isOf(const memory::desc& map) const {
    if (typeOf(map) != type) return false;
    if (channelsLast) return isLaidOut(map, tag::nhwc);
    return dimsOf(map)[1] % block == 0 && isLaidOut(map, block == 8 ? tag::nChw8c : tag::nChw16c);
}

memory::desc BlockedLayout::weights(const memory::dims& dims) const {
    return {dims, kF32, block == 8 ? tag::OIhw8i8o : tag::OIhw16i16o};
}

std::optional<BlockedConvolution> blockedConvolution(const memory::desc& src, const memory::desc& weights,
                                                     const memory::desc& dst, const Window2d& window,
                                                     const BlockedLayout& layout) {
    const memory::dims from = dimsOf(src), to = dimsOf(dst), kernel = dimsOf(weights);
    if (window.kernel[0] != window.kernel[1] || window.strides[0] != window.strides[1] ||
        window.paddingBegin[0] != window.paddingBegin[1])
        return std::nullopt;
    if (!layout.isOf(src) || !layout.isOf(dst) || weights != layout.weights(kernel)) return std::nullopt;
    return BlockedConvolution{.samples = from[0],
                              .srcBlocks = roundedUp(from[1], layout.block),
                              .srcHeight = from[2],
                              .srcWidth = from[3],
                              .dstBlocks = roundedUp(to[1], layout.block),
                              .dstHeight = to[2],
                              .dstWidth = to[3],
                              .kernel = window.kernel[0],
                              .stride = window.strides[0],
                              .padding = window.paddingBegin[0],
                              .srcStep = layout.channelsLast ? from[1] : 0,
                              .dstStep = layout.channelsLast ? to[1] : 0};
}

} // namespace cyclo::engine
