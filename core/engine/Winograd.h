// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BlockedConvolution.h"
#include "core/engine/WinogradKernels.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cyclo::engine {

// Convolutions by Winograd's algorithm, in f32 from maps in f32 or bf16. oneDNN has it for AVX-512, f32 and
// 3x3 kernels only, and from 3.x on not at all. It is two to three times as fast as the direct sum in f32,
// which needs four times as many products (2.8 times for a 5x5 kernel), and faster than that of bf16 numbers,
// of which AVX-512 BF16 multiplies two in the time of one. Rounding errors are some ten times those of the
// direct sum in f32, far below what a batch's choice of samples does.

/// What maps on either side of a convolution can be.
struct WinogradLayout {
    WinogradMap maps;
    BlockedLayout layout;
};
inline constexpr WinogradLayout kWinogradLayouts[] = {
    {WinogradMap::Eights, {.type = kF32, .block = 8}},
    {WinogradMap::Last, {.type = kF32, .block = 8, .channelsLast = true}},
    {WinogradMap::Sixteens, {.type = kF32, .block = 16}},
    {WinogradMap::Bf16Sixteens, {.type = kBf16, .block = 16}},
};

/// What the maps on one side of a convolution are.
struct WinogradMaps {
    std::ptrdiff_t lanes = 0; ///< channels of a block
    std::ptrdiff_t valueBytes = 0;
    std::ptrdiff_t blocks = 0;
    std::ptrdiff_t height = 0;
    std::ptrdiff_t width = 0;
    std::ptrdiff_t step = 0; ///< NHWC: of how many values; 0: in blocks

    std::ptrdiff_t channels() const { return step ? step : rows(); }
    std::ptrdiff_t rows() const { return blocks * lanes; } ///< channels up to the next whole block
    std::ptrdiff_t panels() const; ///< of kWinogradColumns channels, the last maybe cut

    TiledMap map(std::ptrdiff_t block) const;
};

/// The tiles of the results of a batch, numbered.
struct WinogradGrid {
    WinogradGrid(std::ptrdiff_t sampleCount, const WinogradMaps& result, std::ptrdiff_t tileSize);

    std::ptrdiff_t count() const { return samples * high * wide; }
    TilePlace at(std::ptrdiff_t number) const;
    TileRun run(std::ptrdiff_t first, std::ptrdiff_t tiles, FetchList& meanwhile) const;

    std::ptrdiff_t samples, tile, height, width, high, wide;
};

/// Maps from maps by given weights: the way forward, or back to the source. What comes out is the same for
/// any number of threads.
class WinogradConvolution {
public:
    enum class Direction {
        Forward, ///< the result from the source
        Backward ///< the gradient of the source from that of the result
    };

    /// Whether it can, and is faster than oneDNN's primitive.
    static bool pays(const BlockedConvolution& convolution, WinogradMap maps, Direction direction);

    WinogradConvolution(const BlockedConvolution& convolution, WinogradMap maps, Direction direction,
                        int threads);

    std::ptrdiff_t scratchSize() const; ///< floats of working memory, which starts on a cache line

    /// @param from     [samples, blocks, height, width, lanes] or [samples, height, width, channels]
    /// @param weights  [dstBlocks, srcBlocks, kernel, kernel, lanes of src, lanes of dst] (OIhw8i8o or
    /// OIhw16i16o), in either direction; zeros where there is no channel
    /// @param bias     one for each channel of `to`, or null
    /// @param relu     whether to end with max(·, 0)
    /// @param to       as from
    /// @param next     what is needed after this, fetched meanwhile
    void execute(const void* from, const float* weights, const float* bias, bool relu, float* scratch,
                 void* to, std::span<const MemoryPiece> next);

private:
    struct Result {
        const float* bias;
        bool relu;
        void* to;
    };

    void transformPair(std::ptrdiff_t fromBlock, std::ptrdiff_t toBlock, const float* weights,
                       float* transformed) const;
    void clearLastPanel(float* transformed) const;
    void computeTiles(std::ptrdiff_t first, const void* from, const float* transformed, float* scratch,
                      const Result& result, FetchList& meanwhile) const;

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
    std::vector<FetchList> fetchLists_; ///< of the threads
};

/// The gradient of the weights. Sums are in an order that the thread count decides.
class WinogradBackwardWeights {
public:
    /// Whether it can, and is faster than oneDNN's primitive.
    static bool pays(const BlockedConvolution& convolution, WinogradMap maps);

    WinogradBackwardWeights(const BlockedConvolution& convolution, WinogradMap maps, int threads);

    /// Floats of working memory, which starts on a cache line.
    std::ptrdiff_t scratchSize() const { return threads_ * shareSize(); }

    /// @param src          [samples, srcBlocks, srcHeight, srcWidth, lanes], or channels last
    /// @param diffDst      [samples, dstBlocks, dstHeight, dstWidth, lanes], or channels last
    /// @param diffWeights  [dstBlocks, srcBlocks, kernel, kernel, lanes of src, lanes of dst]; zeros where
    /// there is no channel
    /// @param diffBias     one for each channel of dst, or null
    void execute(const void* src, const void* diffDst, float* scratch, float* diffWeights, float* diffBias);

private:
    void sumTiles(std::ptrdiff_t thread, const void* src, const void* diffDst, float* scratch);
    void addUpThreads(std::ptrdiff_t plane, float* scratch) const;
    void transformBack(std::ptrdiff_t block, const float* sums, float* diffWeights) const;

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
    std::ptrdiff_t group_;              ///< tiles between two additions to the sums
    std::vector<FetchList> fetchLists_; ///< of the threads
};

} // namespace cyclo::engine
