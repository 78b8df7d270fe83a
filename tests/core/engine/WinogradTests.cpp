// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Bf16.h"
#include "core/engine/Winograd.h"
#include "tests/support/Catch.h"
#include "tests/support/Guarded.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace cyclo;
using namespace cyclo::engine;
using namespace cyclo::test;

namespace {

/// Whether this processor cannot work on such maps, which is said.
bool skipWithoutKernels(WinogradMap maps) {
    if (winogradKernels(3, maps)) return false;
    WARN("skipped: this processor has not the instructions");
    SUCCEED();
    return true;
}

std::ptrdiff_t lanesOf(WinogradMap maps) {
    return maps == WinogradMap::Sixteens || maps == WinogradMap::Bf16Sixteens ? 16 : 8;
}

/// Maps in blocks of `lanes` channels, or of `step` channels that come last.
template <typename Value> struct Maps {
    std::ptrdiff_t lanes, samples, blocks, step, height, width;
    Guarded<Value> values;

    Maps(std::ptrdiff_t laneCount, std::ptrdiff_t sampleCount, std::ptrdiff_t blockCount,
         std::ptrdiff_t channelsLast, std::ptrdiff_t rows, std::ptrdiff_t columns, const std::string& name)
        : lanes(laneCount),
          samples(sampleCount),
          blocks(blockCount),
          step(channelsLast),
          height(rows),
          width(columns),
          values(size(), name) {}

    std::ptrdiff_t channels() const { return step ? step : blocks * lanes; }
    std::ptrdiff_t size() const { return samples * channels() * height * width; }
    double at(std::ptrdiff_t n, std::ptrdiff_t c, std::ptrdiff_t y, std::ptrdiff_t x) const {
        if (y < 0 || y >= height || x < 0 || x >= width) return 0.0;
        const Value* const first = values.begin();
        if (step) return static_cast<float>(first[((n * height + y) * width + x) * step + c]);
        return static_cast<float>(
            first[((n * blocks + c / lanes) * height * width + y * width + x) * lanes + c % lanes]);
    }
};

/// A convolution with what it works on.
template <typename Value> struct Bench {
    WinogradMap maps;
    BlockedConvolution on;
    std::ptrdiff_t lanes;
    Maps<Value> src, dst; ///< dst: the gradient
    Guarded<float> weights, bias;

    Bench(WinogradMap kind, const BlockedConvolution& convolution)
        : maps(kind),
          on(convolution),
          lanes(lanesOf(kind)),
          src(lanes, on.samples, on.srcBlocks, on.srcStep, on.srcHeight, on.srcWidth, "src"),
          dst(lanes, on.samples, on.dstBlocks, on.dstStep, on.dstHeight, on.dstWidth, "diffDst"),
          weights(weightCount(), "weights"),
          bias(dst.channels(), "bias") {
        for (std::ptrdiff_t o = 0; o < on.dstBlocks * lanes; ++o)
            for (std::ptrdiff_t i = 0; i < on.srcBlocks * lanes; ++i)
                for (std::ptrdiff_t place = 0; place < on.kernel * on.kernel; ++place)
                    if (!isChannel(o, i)) weights.begin()[at(o, i, place)] = 0.f;
    }

    std::ptrdiff_t weightCount() const {
        return on.srcBlocks * on.dstBlocks * on.kernel * on.kernel * lanes * lanes;
    }
    bool isChannel(std::ptrdiff_t o, std::ptrdiff_t i) const {
        return o < dst.channels() && i < src.channels();
    }
    std::ptrdiff_t at(std::ptrdiff_t o, std::ptrdiff_t i, std::ptrdiff_t place) const {
        const std::ptrdiff_t pair = o / lanes * on.srcBlocks + i / lanes;
        return ((pair * on.kernel * on.kernel + place) * lanes + i % lanes) * lanes + o % lanes;
    }
    double weight(std::ptrdiff_t o, std::ptrdiff_t i, std::ptrdiff_t row, std::ptrdiff_t column) const {
        return weights.begin()[at(o, i, row * on.kernel + column)];
    }
};
using WinogradBench = Bench<float>;

NaiveSum naiveResult(const WinogradBench& bench, std::ptrdiff_t n, std::ptrdiff_t o, std::ptrdiff_t y,
                     std::ptrdiff_t x) {
    NaiveSum result;
    for (std::ptrdiff_t i = 0; i < bench.src.channels(); ++i)
        for (std::ptrdiff_t row = 0; row < bench.on.kernel; ++row)
            for (std::ptrdiff_t column = 0; column < bench.on.kernel; ++column)
                result.add(bench.weight(o, i, row, column) *
                           bench.src.at(n, i, y + row - bench.on.padding, x + column - bench.on.padding));
    return result;
}

NaiveSum naiveSourceGradient(const WinogradBench& bench, std::ptrdiff_t n, std::ptrdiff_t i, std::ptrdiff_t y,
                             std::ptrdiff_t x) {
    NaiveSum result;
    for (std::ptrdiff_t o = 0; o < bench.dst.channels(); ++o)
        for (std::ptrdiff_t row = 0; row < bench.on.kernel; ++row)
            for (std::ptrdiff_t column = 0; column < bench.on.kernel; ++column)
                result.add(bench.weight(o, i, row, column) *
                           bench.dst.at(n, o, y - row + bench.on.padding, x - column + bench.on.padding));
    return result;
}

NaiveSum naiveWeightGradient(const WinogradBench& bench, std::ptrdiff_t o, std::ptrdiff_t i,
                             std::ptrdiff_t row, std::ptrdiff_t column) {
    NaiveSum result;
    for (std::ptrdiff_t n = 0; n < bench.src.samples; ++n)
        for (std::ptrdiff_t y = 0; y < bench.dst.height; ++y)
            for (std::ptrdiff_t x = 0; x < bench.dst.width; ++x)
                result.add(bench.dst.at(n, o, y, x) *
                           bench.src.at(n, i, y + row - bench.on.padding, x + column - bench.on.padding));
    return result;
}

/// How far values are from the naive ones at most, as a part of the largest sum of magnitudes: the transforms
/// of a tile mix its values, so that small ones have the errors of large ones.
class WorstError {
public:
    void meet(double computed, const NaiveSum& expected) {
        const double error = std::abs(computed - expected.sum);
        error_ = std::max(error_, std::isnan(error) ? 1e9 : error);
        magnitude_ = std::max(magnitude_, expected.magnitude);
    }
    double share() const { return error_ / magnitude_; }

private:
    double error_ = 0.0, magnitude_ = 0.0;
};

template <typename Naive> double worstError(const Maps<float>& computed, const Naive& naive) {
    WorstError worst;
    for (std::ptrdiff_t n = 0; n < computed.samples; ++n)
        for (std::ptrdiff_t c = 0; c < computed.channels(); ++c)
            for (std::ptrdiff_t y = 0; y < computed.height; ++y)
                for (std::ptrdiff_t x = 0; x < computed.width; ++x)
                    worst.meet(computed.at(n, c, y, x), naive(n, c, y, x));
    return worst.share();
}

constexpr double kTolerance = 2e-5; // rounding comes to 5e-6; a wrong product would be 1e-3 and more

BlockedConvolution unitStride(std::ptrdiff_t samples, std::ptrdiff_t srcBlocks, std::ptrdiff_t dstBlocks,
                              std::ptrdiff_t height, std::ptrdiff_t width, std::ptrdiff_t padding,
                              std::ptrdiff_t kernel = 3) {
    return {.samples = samples,
            .srcBlocks = srcBlocks,
            .srcHeight = height,
            .srcWidth = width,
            .dstBlocks = dstBlocks,
            .dstHeight = height + 2 * padding - kernel + 1,
            .dstWidth = width + 2 * padding - kernel + 1,
            .kernel = kernel,
            .stride = 1,
            .padding = padding};
}

BlockedConvolution channelsLast(BlockedConvolution convolution, std::ptrdiff_t srcChannels,
                                std::ptrdiff_t dstChannels) {
    convolution.srcBlocks = (srcChannels + 7) / 8;
    convolution.srcStep = srcChannels;
    convolution.dstBlocks = (dstChannels + 7) / 8;
    convolution.dstStep = dstChannels;
    return convolution;
}

/// Whole and cut tiles, more and less of them than are worked on at once, single places, all paddings;
/// whole and cut blocks and panels.
BlockedConvolution anyInBlocks() {
    return GENERATE(unitStride(7, 2, 2, 8, 8, 1), unitStride(2, 2, 4, 5, 7, 1), unitStride(1, 4, 2, 13, 9, 0),
                    unitStride(3, 2, 2, 4, 3, 2), unitStride(2, 6, 2, 1, 1, 1), unitStride(1, 2, 6, 3, 18, 1),
                    unitStride(26, 2, 2, 4, 4, 1), unitStride(3, 1, 3, 6, 6, 1),
                    unitStride(5, 4, 2, 8, 8, 2, 5), unitStride(2, 2, 4, 5, 7, 2, 5),
                    unitStride(1, 2, 2, 13, 9, 0, 5), unitStride(2, 2, 2, 3, 6, 4, 5),
                    unitStride(3, 2, 2, 1, 2, 3, 5));
}

BlockedConvolution anyChannelsLast() {
    return GENERATE(channelsLast(unitStride(2, 0, 0, 9, 6, 1), 20, 50),
                    channelsLast(unitStride(3, 0, 0, 12, 12, 0, 5), 20, 50),
                    channelsLast(unitStride(2, 0, 0, 5, 7, 2, 5), 8, 1),
                    channelsLast(unitStride(4, 0, 0, 6, 3, 1), 1, 24),
                    channelsLast(unitStride(30, 0, 0, 4, 4, 1), 35, 16));
}

WinogradBench anyBench(WinogradMap maps) {
    return {maps, maps == WinogradMap::Last ? anyChannelsLast() : anyInBlocks()};
}

#define CAPTURE_BENCH(bench, threads)                                                                        \
    CAPTURE(static_cast<int>((bench).maps), (bench).on.samples, (bench).on.srcBlocks, (bench).on.dstBlocks,  \
            (bench).on.srcHeight, (bench).on.srcWidth, (bench).on.kernel, (bench).on.padding, threads)

using Direction = WinogradConvolution::Direction;

template <typename Value>
Maps<Value> computed(const Bench<Value>& bench, Direction direction, int threads, const float* bias = nullptr,
                     bool relu = false) {
    WinogradConvolution compute(bench.on, bench.maps, direction, threads);
    const bool isForward = direction == Direction::Forward;
    Guarded<float> scratch(compute.scratchSize());
    Maps<Value> result = isForward ? bench.dst : bench.src;
    compute.execute((isForward ? bench.src : bench.dst).values.begin(), bench.weights.begin(), bias, relu,
                    scratch.begin(), result.values.begin(), {});
    CHECK(scratch.keptMargins());
    CHECK(result.values.keptMargins());
    return result;
}

Maps<float> forward(const WinogradBench& bench, int threads, const float* bias = nullptr, bool relu = false) {
    return computed(bench, Direction::Forward, threads, bias, relu);
}

struct WeightGradients {
    Guarded<float> weights, bias;
};

template <typename Value> WeightGradients weightGradients(const Bench<Value>& bench, int threads) {
    WinogradBackwardWeights compute(bench.on, bench.maps, threads);
    Guarded<float> scratch(compute.scratchSize());
    WeightGradients result{Guarded<float>(bench.weightCount()), Guarded<float>(bench.dst.channels())};
    compute.execute(bench.src.values.begin(), bench.dst.values.begin(), scratch.begin(),
                    result.weights.begin(), result.bias.begin());
    CHECK(scratch.keptMargins());
    CHECK(result.weights.keptMargins());
    CHECK(result.bias.keptMargins());
    return result;
}

WinogradMap anyFloatMaps() {
    return GENERATE(WinogradMap::Eights, WinogradMap::Last, WinogradMap::Sixteens);
}

} // namespace

