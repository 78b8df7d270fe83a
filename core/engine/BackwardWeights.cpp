// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BackwardWeights.h"

#include "core/engine/Division.h"

#include <algorithm>

namespace cyclo::engine {

namespace {

constexpr std::ptrdiff_t kC = kPairChannels, kK = kPairedKernel;
/// Sums of one row of the kernel between two blocks: [16 of dst][3][16 of src].
constexpr std::ptrdiff_t kRowSums = kC * kK * kC;
/// Gradients of so many bytes in pairs, and the sources they meet, stay in the second cache.
constexpr std::ptrdiff_t kGroupBytes = 128 << 10;
constexpr std::ptrdiff_t kMaxGroup = 8;

/// Each thread has the samples from its first to before the next one's.
std::ptrdiff_t firstSample(std::ptrdiff_t thread, std::ptrdiff_t threads, std::ptrdiff_t samples) {
    return samples * thread / threads;
}

} // namespace

/// Measured beside oneDNN 2.6.3 and Winograd's algorithm on Zen 4. With fewer places to sum over, adding up
/// what the threads have takes too long. With more channels each pair is used so often that how it came about
/// no longer counts, and Winograd's needs fewer products.
bool BackwardWeights::pays(const BlockedConvolution& convolution, int threads) {
    const std::ptrdiff_t maxBlocks = convolution.stride == 1 ? 2 : 4;
    constexpr std::ptrdiff_t kMinPlaces = 1024, kMinSamples = 4; // of a thread
    const std::ptrdiff_t places = convolution.samples * convolution.dstHeight * convolution.dstWidth;
    return pairKernels() && convolution.kernel == kPairedKernel && convolution.stride <= 2 &&
           std::max(convolution.srcBlocks, convolution.dstBlocks) <= maxBlocks &&
           places >= kMinPlaces * threads && convolution.samples >= kMinSamples * threads;
}

BackwardWeights::BackwardWeights(const BlockedConvolution& convolution, int threads)
    : on_(convolution), threads_(threads), pairs_(roundedUp(convolution.dstWidth, 2)) {
    const std::ptrdiff_t sampleValues = on_.dstBlocks * pairsBlockSize();
    group_ = std::clamp<std::ptrdiff_t>(
        kGroupBytes / (sampleValues * static_cast<std::ptrdiff_t>(sizeof(Bf16))), 1, kMaxGroup);
    share_ = {.weights = on_.dstBlocks * on_.srcBlocks * kK * kRowSums,
              .bias = on_.dstBlocks * kC,
              .pairs = group_ * sampleValues / 2}; // two bf16 values in the place of a float
    findInside();
}

/// A place that is alone at the end of a row has zeros beside it in the gradient; what the source has there
/// does not count.
void BackwardWeights::findInside() {
    const auto inSource = [&](std::ptrdiff_t x) { return x >= 0 && x < on_.srcWidth; };
    const auto isInner = [&](std::ptrdiff_t pair) {
        return std::all_of(&inside_[pair * kK], &inside_[pair * kK] + kK,
                           [](std::uint16_t inside) { return inside == 0xffff; });
    };
    for (std::ptrdiff_t pair = 0; pair < pairs_; ++pair)
        for (std::ptrdiff_t k = 0; k < kK; ++k) {
            const std::ptrdiff_t x = 2 * pair * on_.stride + k - on_.padding;
            inside_.push_back(static_cast<std::uint16_t>((inSource(x) ? 0xff : 0) |
                                                         (inSource(x + on_.stride) ? 0xff00 : 0)));
        }
    while (innerBegin_ < pairs_ && !isInner(innerBegin_))
        ++innerBegin_;
    innerEnd_ = innerBegin_;
    while (innerEnd_ < pairs_ && isInner(innerEnd_))
        ++innerEnd_;
}

/// One row of the kernel between a block of the source and one of the result. Rows of the result whose window
/// has this row outside of the source add nothing.
void BackwardWeights::sumKernelRow(std::ptrdiff_t row, const Sources& block, float* weights) const {
    const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, roundedUp(on_.padding - row, on_.stride));
    const std::ptrdiff_t end =
        std::min(on_.dstHeight, roundedUp(on_.srcHeight + on_.padding - row, on_.stride));
    if (begin >= end) return;
    const PairRows rows{.samples = block.samples,
                        .rows = end - begin,
                        .pairs = pairs_,
                        .innerBegin = innerBegin_,
                        .innerEnd = innerEnd_,
                        .srcRowStep = on_.stride * on_.srcWidth * kC,
                        .srcSampleStep = on_.srcBlocks * srcBlockSize(),
                        .pairsSampleStep = on_.dstBlocks * pairsBlockSize(),
                        .inside = inside_.data()};
    const std::ptrdiff_t top = begin * on_.stride + row - on_.padding;
    const Bf16* src = block.src + (top * on_.srcWidth - on_.padding) * kC;
    const auto sumProducts = pairKernels()->sumProducts[on_.stride - 1];
    for (std::ptrdiff_t c = 0; c < kC; c += kSummedChannels)
        sumProducts(rows, src, block.pairs + begin * pairs_ * kPairValues + 2 * c, weights + c * kK * kC);
}

