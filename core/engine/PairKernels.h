// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Bf16.h"

#include <cstddef>
#include <cstdint>

namespace cyclo::engine {

/// Channels of one vector: bf16 products come in pairs, summed into as many f32 sums.
inline constexpr std::ptrdiff_t kPairChannels = 16;
/// Values of a pair: [16 channels][two neighbouring places of a row].
inline constexpr std::ptrdiff_t kPairValues = 2 * kPairChannels;
/// Channels of the result for which one call of `sumProducts` sums: with three columns of the kernel they
/// fill the 32 registers of AVX-512.
inline constexpr std::ptrdiff_t kSummedChannels = 8;
inline constexpr std::ptrdiff_t kPairedKernel = 3; ///< rows and columns of the kernel

/// What one call sums over: rows of pairs of places of the result, in some samples. Steps are in values.
struct PairRows {
    std::ptrdiff_t samples = 0;
    std::ptrdiff_t rows = 0;
    std::ptrdiff_t pairs = 0;      ///< of a row
    std::ptrdiff_t innerBegin = 0; ///< from here to innerEnd, all windows lie inside the source
    std::ptrdiff_t innerEnd = 0;
    std::ptrdiff_t srcRowStep = 0; ///< from the window of a row to that of the next
    std::ptrdiff_t srcSampleStep = 0;
    std::ptrdiff_t pairsSampleStep = 0;
    /// [pairs][3]: which halves of a window's pair of places lie inside, a bit for two channels.
    const std::uint16_t* inside = nullptr;
};

/// For convolutions with 3x3 kernels in blocks of 16 channels.
struct PairKernels {
    /// Interleaves rows of `width` places, the last alone with zeros where the width is odd.
    /// @param total  not null: [16], gets the sum over all places added
    void (*interleave)(std::ptrdiff_t rows, std::ptrdiff_t width, const Bf16* diffDst, Bf16* pairs,
                       float* total);

    /// sums [8][3][16] += over all places, the products of eight channels of the result, and three columns of
    /// the kernel, with 16 channels of the source. One function for each stride, 1 and 2.
    /// @param src    window of the first row, its first column; may point outside of the source
    /// @param pairs  interleaved gradient of the result, from the first of the eight channels on
    void (*sumProducts[2])(const PairRows& rows, const Bf16* src, const Bf16* pairs, float* sums);
};

/// Null where the processor has no AVX512-BF16.
const PairKernels* pairKernels();

} // namespace cyclo::engine
