// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace cyclo::engine {

/// Square windows over one block of channels of one sample; a place in memory holds `width` channels.
struct MaxWindows {
    std::ptrdiff_t srcHeight = 0;
    std::ptrdiff_t srcWidth = 0;
    std::ptrdiff_t dstHeight = 0;
    std::ptrdiff_t dstWidth = 0;
    std::ptrdiff_t kernelSize = 0; ///< at most 255
    std::ptrdiff_t stride = 0;
    std::ptrdiff_t padding = 0;
    std::ptrdiff_t width = 0;
};

/// Which place of its window was the largest: row · kernelSize + column, one for each value of a result.
using MaxPlace = std::uint16_t;

struct MaxKernels {
    /// The first largest value of each window; a NaN is larger than any number.
    void (*forward)(const MaxWindows& windows, const float* src, float* dst, MaxPlace* places);
    /// Each value of the source gets what arrives at the windows that took it.
    void (*backward)(const MaxWindows& windows, const float* diffDst, const MaxPlace* places, float* diffSrc);
};

/// The kernels for this processor.
const MaxKernels& maxKernels();

} // namespace cyclo::engine
