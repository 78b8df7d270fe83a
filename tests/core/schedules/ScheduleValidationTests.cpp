// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/Schedules.h"

#include <limits>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::kInf;
using cyclo::test::kNaN;
using cyclo::test::refusalOf;
using cyclo::test::RefusedPolicy;

TEST_CASE("Impossible constant settings are refused with option, value and remedy", "[schedules][validate]") {
    const auto refused = GENERATE(
        RefusedPolicy{Constant{.learningRate = 0}, 10, "lr must be above 0, got 0"},
        RefusedPolicy{Constant{.learningRate = -0.1}, 10, "lr must be above 0, got -0.1"},
        RefusedPolicy{Constant{.learningRate = kNaN}, 10, "lr must be a finite number, got nan"},
        RefusedPolicy{Constant{.learningRate = kInf}, 10, "lr must be a finite number, got inf"},
        RefusedPolicy{Constant{.momentum = 1}, 10, "momentum must be at least 0 and below 1, got 1"},
        RefusedPolicy{Constant{.momentum = -0.5}, 10, "momentum must be at least 0 and below 1, got -0.5"},
        RefusedPolicy{Constant{}, 0, "steps must be at least 1, got 0"},
        RefusedPolicy{Constant{}, -3, "steps must be at least 1, got -3"});
    CHECK(refusalOf(Schedule{refused.policy}, refused.totalSteps) == refused.message);
}

TEST_CASE("Impossible 1cycle settings are refused with option, value and remedy", "[schedules][validate]") {
    const auto refused = GENERATE(
        RefusedPolicy{SmithOneCycle{.maxLr = 0}, 10, "max-lr must be above 0, got 0"},
        RefusedPolicy{SmithOneCycle{.maxLr = kNaN}, 10, "max-lr must be a finite number, got nan"},
        RefusedPolicy{SmithOneCycle{.baseLr = 0}, 10, "base-lr must be above 0, got 0"},
        RefusedPolicy{SmithOneCycle{.baseLr = kNaN}, 10, "base-lr must be a finite number, got nan"},
        RefusedPolicy{SmithOneCycle{.baseLr = 0.1}, 10, "base-lr must be below max-lr 0.1, got 0.1"},
        RefusedPolicy{SmithOneCycle{.baseLr = 0.2}, 10, "base-lr must be below max-lr 0.1, got 0.2"},
        RefusedPolicy{SmithOneCycle{.stepSize = 0}, 10, "step-size must be at least 1, got 0"},
        RefusedPolicy{SmithOneCycle{.stepSize = 6}, 11,
                      "step-size must be at most 5 (half of 11 steps), got 6"},
        RefusedPolicy{SmithOneCycle{.stepSize = std::numeric_limits<std::int64_t>::max()}, 11,
                      "step-size must be at most 5 (half of 11 steps), got 9223372036854775807"},
        RefusedPolicy{SmithOneCycle{.baseMomentum = -0.1}, 10,
                      "base-momentum must be at least 0 and below 1, got -0.1"},
        RefusedPolicy{SmithOneCycle{.maxMomentum = 1}, 10,
                      "max-momentum must be at least 0 and below 1, got 1"},
        RefusedPolicy{SmithOneCycle{.maxMomentum = kNaN}, 10,
                      "max-momentum must be a finite number, got nan"},
        RefusedPolicy{SmithOneCycle{.baseMomentum = 0.9, .maxMomentum = 0.8}, 10,
                      "base-momentum must be at most max-momentum 0.8, got 0.9"},
        RefusedPolicy{SmithOneCycle{}, 2, "onecycle needs at least 3 steps (up, peak, down), got 2"});
    CHECK(refusalOf(Schedule{refused.policy}, refused.totalSteps) == refused.message);
}

TEST_CASE("Impossible sweeps are refused with option, value and remedy", "[schedules][validate]") {
    const auto refused = GENERATE(
        RefusedPolicy{
            Sweep{.lrMin = 0}, 10,
            "lr-min must be above 0 for an exponential ramp, got 0; take a small value such as 1e-7, or a "
            "linear ramp"},
        RefusedPolicy{Sweep{.lrMin = -1}, 10, "lr-min must be at least 0, got -1"},
        RefusedPolicy{Sweep{.lrMin = kNaN}, 10, "lr-min must be a finite number, got nan"},
        RefusedPolicy{Sweep{.lrMax = kInf}, 10, "lr-max must be a finite number, got inf"},
        RefusedPolicy{Sweep{.lrMin = 1, .lrMax = 1}, 10, "lr-max must be above lr-min 1, got 1"},
        RefusedPolicy{Sweep{.lrMin = 1, .lrMax = 0.5}, 10, "lr-max must be above lr-min 1, got 0.5"},
        RefusedPolicy{Sweep{.lrMin = 1e-300, .lrMax = 1e300}, 10,
                      "lr-max 1e+300 is too far from lr-min 1e-300: their ratio must be a finite number"},
        RefusedPolicy{Sweep{.momentum = 1.5}, 10, "momentum must be at least 0 and below 1, got 1.5"},
        RefusedPolicy{Sweep{}, 1, "a sweep needs at least 2 steps (its two ends), got 1"});
    CHECK(refusalOf(Schedule{refused.policy}, refused.totalSteps) == refused.message);
}

TEST_CASE("A negative or non-finite weight decay is refused", "[schedules][validate]") {
    CHECK(refusalOf(Schedule{.policy = Constant{}, .weightDecay = -1e-4}, 5) ==
          "wd must be 0 or above, got -1e-04");
    CHECK(refusalOf(Schedule{.policy = Constant{}, .weightDecay = kNaN}, 5) ==
          "wd must be a finite number, got nan");
    CHECK(refusalOf(Schedule{.policy = Constant{}, .weightDecay = 0}, 5) == "no error");
}

TEST_CASE("Settings at the edge of what is possible are accepted", "[schedules][validate]") {
    CHECK(refusalOf(Schedule{Sweep{.lrMin = 0, .ramp = Ramp::Linear, .momentum = 0}}, 2) == "no error");
    CHECK(refusalOf(Schedule{SmithOneCycle{.stepSize = 5, .baseMomentum = 0.9, .maxMomentum = 0.9}}, 10) ==
          "no error");
    CHECK(refusalOf(Schedule{SmithOneCycle{}}, 3) == "no error");
}

TEST_CASE("Rows and steps of impossible settings are refused alike", "[schedules][validate]") {
    const Schedule schedule{.policy = Sweep{.lrMin = 0}};
    CHECK_THROWS_AS(rowsOf(schedule, 10), std::invalid_argument);
    CHECK_THROWS_AS(hyperparametersAt(schedule, 0, 10), std::invalid_argument);
    CHECK_THROWS_AS(rowsOf(schedule, -1), std::invalid_argument);
}
