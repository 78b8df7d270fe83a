// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Division.h"

#include <algorithm>
#include <cstddef>

namespace cyclo::engine {

// An inner product whose weights are kept in panels: [out / 16][in][16], the last one filled up with zeros. A
// panel is read from its beginning to its end, be it for the result or for either gradient. The other
// matrices are row-major; all are of f32.

inline constexpr std::ptrdiff_t kPanelColumns = 16;
inline constexpr std::ptrdiff_t kTileRows = 6; ///< of the sums that are made at once

/// dst [samples, out] = src [samples, in] · weightsᵀ. @pre samples and in are kTileRows or more
struct InnerProductSize {
    std::ptrdiff_t samples = 0;
    std::ptrdiff_t in = 0;
    std::ptrdiff_t out = 0;

    std::ptrdiff_t panels() const { return roundedUp(out, kPanelColumns); }
    /// Of kPanelColumns samples, the last one filled up with zeros.
    std::ptrdiff_t groups() const { return roundedUp(samples, kPanelColumns); }
};

/// Some tiles of kTileRows rows of a matrix. Its last tile may overlap the one before.
struct TileRange {
    std::ptrdiff_t begin = 0;
    std::ptrdiff_t end = 0;

    std::ptrdiff_t firstRow() const { return begin * kTileRows; }
    std::ptrdiff_t rows(std::ptrdiff_t ofMatrix) const {
        return std::min(end * kTileRows, ofMatrix) - firstRow();
    }
};

/// The steps, each for a part of the work.
struct InnerProductKernels {
    /// Columns of dst that come from one panel, in tiles of samples; plus bias, then max(·, 0) if relu.
    void (*multiply)(const InnerProductSize& size, std::ptrdiff_t panel, TileRange samples, const float* src,
                     const float* weights, const float* bias, bool relu, float* dst);

    /// Columns of the gradient that meet one panel, brought together to packed[panels][samples][16]; and
    /// their sums, which are the gradient of the bias.
    void (*pack)(const InnerProductSize& size, std::ptrdiff_t panel, const float* diffDst, float* packed,
                 float* diffBias);

    /// A group of samples of the gradient, turned to turned[groups][out][16].
    void (*turn)(const InnerProductSize& size, std::ptrdiff_t group, const float* diffDst, float* turned);

    /// The gradient of all weights that tiles of inputs meet, from what pack() made. `inputs` are the columns
    /// of src that the tiles cover, as [samples][columns]: where they lie far apart, it takes a third longer.
    void (*multiplyPacked)(const InnerProductSize& size, TileRange tiles, const float* inputs,
                           const float* packed, float* diffWeights);

    /// The gradient of tiles of inputs, from what turn() made.
    void (*multiplyTurned)(const InnerProductSize& size, TileRange inputs, const float* weights,
                           const float* turned, float* diffSrc);
};

/// Null where the processor has no AVX2 with fused multiply-add.
const InnerProductKernels* innerProductKernels();

} // namespace cyclo::engine
