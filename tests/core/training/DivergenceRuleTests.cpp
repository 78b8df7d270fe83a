// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/DivergenceRule.h"
#include "tests/support/Catch.h"

#include <limits>

using namespace cyclo;

TEST_CASE("A non-finite loss is a blow-up at once", "[training][rangetest]") {
    const double bad =
        GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
    DivergenceRule rule;
    CHECK(rule.add(bad, bad));
}

TEST_CASE("Noise around a loss near zero is no blow-up, a rise above the start is", "[training][rangetest]") {
    DivergenceRule rule;
    for (double smoothed : {2.3, 1.0, 0.01, 0.05, 0.2, 2.2})
        CHECK_FALSE(rule.add(smoothed, smoothed)); // 220 × the best
    CHECK(rule.add(2.4, 2.4));
}

TEST_CASE("A loss that never fell is a blow-up at four times the start", "[training][rangetest]") {
    DivergenceRule rule;
    CHECK_FALSE(rule.add(2.0, 2.0));
    CHECK_FALSE(rule.add(7.9, 7.9));
    CHECK(rule.add(8.1, 8.1));
}
