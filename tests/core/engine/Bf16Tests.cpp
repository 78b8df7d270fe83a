// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Bf16.h"
#include "core/engine/ChannelKernels.h"
#include "core/engine/MaxKernels.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace cyclo;
using namespace cyclo::engine;

namespace {

constexpr float kFloatInfinity = std::numeric_limits<float>::infinity();

float rounded(double value) {
    return Bf16(static_cast<float>(value));
}

/// Values, rounded, in both forms.
struct Values {
    std::vector<Bf16> stored;
    std::vector<float> exact;

    explicit Values(std::size_t count) : stored(count), exact(count) {}
    void set(std::size_t i, float value) {
        stored[i] = Bf16(value);
        exact[i] = stored[i];
    }
};

Values randomValues(std::size_t count, const std::string& name) {
    Rng rng(4, name);
    Values values(count);
    for (std::size_t i = 0; i < count; ++i)
        values.set(i, static_cast<float>(rng.normal()));
    return values;
}

std::vector<float> randomFloats(std::ptrdiff_t count, const std::string& name) {
    Rng rng(5, name);
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values)
        value = static_cast<float>(rng.normal());
    return values;
}

/// Whether what was stored is what f32 gives, rounded once.
bool isRounded(const std::vector<Bf16>& stored, const std::vector<float>& exact) {
    return std::ranges::equal(stored, exact, [](Bf16 a, float b) { return a.bits == Bf16(b).bits; });
}

} // namespace

TEST_CASE("A bf16 number is the nearest to its f32 one, ties to even", "[engine][bf16]") {
    // 8 bits of precision: the neighbours of 1 are 1 - 2^-8 and 1 + 2^-7.
    CHECK(rounded(1.0) == 1.f);
    CHECK(rounded(1.0 + 0x1p-8) == 1.f);
    CHECK(rounded(1.0 + 0x1p-8 + 0x1p-20) == 1.f + 0x1p-7f);
    CHECK(rounded(1.0 + 3 * 0x1p-8) == 1.f + 0x1p-6f);
    CHECK(rounded(1.0 + 3 * 0x1p-8 - 0x1p-20) == 1.f + 0x1p-7f);
    CHECK(rounded(-1.0 - 0x1p-8 - 0x1p-20) == -1.f - 0x1p-7f);
    CHECK(rounded(2.0 - 0x1p-20) == 2.f);
    CHECK(std::signbit(rounded(-0.0)));
    CHECK(rounded(0x1p-133) == 0x1p-133f); // the smallest
    CHECK(rounded(0x1.fep127) == 0x1.fep127f);
    CHECK(rounded(0x1.ffp127) == kFloatInfinity);
    CHECK(rounded(-kFloatInfinity) == -kFloatInfinity);
    CHECK(std::isnan(rounded(std::numeric_limits<double>::quiet_NaN())));
    CHECK(std::isnan(Bf16(std::bit_cast<float>(0x7f800001u)))); // its payload is in the lower half
}

TEST_CASE("Every bf16 number survives the way to f32 and back", "[engine][bf16]") {
    int changed = 0;
    for (std::uint32_t bits = 0; bits <= 0xffff; ++bits) {
        Bf16 number;
        number.bits = static_cast<std::uint16_t>(bits);
        const float value = number;
        changed += Bf16(value).bits != number.bits && !std::isnan(value);
    }
    CHECK(changed == 0);
}

TEST_CASE("Kernels store bf16 results rounded as single numbers are", "[engine][bf16]") {
    // Sums of a bf16 number and a shift that f32 holds exactly, so that nothing but the last rounding counts.
    const std::size_t width = GENERATE(8, 16);
    const ChannelChunk chunk{.rows = 256, .width = static_cast<std::ptrdiff_t>(width)};
    std::vector<float> ones(width, 1.f), shift(width);
    Values x(256 * width);
    std::vector<float> expected;
    for (std::size_t i = 0; i < x.exact.size(); ++i) {
        const std::size_t channel = i % width, row = i / width;
        shift[channel] = static_cast<float>(channel) * 0x1p-10f;
        x.set(i, (1.f + static_cast<float>(row / 2) * 0x1p-7f) * (row % 2 == 0 ? 1.f : -1.f));
        expected.push_back(x.exact[i] + shift[channel]);
    }
    x.set(0, expected[0] = kFloatInfinity);
    x.set(8, expected[8] = -kFloatInfinity);
    x.set(16, expected[16] = std::numeric_limits<float>::quiet_NaN());
    std::vector<Bf16> dst(x.stored.size());
    channelKernels<Bf16>(chunk.width)
        .normalize(chunk, x.stored.data(), nullptr, ones.data(), shift.data(), false, dst.data());
    CHECK(isRounded(dst, expected));
    CHECK(std::ranges::any_of(expected, [](float value) { return Bf16(value) != value && value == value; }));
}

