// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrSuggestions.h"
#include "core/analysis/PooledCurve.h"
#include "core/tensor/Rng.h"
#include "tests/core/analysis/SyntheticCurves.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"

#include <cmath>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::kNaN;
using cyclo::test::SyntheticCurve;
using cyclo::test::WithinAbs;

namespace {

SyntheticCurve noisy(double noise, std::uint64_t seed, int count = 100) {
    Rng rng(seed);
    return test::sweepCurve([&](int) { return noise * rng.normal(); }, count);
}

LrRecommendation recommended(const SyntheticCurve& curve) {
    const auto found = suggestLearningRates(curve.learningRates, curve.losses).recommended;
    REQUIRE(found);
    REQUIRE(found->interval);
    CHECK(found->interval->low <= found->maxLr);
    CHECK(found->interval->high >= found->maxLr);
    return *found;
}

double width(const LrRecommendation& bounds) {
    return std::log10(bounds.interval->high / bounds.interval->low);
}

LrCurve lrCurve(const SyntheticCurve& curve) {
    return {curve.learningRates, curve.losses};
}

} // namespace

TEST_CASE("The interval covers what the rule says of the curve without noise", "[analysis][interval]") {
    const auto [noise, count] = GENERATE(table<double, int>({{0.1, 100}, {0.3, 100}, {0.1, 1000}}));
    CAPTURE(noise, count);
    const double truth = recommended(noisy(0, 1, count)).maxLr;
    const double rung = std::pow(10.0, 8.0 / std::min(count, 256));
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto bounds = recommended(noisy(noise, seed, count));
        covered += bounds.interval->low <= truth * rung && bounds.interval->high >= truth / rung;
    }
    CHECK(covered >= 50); // of 60, to a rung; 54 are meant
}

TEST_CASE("The interval grows with the noise, and is the same twice", "[analysis][interval]") {
    CHECK(width(recommended(noisy(0, 1))) < 0.1);
    double little = 0, much = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        little += width(recommended(noisy(0.02, seed))) / 20;
        much += width(recommended(noisy(0.3, seed))) / 20;
    }
    CHECK(little < 0.2);
    CHECK(much > 2 * little);
    CHECK(recommended(noisy(0.3, 5)) == recommended(noisy(0.3, 5)));
}

TEST_CASE("Other smoothings have no interval", "[analysis][interval]") {
    const SyntheticCurve curve = noisy(0.1, 1);
    for (const auto smoothing : {CurveSmoothing::None, CurveSmoothing::Ema}) {
        const auto found = suggestLearningRates(curve.learningRates, curve.losses, smoothing).recommended;
        REQUIRE(found);
        CHECK_FALSE(found->interval);
    }
}

TEST_CASE("Curves of one grid are pooled to their mean, as long as the shortest", "[analysis][pooled]") {
    const std::vector<LrCurve> curves{{{1, 2, 4}, {4, 2, 3}}, {{1, 2}, {2, 1}}};
    CHECK(pooledCurve(curves) == LrCurve{{1, 2}, {3, 1.5}});
    CHECK(pooledCurve(std::span(curves).first(1)) == curves[0]);

    const std::vector<LrCurve> broken{{{1, 2, 4}, {4, 2, 3}}, {{1, 2, 4}, {4, 2, kNaN}}};
    CHECK(pooledCurve(broken).losses[1] == 2);
    CHECK(std::isnan(pooledCurve(broken).losses[2]));

    const std::vector<LrCurve> other{{{1, 2}, {2, 1}}, {{1, 3}, {2, 1}}};
    CHECK_THROWS_AS(pooledCurve(other), std::invalid_argument);
    CHECK_THROWS_AS(pooledCurve({}), std::invalid_argument);
}

TEST_CASE("An early blow-up of one seed does not drown the others", "[analysis][pooled]") {
    std::vector<LrCurve> curves;
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
        curves.push_back(lrCurve(noisy(0.02, seed)));
    for (std::size_t i = 90; i < 100; ++i)
        curves[0].losses[i] = 1e9;
    const auto found = suggestLearningRates(curves).recommended;
    REQUIRE(found);
    CHECK_THAT(std::log10(found->maxLr), WithinAbs(std::log10(recommended(noisy(0, 1)).maxLr), 0.3));
}

TEST_CASE("Eight seeds scatter less than one, and the interval holds each of them", "[analysis][pooled]") {
    const double truth = std::log10(recommended(noisy(0, 1)).maxLr);
    double alone = 0, together = 0;
    for (std::uint64_t round = 0; round < 10; ++round) {
        std::vector<LrCurve> curves;
        for (std::uint64_t seed = 1; seed <= 8; ++seed)
            curves.push_back(lrCurve(noisy(0.3, 100 * round + seed)));
        const auto pooled = suggestLearningRates(curves).recommended;
        REQUIRE(pooled);
        together += std::pow(std::log10(pooled->maxLr) - truth, 2);
        for (const auto& curve : curves) {
            const auto each = suggestLearningRates(curve.learningRates, curve.losses).recommended;
            REQUIRE(each);
            alone += std::pow(std::log10(each->maxLr) - truth, 2) / 8;
            CHECK(pooled->interval->low <= each->maxLr);
            CHECK(pooled->interval->high >= each->maxLr);
        }
    }
    CHECK(together < 0.7 * alone);
}
