// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PanelProducts.h"
#include "tests/support/Catch.h"
#include "tests/support/Guarded.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::engine;
using namespace cyclo::test;

namespace {

bool skipWithoutPanelKernels() {
    if (!innerProductKernels().empty()) return false;
    WARN("skipped: this processor has no AVX2");
    SUCCEED();
    return true;
}

/// An inner product with what it works on. The padding of weights is zero, as ParameterStore has it.
struct PanelBench {
    const InnerProductKernels& kernels;
    InnerProductSize size;
    Guarded<float> src, weights, bias, diffDst;

    PanelBench(const InnerProductKernels& with, const InnerProductSize& product)
        : kernels(with),
          size(product),
          src(size.samples * size.in, "src"),
          weights(paddedOut() * size.in, "weights"),
          bias(size.out, "bias"),
          diffDst(size.samples * size.out, "diffDst") {
        for (std::ptrdiff_t o = size.out; o < paddedOut(); ++o)
            for (std::ptrdiff_t i = 0; i < size.in; ++i)
                weights.begin()[at(o, i)] = 0.f;
    }

    PanelProducts products(int threads) const { return {kernels, size, threads}; }
    std::ptrdiff_t paddedOut() const { return products(1).panels() * kernels.columns; }
    std::ptrdiff_t at(std::ptrdiff_t o, std::ptrdiff_t i) const {
        return (o / kernels.columns * size.in + i) * kernels.columns + o % kernels.columns;
    }
    double source(std::ptrdiff_t n, std::ptrdiff_t i) const { return src.begin()[n * size.in + i]; }
    double weight(std::ptrdiff_t o, std::ptrdiff_t i) const { return weights.begin()[at(o, i)]; }
    double gradient(std::ptrdiff_t n, std::ptrdiff_t o) const { return diffDst.begin()[n * size.out + o]; }
};

/// Of sums of up to 200 products of size 1 in f32; a wrong product would be 1e-2 and more.
void checkIs(float computed, const NaiveSum& expected) {
    CHECK_THAT(static_cast<double>(computed), WithinAbs(expected.sum, 1e-6 * expected.magnitude));
}

Guarded<float> forward(const PanelBench& bench, int threads, bool relu) {
    Guarded<float> dst(bench.size.samples * bench.size.out);
    bench.products(threads).forward(bench.src.begin(), bench.weights.begin(), bench.bias.begin(), relu,
                                    dst.begin());
    CHECK(dst.keptMargins());
    return dst;
}

struct PanelGradients {
    Guarded<float> weights, bias, src;
};

PanelGradients gradients(const PanelBench& bench, int threads) {
    const PanelProducts products = bench.products(threads);
    PanelGradients result{Guarded<float>(bench.paddedOut() * bench.size.in), Guarded<float>(bench.size.out),
                          Guarded<float>(bench.size.samples * bench.size.in)};
    Guarded<float> scratch(products.scratchSize());
    products.backwardWeights(bench.src.begin(), bench.diffDst.begin(), scratch.begin(),
                             {.stored = result.weights.begin()}, result.bias.begin());
    products.backwardData(bench.diffDst.begin(), bench.weights.begin(), scratch.begin(), result.src.begin());
    CHECK(scratch.keptMargins());
    CHECK(result.weights.keptMargins());
    CHECK(result.bias.keptMargins());
    CHECK(result.src.keptMargins());
    return result;
}

/// Each kind that this processor has instructions for.
const InnerProductKernels& anyKernels() {
    const auto all = innerProductKernels();
    return *all[static_cast<std::size_t>(GENERATE_COPY(range(0, static_cast<int>(all.size()))))];
}

/// Whole and cut panels, groups and tiles; as few rows as there may be; one run of tiles and several.
InnerProductSize anySize() {
    return GENERATE(InnerProductSize{6, 6, 1}, InnerProductSize{7, 13, 16}, InnerProductSize{16, 12, 17},
                    InnerProductSize{35, 64, 48}, InnerProductSize{50, 11, 70}, InnerProductSize{12, 197, 32},
                    InnerProductSize{101, 100, 33}, InnerProductSize{64, 30, 128},
                    InnerProductSize{70, 18, 131});
}

bool same(const Guarded<float>& a, const Guarded<float>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/// Puts gradients where they belong.
struct Gathered final : ParameterUpdate {
    explicit Gathered(std::ptrdiff_t size) : values(size) {}

    void apply(std::size_t begin, std::span<const float> gradients) override {
        for (const float gradient : gradients) {
            float& value = values.begin()[begin++ - kOffset];
            if (!std::isnan(value)) ++metAgain;
            value = gradient;
        }
    }

    static constexpr std::size_t kOffset = 1000;
    Guarded<float> values; ///< of NaN at first
    std::atomic<int> metAgain = 0;
};

} // namespace

TEST_CASE("Results of panels are the naive sums, whatever the threads", "[engine][panels][openmp]") {
    if (skipWithoutPanelKernels()) return;
    const PanelBench bench(anyKernels(), anySize());
    const int threads = GENERATE(1, 2, 3);
    CAPTURE(bench.kernels.columns, bench.size.samples, bench.size.in, bench.size.out, threads);
    const Guarded<float> dst = forward(bench, threads, false), positive = forward(bench, threads, true);
    CHECK(same(dst, forward(bench, 1, false)));
    for (std::ptrdiff_t n = 0; n < bench.size.samples; ++n)
        for (std::ptrdiff_t o = 0; o < bench.size.out; ++o) {
            NaiveSum expected;
            expected.add(bench.bias.begin()[o]);
            for (std::ptrdiff_t i = 0; i < bench.size.in; ++i)
                expected.add(bench.source(n, i) * bench.weight(o, i));
            const float value = dst.begin()[n * bench.size.out + o];
            checkIs(value, expected);
            CHECK(positive.begin()[n * bench.size.out + o] == std::max(value, 0.f));
        }
}

TEST_CASE("Gradients of panels are the naive sums, whatever the threads", "[engine][panels][openmp]") {
    if (skipWithoutPanelKernels()) return;
    const PanelBench bench(anyKernels(), anySize());
    const int threads = GENERATE(1, 2, 3);
    CAPTURE(bench.kernels.columns, bench.size.samples, bench.size.in, bench.size.out, threads);
    const PanelGradients computed = gradients(bench, threads), byOne = gradients(bench, 1);
    CHECK(same(computed.weights, byOne.weights));
    CHECK(same(computed.bias, byOne.bias));
    CHECK(same(computed.src, byOne.src));

    const InnerProductSize& size = bench.size;
    for (std::ptrdiff_t o = 0; o < size.out; ++o) {
        NaiveSum bias;
        for (std::ptrdiff_t n = 0; n < size.samples; ++n)
            bias.add(bench.gradient(n, o));
        checkIs(computed.bias.begin()[o], bias);
        for (std::ptrdiff_t i = 0; i < size.in; ++i) {
            NaiveSum weight;
            for (std::ptrdiff_t n = 0; n < size.samples; ++n)
                weight.add(bench.gradient(n, o) * bench.source(n, i));
            checkIs(computed.weights.begin()[bench.at(o, i)], weight);
        }
    }
    for (std::ptrdiff_t o = size.out; o < bench.paddedOut(); ++o)
        for (std::ptrdiff_t i = 0; i < size.in; ++i)
            CHECK(computed.weights.begin()[bench.at(o, i)] == 0.f);
    for (std::ptrdiff_t n = 0; n < size.samples; ++n)
        for (std::ptrdiff_t i = 0; i < size.in; ++i) {
            NaiveSum source;
            for (std::ptrdiff_t o = 0; o < size.out; ++o)
                source.add(bench.gradient(n, o) * bench.weight(o, i));
            checkIs(computed.src.begin()[n * size.in + i], source);
        }
}

TEST_CASE("An update is given the gradient of each weight once", "[engine][panels][openmp]") {
    if (skipWithoutPanelKernels()) return;
    const PanelBench bench(anyKernels(), anySize());
    const int threads = GENERATE(1, 2, 3);
    CAPTURE(bench.kernels.columns, bench.size.samples, bench.size.in, bench.size.out, threads);
    const PanelGradients expected = gradients(bench, 1);
    const PanelProducts products = bench.products(threads);
    Guarded<float> scratch(products.scratchSize()), bias(bench.size.out);
    Gathered update(bench.paddedOut() * bench.size.in);
    products.backwardWeights(bench.src.begin(), bench.diffDst.begin(), scratch.begin(),
                             {.update = &update, .offset = Gathered::kOffset}, bias.begin());
    CHECK(scratch.keptMargins());
    CHECK(update.values.keptMargins());
    CHECK(update.metAgain == 0);
    CHECK(same(update.values, expected.weights));
    CHECK(same(bias, expected.bias));
}

TEST_CASE("A NaN in a sample reaches all of its results, and no other sample's", "[engine][panels]") {
    if (skipWithoutPanelKernels()) return;
    PanelBench bench(anyKernels(), {.samples = 13, .in = 20, .out = 18});
    bench.src.begin()[7 * bench.size.in + 3] = std::numeric_limits<float>::quiet_NaN();
    const Guarded<float> dst = forward(bench, 1, false);
    for (std::ptrdiff_t n = 0; n < bench.size.samples; ++n)
        for (std::ptrdiff_t o = 0; o < bench.size.out; ++o)
            CHECK(std::isnan(dst.begin()[n * bench.size.out + o]) == (n == 7));
}