TEST_CASE("Batch-norm's kernels give in bf16 what they give in f32, rounded once", "[engine][bf16]") {
    const ChannelChunk chunk{.rows = GENERATE(1, 5, 12), .width = GENERATE(8, 16, 24)};
    const auto size = static_cast<std::size_t>(chunk.rows * chunk.width);
    const Values x = randomValues(size, "x"), residual = randomValues(size, "residual");
    const Values first = randomValues(size, "first"), second = randomValues(size, "second");
    const auto scale = randomFloats(chunk.width, "scale"), shift = randomFloats(chunk.width, "shift");
    const auto mean = randomFloats(chunk.width, "mean");
    const auto& kernels = channelKernels<Bf16>(chunk.width);
    const auto& exact = channelKernels<float>(chunk.width);
    std::vector<float> sums(scale.size()), others(sums), exactSums(sums), exactOthers(sums);
    std::vector<Bf16> dst(size);
    std::vector<float> exactDst(size);

    SECTION("moments") {
        kernels.sumMoments(chunk, x.stored.data(), x.stored.data(), sums.data(), others.data());
        exact.sumMoments(chunk, x.exact.data(), x.exact.data(), exactSums.data(), exactOthers.data());
        CHECK(sums == exactSums);
        CHECK(others == exactOthers);
    }
    SECTION("normalisation") {
        const bool withResidual = GENERATE(false, true), relu = GENERATE(false, true);
        kernels.normalize(chunk, x.stored.data(), withResidual ? residual.stored.data() : nullptr,
                          scale.data(), shift.data(), relu, dst.data());
        exact.normalize(chunk, x.exact.data(), withResidual ? residual.exact.data() : nullptr, scale.data(),
                        shift.data(), relu, exactDst.data());
        CHECK(isRounded(dst, exactDst));
    }
    SECTION("gradients of two parts behind a ReLU") {
        kernels.reduceGradient(chunk,
                               {.first = first.stored.data(),
                                .second = second.stored.data(),
                                .result = residual.stored.data(),
                                .total = dst.data(),
                                .gate = {}},
                               x.stored.data(), mean.data(), sums.data(), others.data());
        exact.reduceGradient(chunk,
                             {.first = first.exact.data(),
                              .second = second.exact.data(),
                              .result = residual.exact.data(),
                              .total = exactDst.data(),
                              .gate = {}},
                             x.exact.data(), mean.data(), exactSums.data(), exactOthers.data());
        CHECK(isRounded(dst, exactDst));
        CHECK(sums == exactSums);
        CHECK(others == exactOthers);
    }
    SECTION("gradients through a gate") {
        const ChannelGate gate{scale.data(), shift.data()};
        kernels.reduceGradient(chunk, {.first = first.stored.data(), .gate = gate}, x.stored.data(),
                               mean.data(), sums.data(), others.data());
        exact.reduceGradient(chunk, {.first = first.exact.data(), .gate = gate}, x.exact.data(), mean.data(),
                             exactSums.data(), exactOthers.data());
        CHECK(sums == exactSums);
        CHECK(others == exactOthers);
    }
    SECTION("gradients of the source") {
        const bool gated = GENERATE(false, true);
        const ChannelGate gate = gated ? ChannelGate{scale.data(), shift.data()} : ChannelGate{};
        const SourceGradient coefficients{mean.data(), scale.data(), shift.data(), mean.data()};
        kernels.sourceGradient(chunk, first.stored.data(), gate, x.stored.data(), coefficients, dst.data());
        exact.sourceGradient(chunk, first.exact.data(), gate, x.exact.data(), coefficients, exactDst.data());
        CHECK(isRounded(dst, exactDst));
    }
}

TEST_CASE("Batch-norm's kernels give the same bits on every width of vector", "[engine]") {
    // What suits a chunk of 8 channels takes one of 16 in two parts.
    const auto& narrow = channelKernels<float>(8);
    const auto& wide = channelKernels<float>(16);
    const ChannelChunk chunk{.rows = GENERATE(1, 5, 12), .width = 32};
    const auto size = static_cast<std::size_t>(chunk.rows * chunk.width);
    const Values x = randomValues(size, "x"), first = randomValues(size, "first");
    const auto scale = randomFloats(32, "scale"), shift = randomFloats(32, "shift");
    const auto mean = randomFloats(32, "mean");
    const ChannelGate gate{scale.data(), shift.data()};
    const auto results = [&](const ChannelKernels<float>& kernels) {
        std::vector<float> moments(32), squares(32), sums(32), products(32), dst(size), diffSrc(size);
        kernels.sumMoments(chunk, x.exact.data(), x.exact.data(), moments.data(), squares.data());
        kernels.normalize(chunk, x.exact.data(), first.exact.data(), scale.data(), shift.data(), true,
                          dst.data());
        const ArrivingGradient<float> arriving{.first = first.exact.data(), .gate = gate};
        kernels.reduceGradient(chunk, arriving, x.exact.data(), mean.data(), sums.data(), products.data());
        const SourceGradient coefficients{mean.data(), scale.data(), shift.data(), mean.data()};
        kernels.sourceGradient(chunk, first.exact.data(), gate, x.exact.data(), coefficients, diffSrc.data());
        return std::vector{moments, squares, sums, products, dst, diffSrc};
    };
    CHECK(results(narrow) == results(wide));
}

