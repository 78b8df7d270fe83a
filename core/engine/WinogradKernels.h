// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cyclo::engine {

// Winograd's F(4x4, 3x3) and F(2x2, 5x5) (Lavin and Gray, arXiv:1509.09308): a tile of results comes from 6x6
// places of the source, by as many products of matrices over the channels, one for each place of the
// transformed tiles. The transforms are those of the points 0, 1, -1, 2, -2 and infinity.

inline constexpr std::ptrdiff_t kWinogradBlock = 8;    ///< channels of a block (nChw8c), a vector of floats
inline constexpr std::ptrdiff_t kWinogradPlanes = 36;  ///< places of a transformed tile
inline constexpr std::ptrdiff_t kWinogradRows = 6;     ///< tiles that are multiplied at once
inline constexpr std::ptrdiff_t kWinogradColumns = 16; ///< of a panel of transformed weights

/// A block of eight channels of one sample, of which tiles are cut.
struct TiledMap {
    std::ptrdiff_t height = 0;
    std::ptrdiff_t width = 0;
    std::ptrdiff_t step = kWinogradBlock;  ///< floats from one place to the next in a row
    std::ptrdiff_t lanes = kWinogradBlock; ///< channels that there are; the others are zeros, and not written
};

/// A tile's first row and column in the map; outside of it are zeros.
struct TilePlace {
    std::ptrdiff_t y = 0;
    std::ptrdiff_t x = 0;
};

/// Sizes of a product of matrices, which are row-major.
struct WinogradProduct {
    std::ptrdiff_t tiles = 0;
    std::ptrdiff_t src = 0; ///< channels, a multiple of kWinogradBlock
    std::ptrdiff_t dst = 0; ///< channels, a multiple of kWinogradColumns
};

/// The steps, each for one block of eight channels. Transformed values go to, or come from, the same place in
/// kWinogradPlanes planes that are `plane` floats apart.
struct WinogradKernels {
    /// B'dB of 6x6 places of the source, with A, B and G as in the paper.
    void (*transformSource)(TiledMap map, TilePlace at, const float* src, float* to, std::ptrdiff_t plane);

    /// AdA' of the gradient of a tile of results, for the gradient of the weights.
    void (*transformGradient)(TiledMap map, TilePlace at, const float* diffDst, float* to,
                              std::ptrdiff_t plane);

    /// A'mA plus bias, of as many channels, where that is not null, then max(·, 0) if relu: those results of
    /// the tile that the map has.
    void (*transformResult)(TiledMap map, TilePlace at, const float* from, std::ptrdiff_t plane,
                            const float* bias, bool relu, float* dst);

    /// GgG' of a kernel of weights for eight results: g[k] at weights + k · weightStep.
    void (*transformWeights)(const float* weights, std::ptrdiff_t weightStep, float* to,
                             std::ptrdiff_t plane);

    /// G'sG of what came of the products: weights of the gradient at diffWeights + k · weightStep.
    void (*transformWeightsBack)(const float* from, std::ptrdiff_t plane, float* diffWeights,
                                 std::ptrdiff_t weightStep);

    /// products[tiles][dst] = src[tiles][src] · weights, which are panels [dst / 16][src][16]. `src` and
    /// `products` have room for tiles up to the next multiple of kWinogradRows, where anything may stand.
    void (*multiply)(const WinogradProduct& size, const float* src, const float* weights, float* products);

    /// sums[src][dst] += src[tiles][src]' · diffDst[tiles][dst].
    void (*addProducts)(const WinogradProduct& size, const float* src, const float* diffDst, float* sums);
};

/// Rows and columns of the results of a tile, for 3x3 and 5x5 kernels.
constexpr std::ptrdiff_t winogradTile(std::ptrdiff_t kernel) {
    return 7 - kernel;
}

/// Of the maps: nChw8c, or NHWC.
enum class MapLayout { Blocked, ChannelsLast };

/// For 3x3 and 5x5 kernels. Null for others, and where the processor has no AVX2 with fused multiply-add.
const WinogradKernels* winogradKernels(std::ptrdiff_t kernel, MapLayout layout);

} // namespace cyclo::engine
