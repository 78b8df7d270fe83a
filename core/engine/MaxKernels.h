// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Bf16.h"

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

/// For values that are stored as float or Bf16.
template <typename Value> struct MaxKernels {
    /// The first largest value of each window; a NaN is larger than any number.
    void (*forward)(const MaxWindows& windows, const Value* src, Value* dst, MaxPlace* places);
    /// Each value of the source gets the sum of what arrives at the windows that took it.
    /// @param scratch  as many floats as the source has values; not touched where those are floats themselves
    void (*backward)(const MaxWindows& windows, const Value* diffDst, const MaxPlace* places, float* scratch,
                     Value* diffSrc);
};

/// The kernels for this processor and blocks of so many channels; all give the same bits.
template <typename Value> const MaxKernels<Value>& maxKernels(std::ptrdiff_t width);
template <> const MaxKernels<float>& maxKernels(std::ptrdiff_t width);
template <> const MaxKernels<Bf16>& maxKernels(std::ptrdiff_t width);

} // namespace cyclo::engine