TEST_CASE("Max pooling takes the same places in bf16, and sums gradients in f32", "[engine][bf16]") {
    const MaxWindows windows{.srcHeight = 7,
                             .srcWidth = 6,
                             .dstHeight = 4,
                             .dstWidth = 3,
                             .kernelSize = 3,
                             .stride = 2,
                             .padding = 1,
                             // fewer than a vector has lanes, as many, vectors that overlap
                             .width = GENERATE(5, 8, 12, 16, 20)};
    const auto srcSize = static_cast<std::size_t>(7 * 6 * windows.width);
    const auto dstSize = static_cast<std::size_t>(4 * 3 * windows.width);
    Values src = randomValues(srcSize, "src");
    src.set(3, std::numeric_limits<float>::quiet_NaN());
    const Values diffDst = randomValues(dstSize, "diff");
    std::vector<Bf16> dst(dstSize), diffSrc(srcSize);
    std::vector<float> exactDst(dstSize), exactDiffSrc(srcSize), scratch(srcSize);
    std::vector<MaxPlace> places(dstSize), exactPlaces(dstSize);
    maxKernels<Bf16>(windows.width).forward(windows, src.stored.data(), dst.data(), places.data());
    maxKernels<float>(windows.width).forward(windows, src.exact.data(), exactDst.data(), exactPlaces.data());
    CHECK(places == exactPlaces);
    CHECK(isRounded(dst, exactDst));
    maxKernels<Bf16>(windows.width)
        .backward(windows, diffDst.stored.data(), places.data(), scratch.data(), diffSrc.data());
    maxKernels<float>(windows.width)
        .backward(windows, diffDst.exact.data(), places.data(), nullptr, exactDiffSrc.data());
    CHECK(isRounded(diffSrc, exactDiffSrc));
}

TEST_CASE("Windows that tile the source hand their gradient to the place they took", "[engine][bf16]") {
    const std::ptrdiff_t side = GENERATE(2, 3), width = GENERATE(5, 8, 12, 16, 20, 32);
    const MaxWindows windows{.srcHeight = 2 * side,
                             .srcWidth = 3 * side,
                             .dstHeight = 2,
                             .dstWidth = 3,
                             .kernelSize = side,
                             .stride = side,
                             .padding = 0,
                             .width = width};
    const auto dstSize = static_cast<std::size_t>(6 * width), srcSize = dstSize * side * side;
    const Values src = randomValues(srcSize, "src"), diffDst = randomValues(dstSize, "diff");
    std::vector<Bf16> dst(dstSize), diffSrc(srcSize);
    std::vector<float> exactDst(dstSize), exactDiffSrc(srcSize), scratch(srcSize), expected(srcSize);
    std::vector<MaxPlace> places(dstSize), exactPlaces(dstSize);
    std::vector<bool> taken(dstSize);
    maxKernels<Bf16>(width).forward(windows, src.stored.data(), dst.data(), places.data());
    maxKernels<float>(width).forward(windows, src.exact.data(), exactDst.data(), exactPlaces.data());
    for (std::ptrdiff_t y = 0; y < windows.srcHeight; ++y)
        for (std::ptrdiff_t x = 0; x < windows.srcWidth; ++x)
            for (std::ptrdiff_t c = 0; c < width; ++c) {
                const auto from = static_cast<std::size_t>((y * windows.srcWidth + x) * width + c);
                const auto to = static_cast<std::size_t>((y / side * 3 + x / side) * width + c);
                if (src.exact[from] != exactDst[to] || taken[to]) continue;
                taken[to] = true; // by the first of equal ones
                expected[from] = diffDst.exact[to];
            }
    maxKernels<Bf16>(width).backward(windows, diffDst.stored.data(), places.data(), scratch.data(),
                                     diffSrc.data());
    maxKernels<float>(width).backward(windows, diffDst.exact.data(), exactPlaces.data(), nullptr,
                                      exactDiffSrc.data());
    CHECK(places == exactPlaces);
    CHECK(exactDiffSrc == expected);
    CHECK(isRounded(diffSrc, expected));
}
