// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

using namespace cyclo;
using cyclo::test::WithinAbs;

namespace {

ScheduleRows rowsOfCycle(const SmithOneCycle& config, std::int64_t totalSteps) {
    return rowsOf(Schedule{.policy = config}, totalSteps);
}

} // namespace

TEST_CASE("Smith's 1cycle has the values of its closed form", "[schedules][onecycle]") {
    // base 0.01, peak 0.1, half cycle 40 of 100 steps, tail of 20 rows from step 80 to step 99.
    const auto rows = rowsOfCycle({.maxLr = 0.1, .baseLr = 0.01, .stepSize = 40, .baseMomentum = 0.8}, 100);
    struct Expected {
        std::int64_t step;
        double learningRate, momentum;
    };
    const auto expected = GENERATE(
        Expected{0, 0.01, 0.95},                 // start
        Expected{10, 0.0325, 0.9125},            // a quarter up: 0.01 + 0.09/4; 0.95 - 0.15/4
        Expected{20, 0.055, 0.875},              // half way up
        Expected{40, 0.1, 0.8},                  // peak
        Expected{41, 0.09775, 0.80375},          // 1/40 down: 0.1 - 0.09/40; 0.8 + 0.15/40
        Expected{70, 0.0325, 0.9125},            // 3/4 down
        Expected{80, 0.01, 0.95},                // end of the cycle
        Expected{81, 0.00947421052631579, 0.95}, // 1/19 of the tail: 0.01 - (0.01 - 0.00001)/19 = 0.18001/19
        Expected{99, 0.00001, 0.95});            // base/1000
    CAPTURE(expected.step);
    const auto row = rows.at(expected.step);
    CHECK_THAT(row.learningRate, WithinAbs(expected.learningRate, 1e-16));
    CHECK_THAT(row.momentum, WithinAbs(expected.momentum, 3e-16));
}

TEST_CASE("Smith's 1cycle reaches its corners to the last bit", "[schedules][onecycle]") {
    // Values whose differences are not representable: base + 1·(max - base) would miss some of them.
    const double maxLr = GENERATE(0.1, 0.3, 1.7, 1e-3, 5e-324 * 1e20, 3.3333333333333335);
    const double ratio = GENERATE(0.1, 0.07, 1e-3, 0.9999);
    const auto totalSteps = GENERATE(std::int64_t{3}, 11, 12, 100, 1404);
    const SmithOneCycle config{
        .maxLr = maxLr, .baseLr = maxLr * ratio, .baseMomentum = 0.83, .maxMomentum = 0.97};
    const auto rows = rowsOfCycle(config, totalSteps);
    const auto stepSize = stepSizeOf(config, totalSteps);

    CHECK(rows.at(0) == StepHyperparameters{*config.baseLr, 0.97, 0});
    CHECK(rows.at(stepSize) == StepHyperparameters{maxLr, 0.83, 0});
    CHECK(rows.at(totalSteps - 1) == StepHyperparameters{*config.baseLr / 1000.0, 0.97, 0});
    if (2 * stepSize < totalSteps - 1) {
        CHECK(rows.at(2 * stepSize) == StepHyperparameters{*config.baseLr, 0.97, 0});
    }
}

TEST_CASE("Smith's 1cycle rises strictly, then falls strictly, and momentum mirrors it",
          "[schedules][onecycle]") {
    const SmithOneCycle config{.maxLr = 0.37, .baseLr = 0.011, .baseMomentum = 0.85, .maxMomentum = 0.95};
    const auto totalSteps = GENERATE(std::int64_t{3}, 4, 5, 17, 100, 999);
    const auto rows = rowsOfCycle(config, totalSteps);
    const auto stepSize = stepSizeOf(config, totalSteps);

    for (std::int64_t step = 1; step < totalSteps; ++step) {
        CAPTURE(step);
        const auto before = rows.at(step - 1), now = rows.at(step);
        if (step <= stepSize) {
            CHECK(now.learningRate > before.learningRate);
            CHECK(now.momentum < before.momentum);
        } else {
            CHECK(now.learningRate < before.learningRate);
            CHECK(now.momentum >= before.momentum);
        }
        if (step <= 2 * stepSize && step < totalSteps - 1) {
            // (lr - base)/(max - base) and (maxMomentum - momentum)/(maxMomentum - baseMomentum) are one
            // share.
            const double lrShare = (now.learningRate - 0.011) / (0.37 - 0.011);
            CHECK_THAT((0.95 - now.momentum) / (0.95 - 0.85), WithinAbs(lrShare, 1e-14));
        }
    }
}

TEST_CASE("Smith's 1cycle fills what is left out: base max/10, half cycle 45 % rounded",
          "[schedules][onecycle]") {
    CHECK(baseLrOf({.maxLr = 0.5}) == 0.05);
    CHECK(baseLrOf({.maxLr = 0.5, .baseLr = 0.2}) == 0.2);

    // 0.45·N rounded; up to 10 steps at most (N-1)/2, which keeps the last row for the tail's end.
    struct Expected {
        std::int64_t totalSteps, stepSize;
    };
    const auto expected =
        GENERATE(Expected{3, 1},                                                  // 1.35
                 Expected{4, 1},                                                  // 1.8, but 2 leaves no tail
                 Expected{5, 2},                                                  // 2.25
                 Expected{10, 4},                                                 // 4.5, but 5 leaves no tail
                 Expected{11, 5},                                                 // 4.95
                 Expected{12, 5},                                                 // 5.4
                 Expected{100, 45},                                               // 45
                 Expected{101, 45},                                               // 45.45
                 Expected{102, 46},                                               // 45.9
                 Expected{1404, 632},                                             // 631.8
                 Expected{4'000'000'000'000'000'000, 1'800'000'000'000'000'000}); // no overflow
    CHECK(stepSizeOf({}, expected.totalSteps) == expected.stepSize);
    CHECK(stepSizeOf({.stepSize = 2}, 100) == 2);
}

TEST_CASE("Smith's 1cycle works at its shortest", "[schedules][onecycle]") {
    const auto three = rowsOfCycle({.maxLr = 0.1, .baseLr = 0.01}, 3);
    CHECK(three.learningRate == std::vector{0.01, 0.1, 0.01 / 1000});
    CHECK(three.momentum == std::vector{0.95, 0.85, 0.95});

    // Two half cycles that fill the run leave no tail: the last row is one step above base.
    const auto full = rowsOfCycle({.maxLr = 0.1, .baseLr = 0.02, .stepSize = 2}, 4);
    CHECK_THAT(full.learningRate.back(), WithinAbs(0.06, 1e-16));
}
