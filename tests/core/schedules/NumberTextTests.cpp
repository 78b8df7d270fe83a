// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/NumberText.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <limits>

using namespace cyclo;

TEST_CASE("Numbers in words: exact, in three digits, in percent", "[schedules]") {
    CHECK(exactText(0.1) == "0.1");
    CHECK(exactText(1e-5) == "1e-05");
    CHECK(exactText(1.0 / 3.0) == "0.3333333333333333");
    CHECK(numberText(0.031623) == "0.0316");
    CHECK(numberText(1.2345e9) == "1.23e+09");
    CHECK(percentText(0.97214) == "97.21 %");
}

TEST_CASE("What is no number has no sign", "[schedules]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double value : {nan, std::copysign(nan, -1.0)}) {
        CHECK(exactText(value) == "nan");
        CHECK(numberText(value) == "nan");
    }
    CHECK(exactText(-std::numeric_limits<double>::infinity()) == "-inf");
}
