// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BlockedConvolution.h"
#include "core/engine/WinogradKernels.h"

#include <cstddef>

namespace cyclo::engine {

// Convolutions in f32 by Winograd's algorithm, of maps in blocks of 8 channels (nChw8c) or with any number of
// channels last (NHWC). oneDNN has it for
// AVX-512 and 3x3 kernels only, and from 3.x on not at all; with AVX2 this is two to three times as fast as
// its direct sum, which needs four times as many products (2.8 times for a 5x5 kernel). Rounding errors are
// some ten times those of the direct sum, far below what a batch's choice of samples does.

/// What it works on.
inline constexpr BlockedLayout kWinogradLayout{.type = kF32, .block = kWinogradBlock, .orChannelsLast = true};

/// What the maps on one side of a convolution are.
struct WinogradMaps {
    std::ptrdiff_t blocks = 0;
    std::ptrdiff_t height = 0;
    std::ptrdiff_t width = 0;
    std::ptrdiff_t step = 0; ///< NHWC: of how many values; 0: in blocks

    std::ptrdiff_t channels() const { return step ? step : rows(); }
    std::ptrdiff_t rows() const { return blocks * kWinogradBlock; } ///< channels up to the next whole block
    std::ptrdiff_t columns() const;                                 ///< likewise up to the next whole panel

    TiledMap map(std::ptrdiff_t block) const;
    std::ptrdiff_t offset(std::ptrdiff_t sample, std::ptrdiff_t block) const; ///< of that map, in floats
};

/// The tiles of the results of a batch, numbered.
struct WinogradGrid {
    struct Tile {
        std::ptrdiff_t sample;
        TilePlace place; ///< in the result
    };

    WinogradGrid(std::ptrdiff_t sampleCount, const WinogradMaps& result, std::ptrdiff_t tileSize);

    std::ptrdiff_t count() const { return samples * high * wide; }
    Tile at(std::ptrdiff_t number) const;

    std::ptrdiff_t samples, tile, high, wide;
};

/// Maps from maps by given weights: the way forward, or back to the source. What comes out is the same for
/// any number of threads.
class WinogradConvolution {
public:
    enum class Direction {
        Forward, ///< the result from the source
        Backward ///< the gradient of the source from that of the result
    };

    /// Whether it can, and is faster than oneDNN's direct primitive.
    static bool pays(const BlockedConvolution& convolution, Direction direction);

    WinogradConvolution(const BlockedConvolution& convolution, Direction direction, int threads);

    std::ptrdiff_t scratchSize() const; ///< floats of working memory

    /// @param from     [samples, blocks, height, width, 8] or [samples, height, width, channels]
    /// @param weights  [dstBlocks, srcBlocks, kernel, kernel, 8 of src, 8 of dst] (OIhw8i8o), in either
    /// direction; zeros where there is no channel
    /// @param bias     one for each channel of `to`, or null
    /// @param relu     whether to end with max(·, 0)
    /// @param to       as from
    void execute(const float* from, const float* weights, const float* bias, bool relu, float* scratch,
                 float* to) const;

private:
    struct Result {
        const float* bias;
        bool relu;
        float* to;
    };

    void transformPanels(std::ptrdiff_t block, const float* weights, float* transformed) const;
    void clearLastPanel(float* transformed) const;
    void transformTurned(std::ptrdiff_t block, const float* weights, float* transformed) const;
    void computeTiles(std::ptrdiff_t first, const float* from, const float* transformed, float* scratch,
                      const Result& result) const;

    std::ptrdiff_t weightsPlane() const;
    std::ptrdiff_t fromPlane() const;
    std::ptrdiff_t toPlane() const;
    std::ptrdiff_t shareSize() const { return kWinogradPlanes * (fromPlane() + toPlane()); } ///< of a thread

    Direction direction_;
    std::ptrdiff_t kernel_;
    const WinogradKernels* compute_;
    WinogradMaps from_, to_;
    std::ptrdiff_t padding_;
    WinogradGrid grid_;
    int threads_;
};

/// The gradient of the weights. Sums are in an order that the thread count decides.
class WinogradBackwardWeights {
public:
    /// Whether it can, and is faster than oneDNN's direct primitive.
    static bool pays(const BlockedConvolution& convolution);

    WinogradBackwardWeights(const BlockedConvolution& convolution, int threads);

    std::ptrdiff_t scratchSize() const { return threads_ * shareSize(); } ///< floats of working memory

    /// @param src          [samples, srcBlocks, srcHeight, srcWidth, 8], or channels last
    /// @param diffDst      [samples, dstBlocks, dstHeight, dstWidth, 8], or channels last
    /// @param diffWeights  [dstBlocks, srcBlocks, kernel, kernel, 8 of src, 8 of dst] (OIhw8i8o);
    /// zeros where there is no channel
    /// @param diffBias     one for each channel of dst, or null
    void execute(const float* src, const float* diffDst, float* scratch, float* diffWeights,
                 float* diffBias) const;

private:
    void sumTiles(std::ptrdiff_t thread, const float* src, const float* diffDst, float* scratch) const;
    void addUpThreads(std::ptrdiff_t plane, float* scratch) const;
    void transformBack(std::ptrdiff_t block, const float* sums, float* diffWeights) const;
    void sumBias(std::ptrdiff_t block, const float* diffDst, float* diffBias) const;

    std::ptrdiff_t sumsPlane() const;
    std::ptrdiff_t srcPlane() const;
    std::ptrdiff_t dstPlane() const;
    std::ptrdiff_t shareSize() const { return kWinogradPlanes * (sumsPlane() + srcPlane() + dstPlane()); }

    std::ptrdiff_t kernel_;
    const WinogradKernels* compute_;
    WinogradMaps src_, dst_;
    std::ptrdiff_t padding_;
    WinogradGrid grid_;
    int threads_;
    std::ptrdiff_t group_; ///< tiles between two additions to the sums
};

} // namespace cyclo::engine