TEST_CASE("Winograd's results are the naive sums", "[engine][winograd][openmp]") {
    const WinogradMap maps = anyFloatMaps();
    if (skipWithoutKernels(maps)) return;
    const WinogradBench bench = anyBench(maps);
    const int threads = GENERATE(1, 2, 3);
    CAPTURE_BENCH(bench, threads);
    const auto naive = [&](auto... at) { return naiveResult(bench, at...); };
    const Maps<float> result = forward(bench, threads);
    CHECK(worstError(result, naive) < kTolerance);
    CHECK(std::equal(result.values.begin(), result.values.begin() + result.size(),
                     forward(bench, 1).values.begin()));
    const auto withBias = [&](std::ptrdiff_t n, std::ptrdiff_t c, std::ptrdiff_t y, std::ptrdiff_t x) {
        NaiveSum sum = naiveResult(bench, n, c, y, x);
        sum.sum = std::max(0.0, sum.sum + bench.bias.begin()[c]);
        return sum;
    };
    CHECK(worstError(forward(bench, threads, bench.bias.begin(), true), withBias) < kTolerance);
}

TEST_CASE("Winograd's gradient of the source is the naive sum", "[engine][winograd][openmp]") {
    const WinogradMap maps = anyFloatMaps();
    if (skipWithoutKernels(maps)) return;
    const WinogradBench bench = anyBench(maps);
    const int threads = GENERATE(1, 2, 3);
    CAPTURE_BENCH(bench, threads);
    const auto naive = [&](auto... at) { return naiveSourceGradient(bench, at...); };
    CHECK(worstError(computed(bench, Direction::Backward, threads), naive) < kTolerance);
}

