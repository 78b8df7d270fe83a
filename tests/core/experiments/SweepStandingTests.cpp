// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepStanding.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/SweepRecords.h"

using namespace cyclo;
using namespace cyclo::test;

namespace {

ValueScore scored(double value, double loss, double spread, std::int64_t runs, std::int64_t diverged = 0) {
    return {.value = value, .runs = runs, .diverged = diverged, .validationLoss = loss, .lossSpread = spread};
}

} // namespace

TEST_CASE("With seeds the noise is the standard error of the difference", "[experiments][sweep][standing]") {
    // √(0.03²/2 + 0.04²/2) = 0.05/√2 = 0.0354.
    const ValueScore one = scored(1e-4, 0.500, 0.03, 2);
    CHECK(withinNoise(one, scored(1e-3, 0.535, 0.04, 2)));
    CHECK(withinNoise(scored(1e-3, 0.535, 0.04, 2), one));
    CHECK_FALSE(withinNoise(one, scored(1e-3, 0.536, 0.04, 2)));
    // √(0.03²/8 + 0.04²/8) = 0.0177: four times the runs halve it.
    CHECK_FALSE(withinNoise(scored(1e-4, 0.500, 0.03, 8), scored(1e-3, 0.535, 0.04, 8)));
    // Equal losses without any spread are still not told apart.
    CHECK(withinNoise(scored(0, 0.5, 0.0, 3), scored(1, 0.5, 0.0, 3)));
}

TEST_CASE("With one seed 3 % of the loss cannot be told apart", "[experiments][sweep][standing]") {
    const ValueScore one = scored(0, 0.500, 0.0, 1);
    CHECK(withinNoise(one, scored(1e-3, 0.514, 0.0, 1)));
    CHECK_FALSE(withinNoise(one, scored(1e-3, 0.516, 0.0, 1)));
    // One of three runs that ended well is one seed too.
    CHECK(withinNoise(scored(1e-3, 0.514, 0.0, 3, 2), scored(0, 0.5, 0.001, 3)));
    CHECK_FALSE(withinNoise(one, scored(1e-3, kNaN, 0.0, 1, 1)));
}

TEST_CASE("The standing names the best value and those it does not stand out from",
          "[experiments][sweep][standing]") {
    const std::vector<ValueScore> scores{scored(0.0, 0.62, 0.01, 3), scored(1e-5, 0.505, 0.01, 3),
                                         scored(1e-4, 0.500, 0.01, 3), scored(1e-3, 0.502, 0.01, 3),
                                         scored(1e-2, 0.400, 0.01, 3, 1)};
    const auto standing = standingOf(scores);
    REQUIRE(standing);
    CHECK(standing->best == 1e-4);
    // The error of a difference is 0.01 √(2/3) = 0.0082. The last one diverged once, which is no noise.
    CHECK(standing->close == std::vector<double>{1e-5, 1e-3});
    CHECK_FALSE(standing->oneSeed);

    CHECK(standingOf(std::span(scores).first(1))->close.empty());
    CHECK(standingOf(std::vector{scored(0, 0.5, 0, 1), scored(1, 0.9, 0, 1)})->oneSeed);
    CHECK_FALSE(standingOf(std::vector{scored(0, kNaN, 0, 1, 1)}));
    CHECK_FALSE(standingOf(std::span<const ValueScore>{}));
}

TEST_CASE("Decays of a joint sweep are close where both their lowest losses and their rates are",
          "[experiments][sweep][standing]") {
    const std::vector<SweepMemberRecord> records{rangeTest(0.0, {.lowestLr = 0.3, .lowestLoss = 0.50}),
                                                 rangeTest(1e-4, {.lowestLr = 0.1, .lowestLoss = 0.50}),
                                                 rangeTest(5e-4, {.lowestLr = 0.3, .lowestLoss = 0.55}),
                                                 rangeTest(1e-3, {.lowestLr = 0.3, .lowestLoss = 0.50}),
                                                 rangeTest(1e-2, {.lowestLr = 0.3, .lowestLoss = 1.50})};
    const auto curves = decayCurvesOf(records);
    CHECK(curves[0].runs == 1);
    CHECK(curves[0].lossSpread == 0.0);
    const auto standing = standingOf(curves);
    REQUIRE(standing);
    CHECK(standing->best == 1e-3);
    CHECK(standing->close == std::vector<double>{0.0});
    CHECK(standing->oneSeed);
}
