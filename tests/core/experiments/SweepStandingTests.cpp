// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepStanding.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/SweepRecords.h"

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// Runs of seeds 1, 2, ... that end at these losses.
ValueScore scored(double value, const std::vector<double>& losses, std::int64_t diverged = 0) {
    ValueScore score{.value = value,
                     .runs = static_cast<std::int64_t>(losses.size()) + diverged,
                     .diverged = diverged,
                     .validationLoss = kNaN};
    double sum = 0.0;
    for (const double loss : losses) {
        score.losses.push_back({score.losses.size() + 1, loss});
        sum += loss;
    }
    if (!losses.empty()) score.validationLoss = sum / static_cast<double>(losses.size());
    return score;
}

} // namespace

TEST_CASE("Seeds are compared in pairs: what all values share is no noise",
          "[experiments][sweep][standing]") {
    // The seeds differ by 0.2, the values by 0.02 in each of them.
    const ValueScore one = scored(1e-4, {0.40, 0.60, 0.50});
    CHECK_FALSE(withinNoise(one, scored(1e-3, {0.421, 0.620, 0.519})));
    // The same means, in another order: the differences have both signs.
    CHECK(withinNoise(one, scored(1e-3, {0.620, 0.519, 0.421})));
    // Differences of 0.01, 0.02 and 0.03: mean 0.02, error 0.01/√3, and Student allows 4.303 of these,
    // 0.0248.
    CHECK(withinNoise(one, scored(1e-3, {0.41, 0.62, 0.53})));
    // 0.02, 0.03 and 0.04 lie outside, whichever way round.
    CHECK_FALSE(withinNoise(one, scored(1e-3, {0.42, 0.63, 0.54})));
    CHECK_FALSE(withinNoise(scored(1e-3, {0.42, 0.63, 0.54}), one));
    // Two seeds tell little: 12.7 errors.
    CHECK(withinNoise(scored(0, {0.50, 0.60}), scored(1, {0.52, 0.63})));
    CHECK(withinNoise(scored(0, {0.5, 0.5, 0.5}), scored(1, {0.5, 0.5, 0.5})));
}

TEST_CASE("With one seed 3 % of the loss cannot be told apart", "[experiments][sweep][standing]") {
    const ValueScore one = scored(0, {0.500});
    CHECK(withinNoise(one, scored(1e-3, {0.514})));
    CHECK_FALSE(withinNoise(one, scored(1e-3, {0.516})));
    // One of three runs that ended well is one seed too.
    CHECK(withinNoise(scored(1e-3, {0.514}, 2), scored(0, {0.5, 0.501, 0.499})));
    CHECK_FALSE(withinNoise(one, scored(1e-3, {}, 1)));
}

TEST_CASE("The standing names the best value and those it does not stand out from",
          "[experiments][sweep][standing]") {
    const std::vector<ValueScore> scores{scored(0.0, {0.61, 0.63, 0.62}), scored(1e-5, {0.495, 0.515, 0.505}),
                                         scored(1e-4, {0.49, 0.51, 0.50}), scored(1e-3, {0.50, 0.50, 0.506}),
                                         scored(1e-2, {0.40, 0.40}, 1)};
    const auto standing = standingOf(scores);
    REQUIRE(standing);
    CHECK(standing->best == 1e-4);
    // 1e-5 is 0.005 behind with every seed. The last one diverged once, which is no noise.
    CHECK(standing->close == std::vector<double>{1e-3});
    CHECK_FALSE(standing->oneSeed);
    CHECK_FALSE(standing->isLargest);
    CHECK(doubtsOf(*standing) == "; these seeds cannot tell it from 0.001");

    CHECK(standingOf(std::span(scores).first(1))->close.empty());
    const auto last = standingOf(std::vector{scored(0, {0.9}), scored(1, {0.5})});
    CHECK(last->oneSeed);
    CHECK(last->isLargest);
    CHECK(doubtsOf(*last) == "; it is the largest that was tried, a larger one may be better");
    CHECK_FALSE(standingOf(std::vector{scored(0, {}, 1)}));
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