TEST_CASE("Winograd's gradient of the weights is the naive sum, and the same bits every time",
          "[engine][winograd][openmp]") {
    const WinogradMap maps = anyFloatMaps();
    if (skipWithoutKernels(maps)) return;
    const WinogradBench bench = anyBench(maps);
    const int threads = GENERATE(1, 2, 3);
    CAPTURE_BENCH(bench, threads);
    WeightGradients result = weightGradients(bench, threads);
    const std::ptrdiff_t kernel = bench.on.kernel;
    WorstError worst, worstBias;
    for (std::ptrdiff_t o = 0; o < bench.dst.channels(); ++o) {
        for (std::ptrdiff_t i = 0; i < bench.src.channels(); ++i)
            for (std::ptrdiff_t place = 0; place < kernel * kernel; ++place) {
                const NaiveSum expected = naiveWeightGradient(bench, o, i, place / kernel, place % kernel);
                worst.meet(result.weights.begin()[bench.at(o, i, place)], expected);
            }
        NaiveSum bias;
        for (std::ptrdiff_t n = 0; n < bench.dst.samples; ++n)
            for (std::ptrdiff_t y = 0; y < bench.dst.height; ++y)
                for (std::ptrdiff_t x = 0; x < bench.dst.width; ++x)
                    bias.add(bench.dst.at(n, o, y, x));
        worstBias.meet(result.bias.begin()[o], bias);
    }
    CHECK(worst.share() < kTolerance);
    CHECK(worstBias.share() < kTolerance);
    for (std::ptrdiff_t o = 0; o < bench.on.dstBlocks * bench.lanes; ++o)
        for (std::ptrdiff_t i = 0; i < bench.on.srcBlocks * bench.lanes; ++i)
            for (std::ptrdiff_t place = 0; place < kernel * kernel; ++place)
                if (!bench.isChannel(o, i)) CHECK(result.weights.begin()[bench.at(o, i, place)] == 0.f);
    WeightGradients again = weightGradients(bench, threads);
    CHECK(std::equal(result.weights.begin(), result.weights.end(), again.weights.begin()));
}

