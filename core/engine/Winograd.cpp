// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Winograd.h"

#include "core/engine/Division.h"

#include <algorithm>

namespace cyclo::engine {

namespace {

constexpr std::ptrdiff_t kB = kWinogradBlock, kPlanes = kWinogradPlanes, kColumns = kWinogradColumns;
/// Tiles that are worked on at once. What they are transformed to stays in the second cache; 12 to 24 are
/// about as quick, 48 and more are slower.
constexpr std::ptrdiff_t kGroup = 24;
/// Floats from the weights of one place of the kernel to those of the next.
constexpr std::ptrdiff_t kPlaceWeights = kB * kB;

/// Where the weights from channel `c` of the source to a block of results begin.
/// @param blocks  of the source
std::ptrdiff_t weightsAt(std::ptrdiff_t block, std::ptrdiff_t blocks, std::ptrdiff_t c,
                         std::ptrdiff_t kernel) {
    return (block * blocks + c / kB) * kernel * kernel * kPlaceWeights + c % kB * kB;
}

/// Floats of a plane, and some more: planes at a distance of a multiple of 4096 bytes would drive each other
/// out of the first cache.
std::ptrdiff_t planeSize(std::ptrdiff_t rows, std::ptrdiff_t columns) {
    return rows * columns + 16;
}

WinogradMaps sourceOf(const BlockedConvolution& on) {
    return {on.srcBlocks, on.srcHeight, on.srcWidth, on.srcStep};
}

WinogradMaps resultOf(const BlockedConvolution& on) {
    return {on.dstBlocks, on.dstHeight, on.dstWidth, on.dstStep};
}

const WinogradKernels* kernelsFor(const BlockedConvolution& on) {
    return winogradKernels(on.kernel, on.srcStep ? MapLayout::ChannelsLast : MapLayout::Blocked);
}

/// Some tiles, one after another.
struct TileRun {
    const WinogradGrid& grid;
    std::ptrdiff_t first;
    std::ptrdiff_t count;
};

/// Where tiles are transformed to: rows of so many values in each plane.
struct TileRows {
    float* to;
    std::ptrdiff_t row;
    std::ptrdiff_t plane;
};

/// All channels of the tiles.
void transformTiles(decltype(WinogradKernels::transformSource) transform, const WinogradMaps& maps,
                    std::ptrdiff_t padding, const TileRun& tiles, const float* from, const TileRows& rows) {
    for (std::ptrdiff_t t = 0; t < tiles.count; ++t) {
        const auto [sample, place] = tiles.grid.at(tiles.first + t);
        for (std::ptrdiff_t block = 0; block < maps.blocks; ++block)
            transform(maps.map(block), {place.y - padding, place.x - padding},
                      from + maps.offset(sample, block), rows.to + t * rows.row + block * kB, rows.plane);
    }
}

/// Measured beside oneDNN 2.6.3 on Zen 3 and 4 without AVX-512. Tiles that lie half outside of a map, and
/// channels that fill half a panel, save nothing; more channels than 256 to 256 would take a hundred
/// megabytes of working memory.
/// @param from, to  what comes out of the tiles of `to`; of the weights, either
bool suits(const BlockedConvolution& on, const WinogradMaps& from, const WinogradMaps& to,
           std::ptrdiff_t minTiles) {
    constexpr double kMinSaved = 1.6; // products of the direct sum for one here
    constexpr std::ptrdiff_t kMaxWeights = 256 * 256;
    if (!kernelsFor(on) || on.stride != 1 || on.padding >= on.kernel) return false;
    const WinogradGrid grid(on.samples, to, winogradTile(on.kernel));
    const auto direct = static_cast<double>(on.samples * on.dstHeight * on.dstWidth * on.kernel * on.kernel *
                                            from.channels() * to.channels());
    const auto tiled = static_cast<double>(kPlanes * grid.count() * from.rows() * to.columns());
    return from.rows() * to.rows() <= kMaxWeights && grid.count() >= minTiles && direct >= kMinSaved * tiled;
}

} // namespace

std::ptrdiff_t WinogradMaps::columns() const {
    return roundedUp(rows(), kColumns) * kColumns;
}

TiledMap WinogradMaps::map(std::ptrdiff_t block) const {
    return {.height = height,
            .width = width,
            .step = step ? step : kB,
            .lanes = std::min(kB, channels() - block * kB)};
}

std::ptrdiff_t WinogradMaps::offset(std::ptrdiff_t sample, std::ptrdiff_t block) const {
    return step ? sample * height * width * step + block * kB
                : (sample * blocks + block) * height * width * kB;
}

WinogradGrid::WinogradGrid(std::ptrdiff_t sampleCount, const WinogradMaps& result, std::ptrdiff_t tileSize)
    : samples(sampleCount),
      tile(tileSize),
      high(roundedUp(result.height, tile)),
      wide(roundedUp(result.width, tile)) {}

WinogradGrid::Tile WinogradGrid::at(std::ptrdiff_t number) const {
    const std::ptrdiff_t inSample = number % (high * wide);
    return {number / (high * wide), {inSample / wide * tile, inSample % wide * tile}};
}

bool WinogradConvolution::pays(const BlockedConvolution& convolution, Direction direction) {
    const WinogradMaps src = sourceOf(convolution), dst = resultOf(convolution);
    return direction == Direction::Forward ? suits(convolution, src, dst, 32)
                                           : suits(convolution, dst, src, 32);
}

WinogradConvolution::WinogradConvolution(const BlockedConvolution& convolution, Direction direction,
                                         int threads)
    : direction_(direction),
      kernel_(convolution.kernel),
      compute_(kernelsFor(convolution)),
      from_(direction == Direction::Forward ? sourceOf(convolution) : resultOf(convolution)),
      to_(direction == Direction::Forward ? resultOf(convolution) : sourceOf(convolution)),
      padding_(direction == Direction::Forward ? convolution.padding : kernel_ - 1 - convolution.padding),
      grid_(convolution.samples, to_, winogradTile(kernel_)),
      threads_(threads) {}

std::ptrdiff_t WinogradConvolution::weightsPlane() const {
    return planeSize(from_.rows(), to_.columns());
}

std::ptrdiff_t WinogradConvolution::fromPlane() const {
    return planeSize(kGroup, from_.rows());
}

std::ptrdiff_t WinogradConvolution::toPlane() const {
    return planeSize(kGroup, to_.columns());
}

std::ptrdiff_t WinogradConvolution::scratchSize() const {
    return kPlanes * weightsPlane() + threads_ * shareSize();
}

/// Forward: weights to one block of results, of which a panel has two.
void WinogradConvolution::transformPanels(std::ptrdiff_t block, const float* weights,
                                          float* transformed) const {
    float* const panel =
        transformed + block * kB / kColumns * kColumns * from_.rows() + block * kB % kColumns;
    for (std::ptrdiff_t c = 0; c < from_.rows(); ++c)
        compute_->transformWeights(weights + weightsAt(block, from_.blocks, c, kernel_), kPlaceWeights,
                                   panel + c * kColumns, weightsPlane());
}

/// Backward: weights from one block of results, which are what is summed over here; eight of them come at
/// once and go to eight rows of a panel. Read from the last one on, they are turned round.
void WinogradConvolution::transformTurned(std::ptrdiff_t block, const float* weights,
                                          float* transformed) const {
    constexpr std::ptrdiff_t kPlane = kB;
    float eight[kPlanes * kPlane];
    for (std::ptrdiff_t c = 0; c < to_.rows(); ++c) {
        const float* const first = weights + weightsAt(block, to_.blocks, c, kernel_);
        compute_->transformWeights(first + (kernel_ * kernel_ - 1) * kPlaceWeights, -kPlaceWeights, eight,
                                   kPlane);
        float* const column = transformed + c / kColumns * kColumns * from_.rows() + c % kColumns;
        for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
            for (std::ptrdiff_t i = 0; i < kB; ++i)
                column[k * weightsPlane() + (block * kB + i) * kColumns] = eight[k * kPlane + i];
    }
}

/// Where the last block fills but half of a panel.
void WinogradConvolution::clearLastPanel(float* transformed) const {
    if (to_.rows() == to_.columns()) return;
    float* const half = transformed + (to_.columns() - kColumns) * from_.rows() + kB;
    for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
        for (std::ptrdiff_t c = 0; c < from_.rows(); ++c)
            std::fill_n(half + k * weightsPlane() + c * kColumns, kB, 0.f);
}

void WinogradConvolution::computeTiles(std::ptrdiff_t first, const float* from, const float* transformed,
                                       float* scratch, const Result& result) const {
    const std::ptrdiff_t tiles = std::min(kGroup, grid_.count() - first);
    float* const products = scratch + kPlanes * fromPlane();
    transformTiles(compute_->transformSource, from_, padding_, {grid_, first, tiles}, from,
                   {scratch, from_.rows(), fromPlane()});
    for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
        compute_->multiply({tiles, from_.rows(), to_.columns()}, scratch + k * fromPlane(),
                           transformed + k * weightsPlane(), products + k * toPlane());
    for (std::ptrdiff_t t = 0; t < tiles; ++t) {
        const auto [sample, place] = grid_.at(first + t);
        for (std::ptrdiff_t block = 0; block < to_.blocks; ++block)
            compute_->transformResult(to_.map(block), place, products + t * to_.columns() + block * kB,
                                      toPlane(), result.bias ? result.bias + block * kB : nullptr,
                                      result.relu, result.to + to_.offset(sample, block));
    }
}

void WinogradConvolution::execute(const float* from, const float* weights, const float* bias, bool relu,
                                  float* scratch, float* to) const {
    float* const shares = scratch + kPlanes * weightsPlane();
    const bool forward = direction_ == Direction::Forward;
    const std::ptrdiff_t resultBlocks = forward ? to_.blocks : from_.blocks;
#pragma omp parallel num_threads(threads_)
    {
#pragma omp single nowait
        clearLastPanel(scratch);
#pragma omp for schedule(static)
        for (std::ptrdiff_t block = 0; block < resultBlocks; ++block)
            forward ? transformPanels(block, weights, scratch) : transformTurned(block, weights, scratch);
#pragma omp for schedule(static)
        for (int thread = 0; thread < threads_; ++thread) {
            const std::ptrdiff_t groups = roundedUp(grid_.count(), kGroup);
            for (auto group = groups * thread / threads_; group < groups * (thread + 1) / threads_; ++group)
                computeTiles(group * kGroup, from, scratch, shares + thread * shareSize(), {bias, relu, to});
        }
    }
}

/// Adding to sums over many channels reads and writes so much that it should be done less often.
WinogradBackwardWeights::WinogradBackwardWeights(const BlockedConvolution& convolution, int threads)
    : kernel_(convolution.kernel),
      compute_(kernelsFor(convolution)),
      src_(sourceOf(convolution)),
      dst_(resultOf(convolution)),
      padding_(convolution.padding),
      grid_(convolution.samples, dst_, winogradTile(kernel_)),
      threads_(threads),
      group_(src_.rows() * dst_.rows() < 128 * 128 ? kGroup : 2 * kGroup) {}

bool WinogradBackwardWeights::pays(const BlockedConvolution& convolution) {
    return suits(convolution, sourceOf(convolution), resultOf(convolution), 64);
}

std::ptrdiff_t WinogradBackwardWeights::sumsPlane() const {
    return planeSize(src_.rows(), dst_.columns());
}

std::ptrdiff_t WinogradBackwardWeights::srcPlane() const {
    return planeSize(group_, src_.rows());
}

std::ptrdiff_t WinogradBackwardWeights::dstPlane() const {
    return planeSize(group_, dst_.columns());
}

void WinogradBackwardWeights::sumTiles(std::ptrdiff_t thread, const float* src, const float* diffDst,
                                       float* scratch) const {
    float* const sums = scratch + thread * shareSize();
    float* const from = sums + kPlanes * sumsPlane();
    float* const gradients = from + kPlanes * srcPlane();
    std::fill(sums, from, 0.f);
    if (dst_.rows() != dst_.columns()) // some columns no channel fills
        std::fill_n(gradients, kPlanes * dstPlane(), 0.f);
    const std::ptrdiff_t end = grid_.count() * (thread + 1) / threads_;
    for (auto first = grid_.count() * thread / threads_; first < end; first += group_) {
        const std::ptrdiff_t tiles = std::min(group_, end - first);
        const TileRun run{grid_, first, tiles};
        transformTiles(compute_->transformSource, src_, padding_, run, src, {from, src_.rows(), srcPlane()});
        transformTiles(compute_->transformGradient, dst_, 0, run, diffDst,
                       {gradients, dst_.columns(), dstPlane()});
        for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
            compute_->addProducts({tiles, src_.rows(), dst_.columns()}, from + k * srcPlane(),
                                  gradients + k * dstPlane(), sums + k * sumsPlane());
    }
}

void WinogradBackwardWeights::addUpThreads(std::ptrdiff_t plane, float* scratch) const {
    float* const sums = scratch + plane * sumsPlane();
    for (std::ptrdiff_t thread = 1; thread < threads_; ++thread) {
        const float* const more = sums + thread * shareSize();
        for (std::ptrdiff_t i = 0; i < src_.rows() * dst_.columns(); ++i)
            sums[i] += more[i];
    }
}

void WinogradBackwardWeights::transformBack(std::ptrdiff_t block, const float* sums,
                                            float* diffWeights) const {
    for (std::ptrdiff_t c = 0; c < src_.rows(); ++c)
        compute_->transformWeightsBack(sums + c * dst_.columns() + block * kB, sumsPlane(),
                                       diffWeights + weightsAt(block, src_.blocks, c, kernel_),
                                       kPlaceWeights);
}

void WinogradBackwardWeights::sumBias(std::ptrdiff_t block, const float* diffDst, float* diffBias) const {
    const TiledMap map = dst_.map(block);
    float* const sums = diffBias + block * kB;
    std::fill_n(sums, map.lanes, 0.f);
    for (std::ptrdiff_t sample = 0; sample < grid_.samples; ++sample) {
        const float* const first = diffDst + dst_.offset(sample, block);
        float ofSample[kB] = {};
        for (std::ptrdiff_t i = 0; i < map.height * map.width; ++i)
            for (std::ptrdiff_t c = 0; c < map.lanes; ++c)
                ofSample[c] += first[i * map.step + c];
        for (std::ptrdiff_t c = 0; c < map.lanes; ++c)
            sums[c] += ofSample[c];
    }
}

void WinogradBackwardWeights::execute(const float* src, const float* diffDst, float* scratch,
                                      float* diffWeights, float* diffBias) const {
#pragma omp parallel num_threads(threads_)
    {
#pragma omp for schedule(static)
        for (int thread = 0; thread < threads_; ++thread)
            sumTiles(thread, src, diffDst, scratch);
#pragma omp for schedule(static)
        for (std::ptrdiff_t plane = 0; plane < kPlanes; ++plane)
            addUpThreads(plane, scratch);
#pragma omp for schedule(static)
        for (std::ptrdiff_t block = 0; block < dst_.blocks; ++block) {
            transformBack(block, scratch, diffWeights);
            if (diffBias) sumBias(block, diffDst, diffBias);
        }
    }
}

} // namespace cyclo::engine
