// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RangeCurve.h"
#include "core/analysis/Smoothing.h"
#include "tests/support/Catch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::WithinAbs;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("Gaussian smoothing keeps constants and, away from the ends, straight lines",
          "[analysis][smoothing]") {
    const std::vector<double> constant(50, 1.7);
    for (const double value : smoothGaussian(constant))
        CHECK_THAT(value, WithinAbs(1.7, 1e-14));

    std::vector<double> line;
    for (int i = 0; i < 50; ++i)
        line.push_back(0.3 * i);
    const auto smoothed = smoothGaussian(line, 2.0);
    for (std::size_t i = 8; i < 42; ++i) // 4 sigma from either end
        CHECK_THAT(smoothed[i], WithinAbs(line[i], 1e-13));
}

TEST_CASE("Gaussian smoothing spreads a spike symmetrically with the bell's weights",
          "[analysis][smoothing]") {
    std::vector<double> spike(41, 0.0);
    spike[20] = 1.0;
    const auto smoothed = smoothGaussian(spike, 3.0);
    for (std::size_t d = 1; d <= 20; ++d)
        CHECK(smoothed[20 + d] == smoothed[20 - d]);
    // exp(-d²/18), and nothing beyond 4 sigma.
    CHECK_THAT(smoothed[23] / smoothed[20], WithinAbs(std::exp(-0.5), 1e-14));
    CHECK(smoothed[32] > 0);
    CHECK(smoothed[33] == 0);
}

TEST_CASE("Smoothing leaves non-finite values out and in place", "[analysis][smoothing]") {
    const std::vector<double> values{1, 1, kNaN, 1, std::numeric_limits<double>::infinity(), 1};
    for (const auto& smoothed : {smoothGaussian(values, 1.0), smoothEma(values, 0.9)}) {
        REQUIRE(smoothed.size() == values.size());
        CHECK(std::isnan(smoothed[2]));
        CHECK(std::isinf(smoothed[4]));
        for (const std::size_t i : {0u, 1u, 3u, 5u})
            CHECK_THAT(smoothed[i], WithinAbs(1.0, 1e-15));
    }
}

TEST_CASE("The exponential mean is unbiased from its first value", "[analysis][smoothing]") {
    // a_0 = 0.5·4, corrected by 1 - 0.5; a_1 = 0.5·2 + 0.5·8 = 5, corrected by 1 - 0.25.
    const auto smoothed = smoothEma(std::vector<double>{4, 8}, 0.5);
    CHECK(smoothed[0] == 4.0);
    CHECK_THAT(smoothed[1], WithinAbs(5 / 0.75, 1e-14));
    CHECK(smoothEma(std::vector<double>{3, 9, 1}, 0.0) == std::vector<double>{3, 9, 1});
}

TEST_CASE("Smoothing takes empty and single series, and refuses impossible widths", "[analysis][smoothing]") {
    CHECK(smoothGaussian({}).empty());
    CHECK(smoothEma({}).empty());
    CHECK(smoothGaussian(std::vector<double>{2.5}, 1e300) == std::vector<double>{2.5});
    for (const double sigma : {0.0, -1.0, kNaN, static_cast<double>(INFINITY)})
        CHECK_THROWS_AS(smoothGaussian(std::vector<double>{1}, sigma), std::invalid_argument);
    for (const double beta : {-0.1, 1.0, kNaN})
        CHECK_THROWS_AS(smoothEma(std::vector<double>{1}, beta), std::invalid_argument);
}

TEST_CASE("The smoothing width is 3 of 100 samples and keeps its share of longer curves",
          "[analysis][smoothing]") {
    CHECK(smoothingSigma(100) == 3.0);
    CHECK_THAT(smoothingSigma(1000), WithinAbs(30.0, 1e-12));
    CHECK_THAT(smoothingSigma(25), WithinAbs(1.5, 1e-12)); // 3·√(25/100)
    CHECK(smoothingSigma(1'000'000) == 300.0);
    CHECK(smoothingSigma(0) == 0.3);
}

TEST_CASE("A blow-up does not reach back through the smoother", "[analysis][rangecurve]") {
    // Falls from 2 to 1 in 80 samples, then a million.
    std::vector<double> losses;
    for (int i = 0; i < 80; ++i)
        losses.push_back(2.0 - i / 79.0);
    losses.insert(losses.end(), 20, 1e6);
    const auto curve = rangeCurve(losses);
    CHECK(curve.usable == 100);
    // The start is the (upper) median of 2, 2 - 1/79, ... 2 - 9/79; the limit is as far above it as 1 is
    // below.
    CHECK_THAT(curve.startLoss, WithinAbs(2.0 - 4 / 79.0, 1e-12));
    CHECK_THAT(curve.lossLimit, WithinAbs(2 * curve.startLoss - 1, 1e-12));
    CHECK(*std::ranges::max_element(curve.smoothed) <= curve.lossLimit);
    // 12 samples (4 sigma) before the blow-up nothing of it is seen: a straight line, unshifted.
    CHECK_THAT(curve.smoothed[67], WithinAbs(losses[67], 1e-12));

    // A non-finite tail is the same blow-up: the minimum is where it was.
    std::fill(losses.begin() + 80, losses.end(), kNaN);
    const auto cut = rangeCurve(losses);
    CHECK(cut.usable == 80);
    CHECK(cut.diverged);
    const auto lowest = [](const std::vector<double>& values) {
        return std::min_element(values.begin(), values.begin() + 80) - values.begin();
    };
    CHECK(lowest(cut.smoothed) == lowest(curve.smoothed));
    CHECK(std::isnan(cut.smoothed[80]));
}
