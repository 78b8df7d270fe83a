// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/CurveSmoother.h"
#include "core/analysis/LocalLines.h"
#include "core/analysis/RangeCurve.h"
#include "core/analysis/Smoothing.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::kNaN;
using cyclo::test::WithinAbs;

TEST_CASE("Local lines keep straight lines and constants, on uneven grids and up to the ends",
          "[analysis][smoothing]") {
    std::vector<double> x, line, widths;
    for (int i = 0; i < 60; ++i) {
        x.push_back(i + 0.4 * std::sin(5.0 * i));
        line.push_back(0.3 * x.back() - 2);
        widths.push_back(1.0 + 0.05 * i);
    }
    const auto values = localLineValues(x, widths).apply(line);
    const auto slopes = localLineSlopes(x, widths).apply(line);
    const auto level = localLineValues(x, widths).apply(std::vector<double>(60, 1.7));
    for (std::size_t i = 0; i < 60; ++i) {
        CHECK_THAT(values[i], WithinAbs(line[i], 1e-12));
        CHECK_THAT(slopes[i], WithinAbs(0.3, 1e-12));
        CHECK_THAT(level[i], WithinAbs(1.7, 1e-13));
    }
}

TEST_CASE("Local lines spread a spike symmetrically with the bell's weights", "[analysis][smoothing]") {
    std::vector<double> x(41), spike(41, 0.0);
    std::iota(x.begin(), x.end(), 0.0);
    spike[20] = 1.0;
    const auto filter = localLineValues(x, std::vector<double>(41, 3.0));
    const auto smoothed = filter.apply(spike);
    CHECK(smoothed[20] == filter.ownWeight(20));
    // Around a centre whose neighbours are symmetric the line is level: exp(-d²/18) of the bell. Nothing
    // beyond 4 bandwidths.
    CHECK_THAT(smoothed[23] / smoothed[20], WithinAbs(std::exp(-0.5), 1e-12));
    for (std::size_t d = 1; d <= 8; ++d)
        CHECK_THAT(smoothed[20 + d], WithinAbs(smoothed[20 - d], 1e-15));
    CHECK(smoothed[33] == 0);
}

TEST_CASE("A point without neighbours stays as it is, with no slope", "[analysis][smoothing]") {
    const std::vector<double> x{0, 100, 200}, widths(3, 1.0), y{5, 7, 6};
    CHECK(localLineValues(x, widths).apply(y) == y);
    CHECK(localLineSlopes(x, widths).apply(y) == std::vector<double>{0, 0, 0});
    CHECK(localLineValues(std::vector<double>{3}, std::vector<double>{1}).apply(std::vector<double>{2}) ==
          std::vector<double>{2});
}

TEST_CASE("A long curve is thinned to knots, which keep its lines", "[analysis][smoothing]") {
    std::vector<double> x(1001), line(1001);
    for (std::size_t i = 0; i < 1001; ++i)
        x[i] = static_cast<double>(i) / 100, line[i] = 4 - 3 * x[i];
    const CurveSmoother smoother(x, 50);
    CHECK(smoother.knots().size() == 251); // groups of 4, the last has one
    const auto smoothed = smoother.atSamples(smoother.smoothed(smoother.atKnots(line)));
    REQUIRE(smoothed.size() == 1001);
    for (std::size_t i = 2; i + 2 < 1001; ++i) // between the outer knots
        CHECK_THAT(smoothed[i], WithinAbs(line[i], 1e-9));
    for (const double slope : smoother.slopes(smoother.atKnots(line)))
        CHECK_THAT(slope, WithinAbs(-3.0, 1e-9));
}

TEST_CASE("The exponential mean leaves non-finite values out and in place", "[analysis][smoothing]") {
    const std::vector<double> values{1, 1, kNaN, 1, std::numeric_limits<double>::infinity(), 1};
    const auto smoothed = smoothEma(values, 0.9);
    REQUIRE(smoothed.size() == values.size());
    CHECK(std::isnan(smoothed[2]));
    CHECK(std::isinf(smoothed[4]));
    for (const std::size_t i : {0u, 1u, 3u, 5u})
        CHECK_THAT(smoothed[i], WithinAbs(1.0, 1e-15));
}

TEST_CASE("The exponential mean is unbiased from its first value", "[analysis][smoothing]") {
    // a_0 = 0.5·4, corrected by 1 - 0.5; a_1 = 0.5·2 + 0.5·8 = 5, corrected by 1 - 0.25.
    const auto smoothed = smoothEma(std::vector<double>{4, 8}, 0.5);
    CHECK(smoothed[0] == 4.0);
    CHECK_THAT(smoothed[1], WithinAbs(5 / 0.75, 1e-14));
    CHECK(smoothEma(std::vector<double>{3, 9, 1}, 0.0) == std::vector<double>{3, 9, 1});
}

TEST_CASE("The exponential mean takes empty series and refuses impossible weights", "[analysis][smoothing]") {
    CHECK(smoothEma({}).empty());
    for (const double beta : {-0.1, 1.0, kNaN})
        CHECK_THROWS_AS(smoothEma(std::vector<double>{1}, beta), std::invalid_argument);
}

