// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"
#include "tests/support/Schedules.h"

#include <stdexcept>

using namespace cyclo;
using cyclo::test::refusalOf;
using cyclo::test::WithinRel;

namespace {

Phases threePhases() {
    return {{{.steps = 5, .learningRate = {Curve::Linear, 0.1, 0.5}, .momentum = {Curve::Linear, 0.95, 0.85}},
             {.steps = 5,
              .learningRate = {Curve::Cosine, 0.5, 0.1},
              .momentum = {Curve::Linear, 0.85, 0.95},
              .weightDecay = Course{Curve::Linear, 0.0, 0.004}},
             {.steps = 3,
              .learningRate = {Curve::Exponential, 0.1, 0.001},
              .momentum = {Curve::Linear, 0.95, 0.95}}}};
}

} // namespace

TEST_CASE("Phases follow one another and each reaches both its ends", "[schedules][phases]") {
    const auto rows = rowsOf({.policy = threePhases(), .weightDecay = 0.25}, 13);
    REQUIRE(rows.size() == 13);
    CHECK(rows.at(0) == StepHyperparameters{0.1, 0.95, 0.25});
    CHECK_THAT(rows.at(1).learningRate, WithinRel(0.2, 1e-15));
    CHECK(rows.at(4) == StepHyperparameters{0.5, 0.85, 0.25});
    CHECK(rows.at(5) == StepHyperparameters{0.5, 0.85, 0.0});
    CHECK_THAT(rows.at(7).learningRate, WithinRel(0.3, 1e-15)); // half a cosine, half way
    CHECK_THAT(rows.at(7).weightDecay, WithinRel(0.002, 1e-15));
    CHECK(rows.at(9) == StepHyperparameters{0.1, 0.95, 0.004});
    CHECK_THAT(rows.at(11).learningRate, WithinRel(0.01, 1e-14)); // geometric mean of 0.1 and 0.001
    CHECK(rows.at(12) == StepHyperparameters{0.001, 0.95, 0.25});
}

TEST_CASE("A phase of one step is at its start", "[schedules][phases]") {
    CHECK(rowsOf({Phases{{{.steps = 1, .learningRate = {Curve::Linear, 0.3, 0.7}}}}}, 1).at(0).learningRate ==
          0.3);
}

TEST_CASE("Phases that do not fill the run, or leave their ranges, are refused", "[schedules][phases]") {
    CHECK(refusalOf(threePhases(), 13) == "no error");
    CHECK(refusalOf(threePhases(), 14) ==
          "phases must be as long as the run, 14 steps; together they have 13");
    CHECK(refusalOf(threePhases(), 12) ==
          "phases must be as long as the run, 12 steps; phase 3 goes beyond its end");
    CHECK(refusalOf(Phases{}, 5) == "phases must be a list of at least one phase, got none");
    auto phases = threePhases();
    phases.phases[1].steps = 0;
    CHECK(refusalOf(phases, 8) == "phase 2: steps must be at least 1, got 0");
    phases = threePhases();
    phases.phases[2].learningRate.to = 0;
    CHECK(refusalOf(phases, 13) == "phase 3: lr must be above 0 for an exponential curve, got 0");
    phases = threePhases();
    phases.phases[0].momentum.from = 1;
    CHECK(refusalOf(phases, 13) == "phase 1: momentum must be at least 0 and below 1, got 1");
}
