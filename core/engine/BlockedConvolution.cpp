// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BlockedConvolution.h"

#include "core/engine/Division.h"

namespace cyclo::engine {

memory::desc BlockedLayout::map(const memory::dims& dims) const {
    return {dims, type, block == 8 ? tag::nChw8c : tag::nChw16c};
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
    const bool inBlocks = from[1] % layout.block == 0 && to[1] % layout.block == 0 &&
                          src == layout.map(from) && dst == layout.map(to);
    const bool channelsLast = layout.orChannelsLast && isLaidOut(src, tag::nhwc) && isLaidOut(dst, tag::nhwc);
    if (!(inBlocks || channelsLast) || weights != layout.weights(kernel)) return std::nullopt;
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
                              .srcStep = channelsLast ? from[1] : 0,
                              .dstStep = channelsLast ? to[1] : 0};
}

} // namespace cyclo::engine
