// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <numbers>

using namespace cyclo;
using cyclo::test::WithinRel;

TEST_CASE("multistep falls at its milestones", "[schedules][multistep]") {
    // 0.07 of 100 is 7.000000000000001 in binary; the milestone is step 7 all the same.
    const auto rows = rowsOf(
        {MultiStep{.learningRate = 0.8, .milestones = {0.07, 0.5}, .gamma = 0.25, .momentum = 0.6}}, 100);
    CHECK(rows.at(0).learningRate == 0.8);
    CHECK(rows.at(6).learningRate == 0.8);
    CHECK(rows.at(7).learningRate == 0.2);
    CHECK(rows.at(49).learningRate == 0.2);
    CHECK(rows.at(50).learningRate == 0.05);
    CHECK(rows.at(99) == StepHyperparameters{0.05, 0.6, 0});
}

TEST_CASE("inv falls as in Caffe's LeNet", "[schedules][inv]") {
    const auto rows = rowsOf({Inverse{}}, 10'000);
    CHECK(rows.at(0).learningRate == 0.01);
    // 0.01 (1 + 1e-4 · 9999)^-0.75
    CHECK_THAT(rows.at(9999).learningRate, WithinRel(0.01 / std::pow(1.9999, 0.75), 1e-14));
}

TEST_CASE("cosine falls along half a cosine after a warm-up without a step at 0", "[schedules][cosine]") {
    const auto rows = rowsOf({Cosine{.learningRate = 0.4, .minLr = 0.1, .warmup = 3}}, 23);
    CHECK_THAT(rows.at(0).learningRate, WithinRel(0.1, 1e-15)); // 1/4 of 0.4
    CHECK_THAT(rows.at(2).learningRate, WithinRel(0.3, 1e-15));
    CHECK(rows.at(3).learningRate == 0.4);
    CHECK_THAT(rows.at(13).learningRate, WithinRel(0.25, 1e-14)); // half of the 20 steps
    // 19 of 20 steps: one short of 0.1
    CHECK_THAT(rows.at(22).learningRate,
               WithinRel(0.1 + 0.15 * (1 + std::cos(std::numbers::pi * 0.95)), 1e-14));
}

TEST_CASE("sgdr starts again at the end of each cycle, which grow by their factor", "[schedules][sgdr]") {
    const auto totalSteps = std::int64_t{70};
    const auto rows = rowsOf({Sgdr{.learningRate = 0.4}}, totalSteps); // cycles of 10, 20 and 40 steps
    for (std::int64_t step = 1; step < totalSteps; ++step) {
        CAPTURE(step);
        const bool restarts = step == 10 || step == 30;
        CHECK((rows.at(step).learningRate > rows.at(step - 1).learningRate) == restarts);
        if (restarts) CHECK(rows.at(step).learningRate == 0.4);
    }
    CHECK_THAT(rows.at(20).learningRate, WithinRel(0.2, 1e-14)); // half of the second cycle
    const auto cosine = rowsOf({Cosine{.learningRate = 0.4}}, totalSteps);
    CHECK(rowsOf({Sgdr{.learningRate = 0.4, .cycleSteps = totalSteps}}, totalSteps) == cosine);
    const auto equal = rowsOf({Sgdr{.cycleSteps = 9, .cycleMult = 1}}, totalSteps);
    CHECK(equal.at(8) == equal.at(62)); // 8 + 6 · 9
}

TEST_CASE("trapezoid rises, stays and falls", "[schedules][trapezoid]") {
    const auto rows =
        rowsOf({Trapezoid{.learningRate = 0.5, .minLr = 0.1, .warmup = 4, .decayShare = 0.4}}, 20);
    CHECK_THAT(rows.at(0).learningRate, WithinRel(0.1, 1e-15)); // 1/5
    for (std::int64_t step = 4; step <= 12; ++step)
        CHECK(rows.at(step).learningRate == 0.5);
    CHECK_THAT(rows.at(13).learningRate, WithinRel(0.45, 1e-15)); // 1/8 of the way to 0.1
    CHECK_THAT(rows.at(19).learningRate, WithinRel(0.15, 1e-14)); // 7/8
    // Without a fall and without a warm-up it is constant.
    CHECK(rowsOf({Trapezoid{.decayShare = 0}}, 5).learningRate == std::vector(5, 0.1));
}
