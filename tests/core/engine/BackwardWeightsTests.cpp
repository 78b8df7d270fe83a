// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BackwardWeights.h"
#include "tests/support/Catch.h"
#include "tests/support/Guarded.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace cyclo;
using namespace cyclo::engine;
using namespace cyclo::test;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

bool skipWithoutPairs() {
    if (pairKernels()) return false;
    WARN("skipped: this processor has no AVX512-BF16");
    SUCCEED();
    return true;
}

struct Samples {
    explicit Samples(const BlockedConvolution& on)
        : src(on.samples * on.srcBlocks * on.srcHeight * on.srcWidth * 16, "src"),
          diffDst(on.samples * on.dstBlocks * on.dstHeight * on.dstWidth * 16, "diffDst") {}

    Guarded<Bf16> src, diffDst;
};

struct Gradients {
    std::vector<float> weights, bias;
};

/// Working memory and results begin as NaN: nothing may be taken for zero.
Gradients computed(const BlockedConvolution& on, int threads, const Samples& samples, bool hasBias = true) {
    const BackwardWeights backwardWeights(on, threads);
    std::vector<float> scratch(static_cast<std::size_t>(backwardWeights.scratchSize()), kNaN);
    Gradients result{
        std::vector<float>(static_cast<std::size_t>(on.dstBlocks * on.srcBlocks * 9 * 256), kNaN),
        std::vector<float>(static_cast<std::size_t>(hasBias ? on.dstBlocks * 16 : 0), kNaN)};
    backwardWeights.execute(samples.src.begin(), samples.diffDst.begin(), scratch.data(),
                            result.weights.data(), hasBias ? result.bias.data() : nullptr);
    return result;
}

/// Of the sum of the products behind one weight.
bool meets(const NaiveSum& expected, float value) {
    return std::abs(value - expected.sum) <= 1e-5 * expected.magnitude;
}

std::ptrdiff_t valueAt(std::ptrdiff_t block, std::ptrdiff_t y, std::ptrdiff_t height, std::ptrdiff_t x,
                       std::ptrdiff_t width, std::ptrdiff_t channel) {
    return ((block * height + y) * width + x) * 16 + channel;
}

struct Weight {
    std::ptrdiff_t dstChannel, srcChannel, row, column;
};

NaiveSum naiveGradient(const BlockedConvolution& on, const Samples& samples, const Weight& weight) {
    NaiveSum result;
    for (std::ptrdiff_t n = 0; n < on.samples; ++n)
        for (std::ptrdiff_t oy = 0; oy < on.dstHeight; ++oy)
            for (std::ptrdiff_t ox = 0; ox < on.dstWidth; ++ox) {
                const std::ptrdiff_t y = oy * on.stride + weight.row - on.padding;
                const std::ptrdiff_t x = ox * on.stride + weight.column - on.padding;
                if (y < 0 || y >= on.srcHeight || x < 0 || x >= on.srcWidth) continue;
                const float src =
                    samples.src.begin()[valueAt(n * on.srcBlocks + weight.srcChannel / 16, y, on.srcHeight, x,
                                                on.srcWidth, weight.srcChannel % 16)];
                const float diffDst =
                    samples.diffDst.begin()[valueAt(n * on.dstBlocks + weight.dstChannel / 16, oy,
                                                    on.dstHeight, ox, on.dstWidth, weight.dstChannel % 16)];
                result.add(static_cast<double>(src) * diffDst);
            }
    return result;
}

/// How many weights differ from the naive sum, of blocks laid out as OIhw16i16o.
int countWrongWeights(const BlockedConvolution& on, const Samples& samples,
                      const std::vector<float>& weights) {
    int wrong = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        const std::ptrdiff_t place = at / 256 % 9, blocks = at / (9 * 256);
        const Weight weight{.dstChannel = blocks / on.srcBlocks * 16 + at % 16,
                            .srcChannel = blocks % on.srcBlocks * 16 + at / 16 % 16,
                            .row = place / 3,
                            .column = place % 3};
        wrong += !meets(naiveGradient(on, samples, weight), weights[i]);
    }
    return wrong;
}

int countWrongBiases(const BlockedConvolution& on, const Samples& samples, const std::vector<float>& bias) {
    const std::ptrdiff_t places = on.dstHeight * on.dstWidth;
    int wrong = 0;
    for (std::ptrdiff_t c = 0; c < on.dstBlocks * 16; ++c) {
        NaiveSum expected;
        for (std::ptrdiff_t n = 0; n < on.samples; ++n)
            for (std::ptrdiff_t i = 0; i < places; ++i)
                expected.add(
                    samples.diffDst.begin()[((n * on.dstBlocks + c / 16) * places + i) * 16 + c % 16]);
        wrong += !meets(expected, bias[static_cast<std::size_t>(c)]);
    }
    return wrong;
}

