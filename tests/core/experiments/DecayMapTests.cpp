// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/DecayMap.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/SweepRecords.h"

#include <algorithm>
#include <cmath>

using namespace cyclo;
using namespace cyclo::test;

namespace {

double lowestOf(const DecayRow& row) {
    return *std::ranges::min_element(row.losses);
}

} // namespace

TEST_CASE("A row of the decay map is the mean over the seeds of one decay", "[experiments][decaymap]") {
    const std::vector<SweepMemberRecord> tests{rangeTest(1e-3, {.lowestLoss = 0.4}, 1),
                                               rangeTest(1e-3, {.lowestLoss = 0.6}, 2)};
    const DecayRow row = decayRowOf(tests);
    CHECK(row.weightDecay == 1e-3);
    REQUIRE(row.learningRates.size() == 200);
    REQUIRE(row.losses.size() == 200);
    CHECK(std::ranges::is_sorted(row.learningRates));
    // Half way between the two; smoothing lifts the bottom of the valley a little.
    CHECK_THAT(lowestOf(row), WithinAbs(0.5, 0.03));
    CHECK(lowestOf(decayRowOf(std::span(tests).first(1))) < 0.45);
}

TEST_CASE("A row is as long as what is known of it, and ends without a loss where a test was given up",
          "[experiments][decaymap]") {
    SweepMemberRecord test = rangeTest(0.0, {});
    SECTION("not begun") {
        test.points.clear();
        test.summary.outcome = RunOutcome::Stopped;
        CHECK(decayRowOf({&test, 1}).losses.empty());
    }
    SECTION("alive") {
        test.points.resize(50);
        test.summary.outcome = RunOutcome::Stopped;
        const DecayRow row = decayRowOf({&test, 1});
        CHECK(row.learningRates.size() == 50);
        CHECK(std::isfinite(row.losses.back()));
    }
    SECTION("blown up") {
        test.points.resize(150);
        test.summary.outcome = RunOutcome::Diverged;
        const DecayRow row = decayRowOf({&test, 1});
        CHECK(std::isfinite(row.losses[148]));
        CHECK(std::isnan(row.losses[149]));
    }
    SECTION("one seed of two blown up") {
        std::vector<SweepMemberRecord> both{test, rangeTest(0.0, {}, 2)};
        both[0].points.resize(150);
        both[0].summary.outcome = RunOutcome::Diverged;
        const DecayRow row = decayRowOf(both);
        REQUIRE(row.losses.size() == 150);
        CHECK(std::isnan(row.losses.back()));
    }
}

TEST_CASE("The scale of losses goes from the lowest to the highest on the way down, not to the blow-up",
          "[experiments][decaymap]") {
    const std::vector<DecayRow> rows{
        {.weightDecay = 0.0, .learningRates = {1, 2, 3, 4}, .losses = {2.0, 2.2, 0.5, 9.0}},
        {.weightDecay = 1e-3, .learningRates = {1, 2, 3, 4}, .losses = {2.1, 1.0, 0.7, kNaN}},
        {.weightDecay = 1e-2, .learningRates = {}, .losses = {}},
        {.weightDecay = 1e-1, .learningRates = {1}, .losses = {kNaN}}};
    const LossScale scale = lossScaleOf(rows);
    CHECK(scale.lowest == 0.5);
    CHECK(scale.highest == 2.2);
    CHECK(lossScaleOf({}).highest == 0.0);
    CHECK(lossScaleOf(std::span(rows).last(2)).highest == 0.0);
}
