// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Winograd.h"

#include "core/engine/Division.h"

#include <algorithm>

namespace cyclo::engine {

namespace {

constexpr std::ptrdiff_t kPlanes = kWinogradPlanes, kColumns = kWinogradColumns;
/// Tiles that are worked on at once. What they are transformed to stays in the second cache; 12 to 24 are
/// about as quick, 48 and more are slower.
constexpr std::ptrdiff_t kGroup = 24;
static_assert(kGroup % kWinogradRows == 0);

/// Floats of a plane, and some more: planes at a distance of a multiple of 4096 bytes would drive each other
/// out of the first cache.
std::ptrdiff_t planeSize(std::ptrdiff_t values) {
    return values + 16;
}

WinogradMaps sourceOf(const BlockedConvolution& on, const WinogradKernels& compute) {
    return {compute.lanes, compute.valueBytes, on.srcBlocks, on.srcHeight, on.srcWidth, on.srcStep};
}

WinogradMaps resultOf(const BlockedConvolution& on, const WinogradKernels& compute) {
    return {compute.lanes, compute.valueBytes, on.dstBlocks, on.dstHeight, on.dstWidth, on.dstStep};
}

/// How many products the direct sum must need for one here, that this pays: oneDNN multiplies two bf16
/// numbers in the time of one f32, and with AMX sixteen.
double leastSaved(WinogradMap maps) {
    if (maps != WinogradMap::Bf16Sixteens) return 1.6;
    return dnnl::get_effective_cpu_isa() < dnnl::cpu_isa::avx512_core_amx ? 3.2 : 16;
}

/// Measured beside oneDNN 2.6.3 on Zen 3 and 4. Tiles that lie half outside of a map, and channels that fill
/// half a panel, save nothing; more channels than 512 to 512 would take more than 40 megabytes of working
/// memory for each thread.
/// @param from, to  what comes out of the tiles of `to`; of the weights, either
bool suits(const BlockedConvolution& on, WinogradMap maps, const WinogradMaps& from, const WinogradMaps& to,
           std::ptrdiff_t minTiles) {
    constexpr std::ptrdiff_t kMaxWeights = 512 * 512;
    if (on.stride != 1 || on.padding >= on.kernel) return false;
    const WinogradGrid grid(on.samples, to, winogradTile(on.kernel));
    const auto direct = static_cast<double>(on.samples * on.dstHeight * on.dstWidth * on.kernel * on.kernel *
                                            from.channels() * to.channels());
    const auto tiled = static_cast<double>(kPlanes * grid.count() * from.rows() * to.panels() * kColumns);
    return from.rows() * to.rows() <= kMaxWeights && grid.count() >= minTiles &&
           direct >= leastSaved(maps) * tiled;
}

/// A block of weights turned round: from what was the result to what was the source, last place first.
/// @param weights  [places][lanes of src][lanes of dst]
void turnRound(const float* weights, std::ptrdiff_t places, std::ptrdiff_t lanes, float* turned) {
    for (std::ptrdiff_t place = places; place-- > 0; weights += lanes * lanes)
        for (std::ptrdiff_t i = 0; i < lanes; ++i)
            for (std::ptrdiff_t o = 0; o < lanes; ++o)
                turned[(place * lanes + o) * lanes + i] = weights[i * lanes + o];
}

/// Where a block of results has its columns in panels of so many rows.
std::ptrdiff_t columnsAt(const WinogradMaps& maps, std::ptrdiff_t block, std::ptrdiff_t rows) {
    const std::ptrdiff_t column = block * maps.lanes;
    return column / kColumns * kColumns * rows + column % kColumns;
}

/// Adds the rows of tiles that begin in a run, in all channels: whole rows of places, as they lie in memory.
void addRows(const WinogradGrid& grid, std::ptrdiff_t first, std::ptrdiff_t tiles, const WinogradMaps& maps,
             const void* values, FetchList& list) {
    const std::ptrdiff_t begin = roundedUp(first, grid.wide);
    const std::ptrdiff_t end = roundedUp(std::min(first + tiles, grid.count()), grid.wide);
    for (std::ptrdiff_t block = 0; block < (maps.step ? 1 : maps.blocks); ++block) {
        const TiledMap map = maps.map(block);
        for (std::ptrdiff_t row = begin; row < end; ++row) {
            const std::ptrdiff_t y = row % grid.high * grid.tile;
            const bool isLast = row % grid.high == grid.high - 1; // the source may have more places
            const std::ptrdiff_t rows = isLast ? map.height - y : std::min(grid.tile, map.height - y);
            const std::ptrdiff_t at = map.first + row / grid.high * map.sampleStep + y * map.width * map.step;
            list.add(static_cast<const char*>(values) + at * maps.valueBytes,
                     rows * map.width * map.step * maps.valueBytes);
        }
    }
}

/// Adds part `part` of `parts`.
void addPart(const MemoryPiece& piece, std::ptrdiff_t part, std::ptrdiff_t parts, FetchList& list) {
    const std::ptrdiff_t begin = piece.bytes * part / parts, end = piece.bytes * (part + 1) / parts;
    list.add(piece.begin + begin, end - begin);
}

} // namespace

std::ptrdiff_t WinogradMaps::panels() const {
    return roundedUp(rows(), kColumns);
}

TiledMap WinogradMaps::map(std::ptrdiff_t block) const {
    const std::ptrdiff_t places = height * width;
    return {.height = height,
            .width = width,
            .step = step ? step : lanes,
            .lanes = std::min(lanes, channels() - block * lanes),
            .sampleStep = places * channels(),
            .first = block * lanes * (step ? 1 : places)};
}

WinogradGrid::WinogradGrid(std::ptrdiff_t sampleCount, const WinogradMaps& result, std::ptrdiff_t tileSize)
    : samples(sampleCount),
      tile(tileSize),
      height(result.height),
      width(result.width),
      high(roundedUp(height, tile)),
      wide(roundedUp(width, tile)) {}

TilePlace WinogradGrid::at(std::ptrdiff_t number) const {
    const std::ptrdiff_t inSample = number % (high * wide);
    return {number / (high * wide), inSample / wide * tile, inSample % wide * tile};
}

TileRun WinogradGrid::run(std::ptrdiff_t first, std::ptrdiff_t tiles, FetchList& meanwhile) const {
    return {.first = at(first), .count = tiles, .height = height, .width = width, .meanwhile = &meanwhile};
}

bool WinogradConvolution::pays(const BlockedConvolution& convolution, WinogradMap maps, Direction direction) {
    const WinogradKernels* const compute = winogradKernels(convolution.kernel, maps);
    if (!compute) return false;
    const WinogradMaps src = sourceOf(convolution, *compute), dst = resultOf(convolution, *compute);
    return direction == Direction::Forward ? suits(convolution, maps, src, dst, 32)
                                           : suits(convolution, maps, dst, src, 32);
}

WinogradConvolution::WinogradConvolution(const BlockedConvolution& convolution, WinogradMap maps,
                                         Direction direction, int threads)
    : direction_(direction),
      kernel_(convolution.kernel),
      compute_(winogradKernels(kernel_, maps)),
      from_(direction == Direction::Forward ? sourceOf(convolution, *compute_)
                                            : resultOf(convolution, *compute_)),
      to_(direction == Direction::Forward ? resultOf(convolution, *compute_)
                                          : sourceOf(convolution, *compute_)),
      padding_(direction == Direction::Forward ? convolution.padding : kernel_ - 1 - convolution.padding),
      grid_(convolution.samples, to_, winogradTile(kernel_)),
      threads_(threads),
      fetchLists_(static_cast<std::size_t>(threads)) {}

std::ptrdiff_t WinogradConvolution::weightsPlane() const {
    return planeSize(from_.rows() * to_.panels() * kColumns);
}

std::ptrdiff_t WinogradConvolution::fromPlane() const {
    return planeSize(kGroup * from_.rows());
}

std::ptrdiff_t WinogradConvolution::toPlane() const {
    return planeSize(kGroup * to_.panels() * kColumns);
}

std::ptrdiff_t WinogradConvolution::scratchSize() const {
    return kPlanes * weightsPlane() + threads_ * shareSize();
}

/// The weights from one block of channels to another, which are rows and columns of a panel.
void WinogradConvolution::transformPair(std::ptrdiff_t fromBlock, std::ptrdiff_t toBlock,
                                        const float* weights, float* transformed) const {
    constexpr std::ptrdiff_t kMaxSize = 5 * 5 * 16 * 16;
    const bool forward = direction_ == Direction::Forward;
    const std::ptrdiff_t lanes = compute_->lanes, places = kernel_ * kernel_, square = lanes * lanes;
    const std::ptrdiff_t pair =
        forward ? toBlock * from_.blocks + fromBlock : fromBlock * to_.blocks + toBlock;
    alignas(64) float turned[kMaxSize];
    const float* first = weights + pair * places * square;
    if (!forward) {
        turnRound(first, places, lanes, turned);
        first = turned;
    }
    float* const to = transformed + columnsAt(to_, toBlock, from_.rows()) + fromBlock * lanes * kColumns;
    for (std::ptrdiff_t c = 0; c < lanes; ++c)
        compute_->transformWeights(first + c * lanes, square, to + c * kColumns, weightsPlane());
}

/// Where the last block fills but half of a panel.
void WinogradConvolution::clearLastPanel(float* transformed) const {
    const std::ptrdiff_t panels = to_.panels(), left = panels * kColumns - to_.rows();
    if (left == 0) return;
    float* const half = transformed + (panels - 1) * kColumns * from_.rows() + kColumns - left;
    for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
        for (std::ptrdiff_t c = 0; c < from_.rows(); ++c)
            std::fill_n(half + k * weightsPlane() + c * kColumns, left, 0.f);
}

void WinogradConvolution::computeTiles(std::ptrdiff_t first, const void* from, const float* transformed,
                                       float* scratch, const Result& result, FetchList& meanwhile) const {
    const TileRun tiles = grid_.run(first, std::min(kGroup, grid_.count() - first), meanwhile);
    const std::ptrdiff_t block = kGroup * compute_->lanes;
    float* const products = scratch + kPlanes * fromPlane();
    for (std::ptrdiff_t i = 0; i < from_.blocks; ++i)
        compute_->transformSource(from_.map(i), tiles, padding_, from, scratch + i * block, fromPlane());
    for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
        compute_->multiply({tiles.count, from_.blocks, to_.panels(), block, &meanwhile},
                           scratch + k * fromPlane(), transformed + k * weightsPlane(),
                           products + k * toPlane());
    for (std::ptrdiff_t o = 0; o < to_.blocks; ++o)
        compute_->transformResult(to_.map(o), tiles, products + o * block, toPlane(),
                                  result.bias ? result.bias + o * compute_->lanes : nullptr, result.relu,
                                  result.to);
}

void WinogradConvolution::execute(const void* from, const float* weights, const float* bias, bool relu,
                                  float* scratch, void* to, std::span<const MemoryPiece> next) {
    float* const shares = scratch + kPlanes * weightsPlane();
#pragma omp parallel num_threads(threads_)
    {
#pragma omp single nowait
        clearLastPanel(scratch);
#pragma omp for schedule(static)
        for (std::ptrdiff_t pair = 0; pair < from_.blocks * to_.blocks; ++pair)
            transformPair(pair % from_.blocks, pair / from_.blocks, weights, scratch);
#pragma omp for schedule(static)
        for (int thread = 0; thread < threads_; ++thread) {
            const std::ptrdiff_t groups = roundedUp(grid_.count(), kGroup);
            const std::ptrdiff_t end = groups * (thread + 1) / threads_;
            FetchList& list = fetchLists_[static_cast<std::size_t>(thread)];
            for (auto group = groups * thread / threads_; group < end; ++group) {
                list.clear();
                if (group + 1 < end) {
                    addRows(grid_, (group + 1) * kGroup, kGroup, from_, from, list);
                    addRows(grid_, (group + 1) * kGroup, kGroup, to_, to, list);
                }
                for (const MemoryPiece& piece : next)
                    addPart(piece, group, groups, list);
                list.spread(kGroup * (from_.blocks + to_.blocks) +
                            kPlanes * to_.panels() * roundedUp(kGroup, kWinogradRows));
                computeTiles(group * kGroup, from, scratch, shares + thread * shareSize(), {bias, relu, to},
                             list);
            }
        }
    }
}

/// Adding to sums over many channels reads and writes so much that it should be done less often.
WinogradBackwardWeights::WinogradBackwardWeights(const BlockedConvolution& convolution, WinogradMap maps,
                                                 int threads)
    : kernel_(convolution.kernel),
      compute_(winogradKernels(kernel_, maps)),
      src_(sourceOf(convolution, *compute_)),
      dst_(resultOf(convolution, *compute_)),
      padding_(convolution.padding),
      grid_(convolution.samples, dst_, winogradTile(kernel_)),
      threads_(threads),
      group_(src_.rows() * dst_.rows() < 128 * 128 ? kGroup : 2 * kGroup),
      fetchLists_(static_cast<std::size_t>(threads)) {}

bool WinogradBackwardWeights::pays(const BlockedConvolution& convolution, WinogradMap maps) {
    const WinogradKernels* const compute = winogradKernels(convolution.kernel, maps);
    return compute &&
           suits(convolution, maps, sourceOf(convolution, *compute), resultOf(convolution, *compute), 64);
}

std::ptrdiff_t WinogradBackwardWeights::sumsPlane() const {
    return planeSize(src_.rows() * dst_.panels() * kColumns);
}

std::ptrdiff_t WinogradBackwardWeights::srcPlane() const {
    return planeSize(group_ * src_.rows());
}

std::ptrdiff_t WinogradBackwardWeights::dstPlane() const {
    return planeSize(group_ * dst_.panels() * kColumns);
}

void WinogradBackwardWeights::sumTiles(std::ptrdiff_t thread, const void* src, const void* diffDst,
                                       float* scratch) {
    float* const sums = scratch + thread * shareSize();
    float* const from = sums + kPlanes * sumsPlane();
    float* const gradients = from + kPlanes * srcPlane();
    std::fill(sums, from, 0.f);
    if (dst_.rows() != dst_.panels() * kColumns) // some columns no channel fills
        std::fill_n(gradients, kPlanes * dstPlane(), 0.f);
    FetchList& list = fetchLists_[static_cast<std::size_t>(thread)];
    const std::ptrdiff_t end = grid_.count() * (thread + 1) / threads_, block = group_ * compute_->lanes;
    for (auto first = grid_.count() * thread / threads_; first < end; first += group_) {
        const TileRun tiles = grid_.run(first, std::min(group_, end - first), list);
        list.clear();
        const std::ptrdiff_t more = std::min(group_, end - first - group_);
        addRows(grid_, first + group_, more, src_, src, list);
        addRows(grid_, first + group_, more, dst_, diffDst, list);
        list.spread(group_ * (src_.blocks + dst_.blocks) +
                    kPlanes * dst_.panels() * roundedUp(src_.rows(), kColumns));
        for (std::ptrdiff_t i = 0; i < src_.blocks; ++i)
            compute_->transformSource(src_.map(i), tiles, padding_, src, from + i * block, srcPlane());
        for (std::ptrdiff_t o = 0; o < dst_.blocks; ++o)
            compute_->transformGradient(dst_.map(o), tiles, diffDst, gradients + o * block, dstPlane());
        for (std::ptrdiff_t k = 0; k < kPlanes; ++k)
            compute_->addProducts({tiles.count, src_.blocks, dst_.panels(), block, &list},
                                  from + k * srcPlane(), gradients + k * dstPlane(), sums + k * sumsPlane());
    }
}

void WinogradBackwardWeights::addUpThreads(std::ptrdiff_t plane, float* scratch) const {
    float* const sums = scratch + plane * sumsPlane();
    for (std::ptrdiff_t thread = 1; thread < threads_; ++thread) {
        const float* const more = sums + thread * shareSize();
        for (std::ptrdiff_t i = 0; i < src_.rows() * dst_.panels() * kColumns; ++i)
            sums[i] += more[i];
    }
}

void WinogradBackwardWeights::transformBack(std::ptrdiff_t block, const float* sums,
                                            float* diffWeights) const {
    const std::ptrdiff_t lanes = compute_->lanes, square = lanes * lanes;
    const float* const columns = sums + columnsAt(dst_, block, src_.rows());
    for (std::ptrdiff_t c = 0; c < src_.rows(); ++c) {
        const std::ptrdiff_t pair = block * src_.blocks + c / lanes;
        compute_->transformWeightsBack(columns + c * kColumns, sumsPlane(),
                                       diffWeights + pair * kernel_ * kernel_ * square + c % lanes * lanes,
                                       square);
    }
}

void WinogradBackwardWeights::execute(const void* src, const void* diffDst, float* scratch,
                                      float* diffWeights, float* diffBias) {
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
            if (diffBias)
                compute_->sumPlaces(dst_.map(block), grid_.samples, diffDst,
                                    diffBias + block * compute_->lanes);
        }
    }
}

} // namespace cyclo::engine
