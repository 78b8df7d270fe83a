// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyKind.h"
#include "core/schedules/PolicyRange.h"
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

#include <algorithm>
#include <stdexcept>

using namespace cyclo;

TEST_CASE("A constant schedule has the same row at every step", "[schedules][constant]") {
    const Schedule schedule{.policy = Constant{.learningRate = 0.02, .momentum = 0.8}, .weightDecay = 5e-4};
    const auto rows = rowsOf(schedule, 7);
    REQUIRE(rows.size() == 7);
    for (std::int64_t step = 0; step < 7; ++step)
        CHECK(rows.at(step) == StepHyperparameters{0.02, 0.8, 5e-4});
    CHECK(rowsOf(schedule, 1).at(0) == rows.at(6));
}

TEST_CASE("Every policy gives exactly N rows, equal to the single steps to the last bit", "[schedules]") {
    const auto policy =
        GENERATE(Policy{Constant{}}, Policy{MultiStep{}}, Policy{Inverse{}}, Policy{Triangular{}},
                 Policy{Triangular2{.stepSizeUp = 3}}, Policy{ExpRange{.stepSizeUp = 5, .stepSizeDown = 2}},
                 Policy{SmithOneCycle{}}, Policy{TorchOneCycle{}}, Policy{FastaiOneCycle{}},
                 Policy{Cosine{.warmup = 2}}, Policy{Sgdr{}}, Policy{Trapezoid{.warmup = 2}}, Policy{Sweep{}},
                 Policy{Sweep{.lrMin = 0, .ramp = Ramp::Linear}});
    const auto totalSteps = GENERATE(std::int64_t{3}, 4, 10, 11, 100, 1404);
    const Schedule schedule{.policy = policy, .weightDecay = 1e-4};
    CAPTURE(kindOf(policy).title, totalSteps);

    const auto rows = rowsOf(schedule, totalSteps);
    REQUIRE(rows.learningRate.size() == static_cast<std::size_t>(totalSteps));
    REQUIRE(rows.momentum.size() == rows.learningRate.size());
    REQUIRE(rows.weightDecay.size() == rows.learningRate.size());

    bool same = true;
    for (std::int64_t step = 0; step < totalSteps; ++step)
        same = same && rows.at(step) == hyperparametersAt(schedule, step, totalSteps);
    CHECK(same);
    CHECK(std::ranges::all_of(rows.weightDecay, [](double value) { return value == 1e-4; }));
    CHECK(std::ranges::all_of(rows.learningRate, [](double value) { return value >= 0; }));
    CHECK(std::ranges::all_of(rows.momentum, [](double value) { return value >= 0 && value < 1; }));
    const auto range = lrRangeOf(policy);
    CHECK(std::ranges::max(rows.learningRate) <= range.high * (1 + 1e-15));
}

TEST_CASE("A run of no steps has no rows", "[schedules]") {
    CHECK(rowsOf(Schedule{.policy = SmithOneCycle{}}, 0) == ScheduleRows{});
}

TEST_CASE("A step outside the run has no hyperparameters", "[schedules]") {
    const Schedule schedule{.policy = Constant{}};
    CHECK_NOTHROW(hyperparametersAt(schedule, 9, 10));
    CHECK_THROWS_AS(hyperparametersAt(schedule, 10, 10), std::invalid_argument);
    CHECK_THROWS_AS(hyperparametersAt(schedule, -1, 10), std::invalid_argument);
}
