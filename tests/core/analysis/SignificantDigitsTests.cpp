// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/SignificantDigits.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <limits>

using namespace cyclo;

TEST_CASE("A rounded value is the number that its few digits read as", "[analysis][digits]") {
    CHECK(roundedToDigits(0.11346949913319442) == 0.113);
    CHECK(roundedToDigits(0.03162277660168379) == 0.0316);
    CHECK(roundedToDigits(0.0999999) == 0.1);
    CHECK(roundedToDigits(-1234.0) == -1230.0);
    CHECK(roundedToDigits(0.113 / 10.0) == 0.0113); // the quotient itself is 0.011300000000000001
    CHECK(roundedToDigits(0.95123, 2) == 0.95);
    CHECK(roundedToDigits(0.0) == 0.0);
}

TEST_CASE("Rounding leaves alone what is no number", "[analysis][digits]") {
    CHECK(std::isnan(roundedToDigits(std::nan(""))));
    CHECK(roundedToDigits(-std::numeric_limits<double>::infinity()) ==
          -std::numeric_limits<double>::infinity());
}