TEST_CASE("The smoothing width grows with the noise and keeps its share of longer curves",
          "[analysis][smoothing]") {
    CHECK_THAT(smoothingSigma(100, 1.0 / 15), WithinAbs(5.2, 1e-12));
    CHECK_THAT(smoothingSigma(100, 2.0 / 15), WithinAbs(5.2 * std::pow(2.0, 0.15), 1e-12));
    CHECK(smoothingSigma(100, 0) == 3.0);
    CHECK(smoothingSigma(100, 1e9) == 8.0);
    // Ten times the samples: a tenth of the variance of a mean.
    CHECK_THAT(smoothingSigma(1000, 1.0 / 15), WithinAbs(52 * std::pow(10.0, -0.075), 1e-9));
    CHECK_THAT(smoothingSigma(25, 0), WithinAbs(1.5, 1e-12)); // 3·√(25/100)
    CHECK(smoothingSigma(1, 0.1) > 0);
}

TEST_CASE("A blow-up does not reach back through the smoother", "[analysis][rangecurve]") {
    // Falls from 2 to 1 in 80 samples, then a million.
    std::vector<double> losses;
    for (int i = 0; i < 80; ++i)
        losses.push_back(2.0 - i / 79.0);
    losses.insert(losses.end(), 20, 1e6);
    std::vector<double> rungs;
    for (int i = 0; i < 100; ++i)
        rungs.push_back(1e-6 * std::pow(10.0, i / 15.0));
    const auto curve = rangeCurve(rungs, losses);
    CHECK(curve.usable == 100);
    // The start is the (upper) median of 2, 2 - 1/79, ... 2 - 9/79; the limit is as far above it as 1 is
    // below.
    CHECK_THAT(curve.startLoss, WithinAbs(2.0 - 4 / 79.0, 1e-12));
    CHECK_THAT(curve.lossLimit, WithinAbs(2 * curve.startLoss - 1, 1e-12));
    CHECK(*std::ranges::max_element(curve.smoothed) <= curve.lossLimit + 1e-3);
    CHECK(curve.sigma == 3.0); // no noise
    // 12 samples (4 sigma) before the blow-up nothing of it is seen: a straight line, unshifted.
    CHECK_THAT(curve.smoothed[67], WithinAbs(losses[67], 1e-12));

    // A non-finite tail is the same blow-up: the minimum is where it was, to a sample.
    std::fill(losses.begin() + 80, losses.end(), kNaN);
    const auto cut = rangeCurve(rungs, losses);
    CHECK(cut.usable == 80);
    CHECK(cut.diverged);
    const auto lowest = [](const std::vector<double>& values) {
        return std::min_element(values.begin(), values.begin() + 80) - values.begin();
    };
    CHECK(std::abs(lowest(cut.smoothed) - lowest(curve.smoothed)) <= 1); // 80 samples, a narrower bell
    CHECK(std::isnan(cut.smoothed[80]));
}

TEST_CASE("One NaN at the end counts as a blow-up as much as twenty", "[analysis][rangecurve]") {
    std::vector<double> rungs, losses;
    for (int i = 0; i < 90; ++i) {
        rungs.push_back(1e-6 * std::pow(10.0, i / 15.0));
        losses.push_back(2.0 - i / 89.0);
    }
    losses.back() = kNaN;
    const auto one = rangeCurve(rungs, losses);
    std::fill(losses.begin() + 89, losses.end(), kNaN);
    for (int i = 90; i < 110; ++i) {
        rungs.push_back(1e-6 * std::pow(10.0, i / 15.0));
        losses.push_back(kNaN);
    }
    const auto twenty = rangeCurve(rungs, losses);
    REQUIRE(one.usable == 89);
    REQUIRE(twenty.usable == 89);
    for (std::size_t i = 0; i < 89; ++i)
        CHECK(one.smoothed[i] == twenty.smoothed[i]);
    const auto lowest = std::min_element(one.smoothed.begin(), one.smoothed.begin() + 89);
    CHECK(lowest - one.smoothed.begin() < 88);
}

TEST_CASE("A curve over a linear ramp is smoothed over log LR", "[analysis][rangecurve]") {
    // A straight line over log LR stays one, though the samples lie ten times closer at its end.
    std::vector<double> rungs, losses;
    for (int i = 0; i < 200; ++i) {
        rungs.push_back(0.1 + 5e-3 * i);
        losses.push_back(1.0 - std::log10(rungs.back()));
    }
    const auto curve = rangeCurve(rungs, losses);
    for (std::size_t i = 0; i < 200; ++i) {
        CHECK_THAT(curve.smoothed[i], WithinAbs(losses[i], 1e-9));
        CHECK_THAT(curve.slopes[i], WithinAbs(i == 0 ? curve.slopes[0] : -1.0, 1e-6));
    }
}

TEST_CASE("The losses as they are and their exponential mean can be looked at instead",
          "[analysis][rangecurve]") {
    const std::vector<double> rungs{0.1, 1, 10}, losses{4, 2, 3};
    CHECK(rangeCurve(rungs, losses, CurveSmoothing::None).smoothed == losses);
    CHECK(rangeCurve(rungs, losses, CurveSmoothing::None).slopes == std::vector<double>{-2, -0.5, 1});
    CHECK(rangeCurve(rungs, losses, CurveSmoothing::Ema).smoothed == smoothEma(losses));
}
