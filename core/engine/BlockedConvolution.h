// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Dnnl.h"

#include <cstddef>
#include <optional>

namespace cyclo::engine {

/// A convolution of maps whose channels lie in blocks, or come last, with a square kernel, as code of ours
/// computes it. Padding is above and left; below and right it is what the size of the result asks for.
struct BlockedConvolution {
    std::ptrdiff_t samples = 0;
    std::ptrdiff_t srcBlocks = 0; ///< of channels, the last of which may have less where channels come last
    std::ptrdiff_t srcHeight = 0;
    std::ptrdiff_t srcWidth = 0;
    std::ptrdiff_t dstBlocks = 0;
    std::ptrdiff_t dstHeight = 0;
    std::ptrdiff_t dstWidth = 0;
    std::ptrdiff_t kernel = 3; ///< rows and columns
    std::ptrdiff_t stride = 1;
    std::ptrdiff_t padding = 0;
    /// NHWC: the values of a place, one for each channel; 0 where channels lie in blocks, all of them whole.
    std::ptrdiff_t srcStep = 0;
    std::ptrdiff_t dstStep = 0;
};

/// How maps of `type`, and the weights between them in blocks of `block` channels, 8 or 16, are laid out.
struct BlockedLayout {
    memory::data_type type;
    memory::dim block;
    bool channelsLast = false; ///< maps are NHWC: only the weights are in blocks

    bool isOf(const memory::desc& map) const;             ///< nChw8c or nChw16c, all blocks whole; or NHWC
    memory::desc weights(const memory::dims& dims) const; ///< f32: OIhw8i8o or OIhw16i16o
};

/// @return nothing for other kernels, strides and layouts, and for maps whose last block is padded: what the
/// padding holds would be computed with
std::optional<BlockedConvolution> blockedConvolution(const memory::desc& src, const memory::desc& weights,
                                                     const memory::desc& dst, const Window2d& window,
                                                     const BlockedLayout& layout);

} // namespace cyclo::engine