/// The size of the result follows from the rest, with the same padding on all sides.
BlockedConvolution convolution(std::ptrdiff_t samples, std::ptrdiff_t srcBlocks, std::ptrdiff_t dstBlocks,
                               std::ptrdiff_t height, std::ptrdiff_t width, std::ptrdiff_t stride,
                               std::ptrdiff_t padding) {
    return {.samples = samples,
            .srcBlocks = srcBlocks,
            .srcHeight = height,
            .srcWidth = width,
            .dstBlocks = dstBlocks,
            .dstHeight = (height + 2 * padding - 3) / stride + 1,
            .dstWidth = (width + 2 * padding - 3) / stride + 1,
            .stride = stride,
            .padding = padding};
}

} // namespace

TEST_CASE("The gradient of 3x3 weights from pairs of bf16 places is the naive sum",
          "[engine][bf16][openmp]") {
    if (skipWithoutPairs()) return;
    // Even and odd widths and heights, single rows and columns, blocks of both sides, all paddings.
    const BlockedConvolution on = GENERATE(
        convolution(5, 1, 1, 8, 8, 1, 1), convolution(3, 1, 2, 5, 7, 1, 1), convolution(2, 3, 1, 6, 9, 1, 0),
        convolution(4, 2, 2, 4, 3, 1, 2), convolution(2, 1, 1, 1, 1, 1, 1), convolution(3, 1, 1, 2, 1, 1, 1),
        convolution(1, 4, 3, 3, 2, 1, 1), convolution(5, 1, 2, 8, 8, 2, 1), convolution(3, 2, 1, 7, 9, 2, 1),
        convolution(2, 1, 1, 9, 6, 2, 0), convolution(2, 1, 1, 5, 4, 2, 2), convolution(3, 1, 1, 1, 2, 2, 1),
        convolution(11, 1, 1, 16, 18, 1, 1), convolution(19, 1, 1, 6, 20, 2, 1));
    const int threads = GENERATE(1, 2, 3);
    CAPTURE(on.samples, on.srcBlocks, on.dstBlocks, on.srcHeight, on.srcWidth, on.stride, on.padding,
            threads);
    const Samples samples(on);
    const Gradients result = computed(on, threads, samples);
    CHECK(countWrongWeights(on, samples, result.weights) == 0);
    CHECK(countWrongBiases(on, samples, result.bias) == 0);
    CHECK(computed(on, threads, samples, false).weights == result.weights);
}

TEST_CASE("Padding below and right is what the size of the result asks for", "[engine][bf16]") {
    if (skipWithoutPairs()) return;
    BlockedConvolution on = convolution(2, 1, 1, 6, 6, 2, 1);
    on.dstHeight = 2; // the last row of the source is used by none
    on.dstWidth = 4;  // one more than padding 1 gives: the last window has one column inside at most
    const Samples samples(on);
    CHECK(countWrongWeights(on, samples, computed(on, 1, samples).weights) == 0);
}

TEST_CASE("The gradient of the weights is the same bits every time", "[engine][bf16][openmp]") {
    if (skipWithoutPairs()) return;
    const BlockedConvolution on = convolution(13, 2, 3, 9, 10, 1, 1);
    const int threads = GENERATE(1, 2, 3);
    const Samples samples(on);
    const Gradients first = computed(on, threads, samples), second = computed(on, threads, samples);
    CHECK(first.weights == second.weights);
    CHECK(first.bias == second.bias);
}

TEST_CASE("Infinite gradients stay infinite in the weights they reach", "[engine][bf16]") {
    if (skipWithoutPairs()) return;
    const BlockedConvolution on = convolution(1, 1, 1, 4, 4, 1, 1);
    Samples samples(on);
    // The first place meets, of the kernel, what is right of and below its centre.
    *samples.diffDst.begin() = Bf16(std::numeric_limits<float>::infinity());
    const Gradients result = computed(on, 1, samples);
    const auto at = [&](std::size_t row, std::size_t column) {
        return result.weights[(row * 3 + column) * 256];
    };
    CHECK(std::isinf(at(1, 1)));
    CHECK(std::isinf(at(2, 2)));
    CHECK(std::isfinite(at(0, 1)));
    CHECK(std::isinf(result.bias[0]));
    CHECK(std::isfinite(result.bias[1]));
}