namespace {

/// The same numbers, in f32.
void widen(const Guarded<Bf16>& from, Guarded<float>& to) {
    std::copy(from.begin(), from.end(), to.begin());
}

/// Whether these are those, rounded to bf16.
bool areRounded(const Maps<Bf16>& rounded, const Maps<float>& exact) {
    return std::equal(rounded.values.begin(), rounded.values.begin() + rounded.size(), exact.values.begin(),
                      [](Bf16 a, float b) {
                          // half of a unit of the last of eight bits, and what sums in another order may add
                          return std::abs(static_cast<float>(a) - b) <= std::abs(b) / 256 + 1e-4f;
                      });
}

} // namespace

TEST_CASE("Winograd's results from bf16 maps are those from the same numbers in f32, rounded",
          "[engine][winograd][openmp]") {
    if (skipWithoutKernels(WinogradMap::Bf16Sixteens)) return;
    const Bench<Bf16> bench(WinogradMap::Bf16Sixteens, anyInBlocks());
    WinogradBench exact(WinogradMap::Sixteens, bench.on);
    widen(bench.src.values, exact.src.values);
    widen(bench.dst.values, exact.dst.values);
    const int threads = GENERATE(1, 2);
    CAPTURE_BENCH(bench, threads);
    const float* const bias = bench.bias.begin();
    CHECK(areRounded(computed(bench, Direction::Forward, threads, bias, true),
                     forward(exact, threads, bias, true)));
    CHECK(areRounded(computed(bench, Direction::Backward, threads),
                     computed(exact, Direction::Backward, threads)));

    const WeightGradients gradients = weightGradients(bench, threads), sums = weightGradients(exact, threads);
    const auto isNear = [](float a, float b) { return std::abs(a - b) <= 1e-4f * (1 + std::abs(b)); };
    CHECK(std::equal(gradients.weights.begin(), gradients.weights.end(), sums.weights.begin(), isNear));
    CHECK(std::equal(gradients.bias.begin(), gradients.bias.end(), sums.bias.begin(), isNear));
}

