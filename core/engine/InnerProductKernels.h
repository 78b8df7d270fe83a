// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cyclo::engine {

// An inner product whose weights are kept in panels: [out / columns][in][columns], the last one filled up
// with zeros. A panel is read from its beginning to its end, be it for the result or for either gradient. The
// other matrices are row-major; all are of f32. For the gradient of the source, samples come in groups of as
// many as a panel has columns, the last one filled up with zeros, too.

inline constexpr std::ptrdiff_t kTileRows = 6; ///< of the sums that are made at once
inline constexpr std::ptrdiff_t kMaxPanelColumns = 64;

/// dst [samples, out] = src [samples, in] · weightsᵀ. @pre samples and in are kTileRows or more
struct InnerProductSize {
    std::ptrdiff_t samples = 0;
    std::ptrdiff_t in = 0;
    std::ptrdiff_t out = 0;
};

/// Where a tile of a matrix of so many rows begins: the last one may overlap the one before.
constexpr std::ptrdiff_t firstRow(std::ptrdiff_t tile, std::ptrdiff_t rows) {
    return std::min(tile * kTileRows, rows - kTileRows);
}

/// Some tiles that follow each other.
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
    std::ptrdiff_t columns; ///< of a panel: 16, or with AVX-512 64

    /// Columns of dst that come from one panel, in tiles of samples; plus bias, then max(·, 0) if relu.
    void (*multiply)(const InnerProductSize& size, std::ptrdiff_t panel, TileRange samples, const float* src,
                     const float* weights, const float* bias, bool relu, float* dst);

    /// Columns of the gradient that meet one panel, brought together to packed[panels][samples][columns]; and
    /// their sums, which are the gradient of the bias.
    void (*pack)(const InnerProductSize& size, std::ptrdiff_t panel, const float* diffDst, float* packed,
                 float* diffBias);

    /// A group of samples of the gradient, turned to turned[groups][out][columns].
    void (*turn)(const InnerProductSize& size, std::ptrdiff_t group, const float* diffDst, float* turned);

    /// The gradient of the weights of a panel that a tile of inputs meets, from what pack() made, as
    /// [kTileRows][columns]. `inputs` are the columns of src that are the tile's, in rows of `step` floats:
    /// where those are longer than some hundred, it takes a third longer.
    void (*multiplyPacked)(const InnerProductSize& size, std::ptrdiff_t panel, const float* inputs,
                           std::ptrdiff_t step, const float* packed, float* diffWeights);

    /// The gradient of tiles of inputs, from what turn() made.
    /// @param scratch  columns floats for each of these inputs
    void (*multiplyTurned)(const InnerProductSize& size, TileRange inputs, const float* weights,
                           const float* turned, float* scratch, float* diffSrc);
};

/// Those that this processor has instructions for, the fastest first.
std::vector<const InnerProductKernels*> innerProductKernels();

} // namespace cyclo::engine
