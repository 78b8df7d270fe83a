// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::WithinRel;

TEST_CASE("An exponential sweep rises by the same factor at every step", "[schedules][sweep]") {
    // 1e-5 to 10 is six decades over 12 gaps: half a decade each.
    const auto rows = rowsOf(Schedule{.policy = Sweep{.lrMin = 1e-5, .lrMax = 10}}, 13);
    for (std::int64_t step = 0; step < 13; ++step)
        CHECK_THAT(rows.at(step).learningRate,
                   WithinRel(std::pow(10.0, -5.0 + 0.5 * static_cast<double>(step)), 1e-14));
}

TEST_CASE("A linear sweep rises by the same amount at every step, from 0 too", "[schedules][sweep]") {
    const Sweep sweep{.lrMin = 0, .lrMax = 2, .ramp = Ramp::Linear};
    // k/8 of 2, exact in binary.
    CHECK(rowsOf(Schedule{.policy = sweep}, 9).learningRate ==
          std::vector{0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0});
}

TEST_CASE("A sweep reaches both ends to the last bit and rises strictly", "[schedules][sweep]") {
    const auto ramp = GENERATE(Ramp::Exponential, Ramp::Linear);
    const double lrMin = GENERATE(1e-7, 3e-6, 0.0123);
    const double lrMax = GENERATE(0.0771, 1.0, 9.7, 33.3);
    const auto totalSteps = GENERATE(std::int64_t{2}, 3, 100, 317);
    const Sweep sweep{.lrMin = lrMin, .lrMax = lrMax, .ramp = ramp, .momentum = 0.6};

    const auto rows = rowsOf(Schedule{.policy = sweep}, totalSteps);
    CHECK(rows.learningRate.front() == lrMin);
    CHECK(rows.learningRate.back() == lrMax);
    bool rising = true;
    for (std::int64_t step = 1; step < totalSteps; ++step)
        rising = rising && rows.at(step).learningRate > rows.at(step - 1).learningRate;
    CHECK(rising);
    CHECK(rows.momentum == std::vector<double>(static_cast<std::size_t>(totalSteps), 0.6));
}

TEST_CASE("Momentum of a sweep moves against the learning rate where an end is given", "[schedules][sweep]") {
    const Sweep sweep{
        .lrMin = 0.01, .lrMax = 0.4, .ramp = Ramp::Linear, .momentum = 0.75, .finalMomentum = 0.25};
    CHECK(rowsOf(Schedule{.policy = sweep}, 5).momentum == std::vector{0.75, 0.625, 0.5, 0.375, 0.25});
    Sweep beyond = sweep;
    beyond.finalMomentum = 1.0;
    CHECK_THROWS_AS(rowsOf(Schedule{.policy = beyond}, 5), std::invalid_argument);
}
