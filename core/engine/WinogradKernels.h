// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/FetchList.h"

#include <cstddef>

namespace cyclo::engine {

// Winograd's F(4x4, 3x3) and F(2x2, 5x5) (Lavin and Gray, arXiv:1509.09308): a tile of results comes from 6x6
// places of the source, by as many products of matrices over the channels, one for each place of the
// transformed tiles. The transforms are those of the points 0, 1, -1, 2, -2 and infinity.
//
// Channels come in blocks of as many as a vector has floats. What tiles are transformed to is f32, in
// kWinogradPlanes planes, one for each place: [blocks][tiles][channels of a block].

inline constexpr std::ptrdiff_t kWinogradPlanes = 36; ///< places of a transformed tile
inline constexpr std::ptrdiff_t kWinogradRows = 12;   ///< a multiple of the tiles that are multiplied at once
inline constexpr std::ptrdiff_t kWinogradColumns = 16; ///< of a panel of transformed weights

/// Rows and columns of the results of a tile, for 3x3 and 5x5 kernels.
constexpr std::ptrdiff_t winogradTile(std::ptrdiff_t kernel) {
    return 7 - kernel;
}

/// A block of channels in the maps of a batch, of which tiles are cut. Distances are in values.
struct TiledMap {
    std::ptrdiff_t height = 0;
    std::ptrdiff_t width = 0;
    std::ptrdiff_t step = 0;       ///< from one place to the next in a row
    std::ptrdiff_t lanes = 0;      ///< channels that there are; the others are zeros, and not written
    std::ptrdiff_t sampleStep = 0; ///< from one sample to the next
    std::ptrdiff_t first = 0;      ///< where the block begins in the first sample
};

/// A tile's sample, and its first place in the results.
struct TilePlace {
    std::ptrdiff_t sample = 0;
    std::ptrdiff_t y = 0;
    std::ptrdiff_t x = 0;
};

/// Tiles that follow each other in a batch of results of height x width, and what is fetched with each.
struct TileRun {
    TilePlace first;
    std::ptrdiff_t count = 0;
    std::ptrdiff_t height = 0;
    std::ptrdiff_t width = 0;
    FetchList* meanwhile = nullptr;

    /// The place of the tile behind `at`.
    TilePlace next(TilePlace at, std::ptrdiff_t tile) const {
        if ((at.x += tile) < width) return at;
        at.x = 0;
        if ((at.y += tile) < height) return at;
        return {at.sample + 1, 0, 0};
    }
};

/// A product of matrices: its sizes, and what is fetched while it is reckoned.
struct WinogradProduct {
    std::ptrdiff_t tiles = 0;
    std::ptrdiff_t blocks = 0; ///< of the source's channels
    std::ptrdiff_t panels = 0; ///< of kWinogradColumns channels of the result
    std::ptrdiff_t step = 0;   ///< floats from a block of transformed tiles to the next
    FetchList* meanwhile = nullptr;
};

/// The steps. Those that transform do so for one block of channels; transformed values go to, or come from,
/// the same place in each plane, and planes are `plane` floats apart. Values of maps are of the type that
/// the kernels are for.
struct WinogradKernels {
    std::ptrdiff_t lanes;      ///< channels of a block
    std::ptrdiff_t valueBytes; ///< of a value of a map

    /// B'dB of 6x6 places of the source, with A, B and G as in the paper. A tile's source begins `padding`
    /// above and left of its results; outside of the map are zeros.
    void (*transformSource)(const TiledMap& map, const TileRun& tiles, std::ptrdiff_t padding,
                            const void* src, float* to, std::ptrdiff_t plane);

    /// AdA' of the gradient of tiles of results, for the gradient of the weights.
    void (*transformGradient)(const TiledMap& map, const TileRun& tiles, const void* diffDst, float* to,
                              std::ptrdiff_t plane);

    /// A'mA plus bias, of as many channels, where that is not null, then max(·, 0) if relu: those results of
    /// the tiles that the map has.
    void (*transformResult)(const TiledMap& map, const TileRun& tiles, const float* from,
                            std::ptrdiff_t plane, const float* bias, bool relu, void* dst);

    /// GgG' of a kernel of weights for a block of results: g[k] at weights + k · weightStep.
    void (*transformWeights)(const float* weights, std::ptrdiff_t weightStep, float* to,
                             std::ptrdiff_t plane);

    /// G'sG of what came of the products: weights of the gradient at diffWeights + k · weightStep.
    void (*transformWeightsBack)(const float* from, std::ptrdiff_t plane, float* diffWeights,
                                 std::ptrdiff_t weightStep);

    /// products[tiles][dst] = src[tiles][src] · weights, which are panels [dst / 16][src][16]. `src` and
    /// `products` have room for tiles up to the next multiple of kWinogradRows, where anything may stand.
    /// Fetches once for each panel and kWinogradRows tiles.
    void (*multiply)(const WinogradProduct& size, const float* src, const float* weights, float* products);

    /// sums += src[tiles][src]' · diffDst[tiles][dst], in panels as the weights. Fetches once for each panel
    /// and kWinogradColumns channels of the source.
    void (*addProducts)(const WinogradProduct& size, const float* src, const float* diffDst, float* sums);

    /// Sums over the places of all maps, one for each channel of the block.
    void (*sumPlaces)(const TiledMap& map, std::ptrdiff_t samples, const void* values, float* sums);
};

/// Of the maps.
enum class WinogradMap {
    Eights,      ///< f32 in blocks of 8 channels (nChw8c); with AVX2
    Last,        ///< f32 with any number of channels last (NHWC); with AVX2
    Sixteens,    ///< f32 in blocks of 16 channels (nChw16c); with AVX-512
    Bf16Sixteens ///< likewise in bf16
};

/// For 3x3 and 5x5 kernels. Null for others, and where the processor has not the instructions.
const WinogradKernels* winogradKernels(std::ptrdiff_t kernel, WinogradMap maps);

} // namespace cyclo::engine
