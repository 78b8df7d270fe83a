// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/BatchScaling.h"
#include "tests/support/Catch.h"

#include <limits>
#include <stdexcept>

using namespace cyclo;

TEST_CASE("The learning rate for another batch follows its rule", "[analysis][batch]") {
    // Sixteen times the batch: sqrt(16) = 4, 16, 1; a quarter of it: a half, a quarter, 1.
    CHECK(learningRateForBatch(BatchRule::SquareRoot, 0.125, 32, 512) == 0.5);
    CHECK(learningRateForBatch(BatchRule::Linear, 0.125, 32, 512) == 2.0);
    CHECK(learningRateForBatch(BatchRule::None, 0.125, 32, 512) == 0.125);
    CHECK(learningRateForBatch(BatchRule::SquareRoot, 0.5, 512, 128) == 0.25);
    CHECK(learningRateForBatch(BatchRule::Linear, 0.5, 512, 128) == 0.125);
    for (const auto rule : {BatchRule::SquareRoot, BatchRule::Linear, BatchRule::None})
        CHECK(learningRateForBatch(rule, 0.3, 100, 100) == 0.3);
}

TEST_CASE("What is no batch or no learning rate is refused", "[analysis][batch]") {
    CHECK_THROWS_AS(learningRateForBatch(BatchRule::None, 0.1, 0, 1), std::invalid_argument);
    CHECK_THROWS_AS(learningRateForBatch(BatchRule::None, 0.1, 1, -1), std::invalid_argument);
    for (const double wrong :
         {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
        CHECK_THROWS_AS(learningRateForBatch(BatchRule::Linear, wrong, 1, 2), std::invalid_argument);
}
