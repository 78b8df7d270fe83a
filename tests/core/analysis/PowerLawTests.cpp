// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/PowerLaw.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("Points on a power law give its exponent back", "[analysis][powerlaw]") {
    const double exponent = GENERATE(-1.5, 0.0, 0.5, 1.0);
    std::vector<double> x, y;
    for (const double value : {32.0, 64.0, 128.0, 512.0}) {
        x.push_back(value);
        y.push_back(0.3 * std::pow(value, exponent));
    }
    const auto law = fitPowerLaw(x, y);
    REQUIRE(law);
    CHECK_THAT(law->exponent, WithinAbs(exponent, 1e-12));
    CHECK_THAT(law->coefficient, WithinRel(0.3, 1e-12));
    REQUIRE(law->interval);
    CHECK(law->interval->high - law->interval->low < 1e-10);
    CHECK_THAT(law->at(256.0), WithinRel(0.3 * std::pow(256.0, exponent), 1e-12));
}

TEST_CASE("The interval holds the true exponent about as often as it says", "[analysis][powerlaw]") {
    // 19 in 20. Of 1,000 draws with 3 sd of the binomial, sqrt(1000 * 0.05 * 0.95) = 6.9: 929 to 971.
    const double exponent = GENERATE(0.5, 1.0);
    Rng random(3, "powerlaw");
    int held = 0, heldOther = 0;
    for (int draw = 0; draw < 1000; ++draw) {
        std::vector<double> x, y;
        for (const double batch : {32.0, 64.0, 128.0, 256.0}) {
            for (int seed = 0; seed < 2; ++seed) {
                x.push_back(batch);
                y.push_back(0.01 * std::pow(batch, exponent) * std::exp(0.2 * random.normal()));
            }
        }
        const auto law = fitPowerLaw(x, y);
        held += law->interval->contains(exponent);
        heldOther += law->interval->contains(exponent == 1.0 ? 0.5 : 1.0);
    }
    CHECK(held >= 929);
    CHECK(held <= 971);
    CHECK(heldOther < 200); // 0.5 is about 5 standard errors away
}

TEST_CASE("Student's bounds are those of the tables", "[analysis][powerlaw]") {
    // Two-sided 95 % and 99 % points as printed in every table of the t distribution.
    CHECK_THAT(studentBound(0.95, 1), WithinAbs(12.706, 5e-4));
    CHECK_THAT(studentBound(0.95, 2), WithinAbs(4.303, 5e-4));
    CHECK_THAT(studentBound(0.95, 5), WithinAbs(2.571, 5e-4));
    CHECK_THAT(studentBound(0.95, 10), WithinAbs(2.228, 5e-4));
    CHECK_THAT(studentBound(0.99, 7), WithinAbs(3.499, 5e-4));
    CHECK_THAT(studentBound(0.95, 100000), WithinAbs(1.960, 5e-4));
}

TEST_CASE("What no power law can be laid through is said", "[analysis][powerlaw]") {
    const std::vector<double> two{1.0, 2.0}, same{2.0, 2.0}, negative{1.0, -1.0}, one{1.0};
    CHECK(fitPowerLaw(two, two)->exponent == 1.0);
    CHECK_FALSE(fitPowerLaw(two, two)->interval);
    CHECK_FALSE(fitPowerLaw(same, two));
    CHECK_FALSE(fitPowerLaw({}, {}));
    CHECK_THROWS_AS(fitPowerLaw(two, negative), std::invalid_argument);
    CHECK_THROWS_AS(fitPowerLaw(two, one), std::invalid_argument);
}