void BackwardWeights::sumGroup(const Sources& group, float* weights) const {
    for (std::ptrdiff_t i = 0; i < on_.srcBlocks; ++i)
        for (std::ptrdiff_t o = 0; o < on_.dstBlocks; ++o)
            for (std::ptrdiff_t row = 0; row < kK; ++row)
                sumKernelRow(row,
                             {.src = group.src + i * srcBlockSize(),
                              .pairs = group.pairs + o * pairsBlockSize(),
                              .samples = group.samples},
                             weights + ((o * on_.srcBlocks + i) * kK + row) * kRowSums);
}

void BackwardWeights::sumSamples(std::ptrdiff_t thread, const Bf16* src, const Bf16* diffDst, float* share,
                                 bool hasBias) const {
    float* const bias = share + share_.weights;
    auto* const pairs = reinterpret_cast<Bf16*>(bias + share_.bias);
    std::fill(share, bias + share_.bias, 0.f);
    const std::ptrdiff_t end = firstSample(thread + 1, threads_, on_.samples);
    for (std::ptrdiff_t n = firstSample(thread, threads_, on_.samples); n < end; n += group_) {
        const std::ptrdiff_t samples = std::min(group_, end - n);
        for (std::ptrdiff_t block = 0; block < samples * on_.dstBlocks; ++block)
            pairKernels()->interleave(
                on_.dstHeight, on_.dstWidth, diffDst + (n * on_.dstBlocks + block) * dstBlockSize(),
                pairs + block * pairsBlockSize(), hasBias ? bias + block % on_.dstBlocks * kC : nullptr);
        sumGroup({src + n * on_.srcBlocks * srcBlockSize(), pairs, samples}, share);
    }
}

/// Adds up what the threads have of one row of the kernel between two blocks: [dst][3][src] to [3][src][dst].
void BackwardWeights::gatherWeights(std::ptrdiff_t row, const float* scratch, float* diffWeights) const {
    const float* const first = scratch + row * kRowSums;
    float* to = diffWeights + row * kRowSums;
    for (std::ptrdiff_t k = 0; k < kK; ++k)
        for (std::ptrdiff_t i = 0; i < kC; ++i)
            for (std::ptrdiff_t o = 0; o < kC; ++o, ++to) {
                const float* from = first + (o * kK + k) * kC + i;
                float sum = *from;
                for (int thread = 1; thread < threads_; ++thread)
                    sum += from[thread * share_.size()];
                *to = sum;
            }
}

void BackwardWeights::gatherBias(const float* scratch, float* diffBias) const {
    for (std::ptrdiff_t c = 0; c < share_.bias; ++c) {
        float sum = 0;
        for (int thread = 0; thread < threads_; ++thread)
            sum += scratch[thread * share_.size() + share_.weights + c];
        diffBias[c] = sum;
    }
}

void BackwardWeights::execute(const Bf16* src, const Bf16* diffDst, float* scratch, float* diffWeights,
                              float* diffBias) const {
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (int thread = 0; thread < threads_; ++thread)
        sumSamples(thread, src, diffDst, scratch + thread * share_.size(), diffBias != nullptr);
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t row = 0; row < share_.weights / kRowSums; ++row)
        gatherWeights(row, scratch, diffWeights);
    if (diffBias) gatherBias(scratch, diffBias);
}

} // namespace cyclo::engine