TEST_CASE("Winograd's algorithm is for strides of one, and channels and maps that fill panels and tiles",
          "[engine][winograd]") {
    const WinogradMap maps = GENERATE(WinogradMap::Eights, WinogradMap::Sixteens, WinogradMap::Bf16Sixteens);
    if (skipWithoutKernels(maps)) return;
    const BlockedConvolution good = unitStride(32, 2, 2, 8, 8, 1);
    const auto paysOneWay = [&](const BlockedConvolution& on, Direction direction) {
        return WinogradConvolution::pays(on, maps, direction);
    };
    CHECK(paysOneWay(good, Direction::Forward));
    CHECK(paysOneWay(good, Direction::Backward));
    CHECK(WinogradBackwardWeights::pays(good, maps));
    const auto pays = [&](auto change) {
        BlockedConvolution other = good;
        change(other);
        return paysOneWay(other, Direction::Forward) || paysOneWay(other, Direction::Backward) ||
               WinogradBackwardWeights::pays(other, maps);
    };
    CHECK_FALSE(pays([](auto& on) { on.stride = 2; }));
    CHECK_FALSE(pays([](auto& on) { on.kernel = 7; }));
    CHECK_FALSE(pays([](auto& on) { on.samples = 1; }));
    CHECK_FALSE(pays([](auto& on) { on.dstHeight = on.dstWidth = on.srcHeight = on.srcWidth = 2; }));
}

TEST_CASE("Winograd's algorithm takes channels that come last where they fill most of a panel",
          "[engine][winograd]") {
    if (skipWithoutKernels(WinogradMap::Last)) return;
    const auto pays = [](const BlockedConvolution& on, Direction direction) {
        return WinogradConvolution::pays(on, WinogradMap::Last, direction);
    };
    CHECK_FALSE(pays(channelsLast(unitStride(32, 0, 0, 8, 8, 1), 3, 5), Direction::Forward));

    // LeNet's second: back to the source, two thirds of the tiles lie on its border.
    const BlockedConvolution lenet = channelsLast(unitStride(32, 0, 0, 12, 12, 0, 5), 20, 50);
    CHECK(pays(lenet, Direction::Forward));
    CHECK_FALSE(pays(lenet, Direction::Backward));
    CHECK(WinogradBackwardWeights::pays(lenet, WinogradMap::Last));
}

TEST_CASE("NaN and infinity in a source reach the results around them", "[engine][winograd]") {
    const WinogradMap maps = GENERATE(WinogradMap::Eights, WinogradMap::Sixteens);
    if (skipWithoutKernels(maps)) return;
    WinogradBench bench(maps, unitStride(1, 2, 2, 8, 8, 1));
    bench.src.values.begin()[0] = std::numeric_limits<float>::infinity();
    const Maps<float> result = forward(bench, 1);
    CHECK_FALSE(std::isfinite(result.at(0, 0, 0, 0)));
    CHECK(std::isfinite(result.at(0, 0, 7, 7))); // another tile
}
