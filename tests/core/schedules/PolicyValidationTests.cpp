// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/Schedules.h"

#include <stdexcept>

using namespace cyclo;
using cyclo::test::kNaN;
using cyclo::test::refusalOf;
using cyclo::test::RefusedPolicy;

TEST_CASE("Impossible settings are refused with option, value and remedy", "[schedules][validate]") {
    const auto refused = GENERATE(
        RefusedPolicy{MultiStep{.milestones = {0.5, 0.5}}, 10, "milestones must rise, got 0.5 after 0.5"},
        RefusedPolicy{MultiStep{.milestones = {0.5, 1}}, 10, "milestones must be above 0 and below 1, got 1"},
        RefusedPolicy{MultiStep{.milestones = {kNaN}}, 10, "milestones must be a finite number, got nan"},
        RefusedPolicy{MultiStep{.gamma = 1.5}, 10, "gamma must be above 0 and at most 1, got 1.5"},
        RefusedPolicy{Inverse{.power = -1}, 10, "power must be at least 0, got -1"},
        RefusedPolicy{Triangular{.baseLr = 0.5, .maxLr = 0.5}, 10,
                      "base-lr must be below max-lr 0.5, got 0.5"},
        RefusedPolicy{Triangular2{.stepSizeUp = 0}, 10, "step-size-up must be at least 1, got 0"},
        RefusedPolicy{ExpRange{.stepSizeDown = -1}, 10, "step-size-down must be at least 1, got -1"},
        RefusedPolicy{ExpRange{.gamma = 0}, 10, "gamma must be above 0 and at most 1, got 0"},
        RefusedPolicy{Triangular{.baseMomentum = 0.95}, 10,
                      "base-momentum must be at most max-momentum 0.9, got 0.95"},
        RefusedPolicy{TorchOneCycle{.pctStart = 1.1}, 10,
                      "pct-start must be at least 0 and at most 1, got 1.1"},
        RefusedPolicy{TorchOneCycle{.divFactor = 0.5}, 10, "div-factor must be at least 1, got 0.5"},
        RefusedPolicy{TorchOneCycle{.finalDivFactor = 0}, 10, "final-div-factor must be above 0, got 0"},
        RefusedPolicy{
            TorchOneCycle{.pctStart = 0.25}, 4,
            "pct-start 0.25 of 4 steps is exactly one step, which leaves the way up no length; take more "
            "steps or another pct-start"},
        RefusedPolicy{
            TorchOneCycle{.pctStart = 0.6, .threePhase = true}, 100,
            "pct-start must be at most 0.5 with three-phase, as the way down is as long as the way up, got "
            "0.6"},
        RefusedPolicy{
            TorchOneCycle{.pctStart = 0.3, .threePhase = true}, 3,
            "pct-start 0.3 of 3 steps is less than one step, and three-phase would never rise; take more "
            "steps"},
        RefusedPolicy{FastaiOneCycle{.pctStart = 1}, 10, "pct-start must be above 0 and below 1, got 1"},
        RefusedPolicy{
            FastaiOneCycle{.pctStart = 1 - 1e-12}, 10,
            "pct-start must be below 1 in single precision, in which fastai reckons, got 0.999999999999"},
        RefusedPolicy{Cosine{.learningRate = 0.1, .minLr = 0.2}, 10,
                      "min-lr must be at most lr 0.1, got 0.2"},
        RefusedPolicy{Cosine{.warmup = 10}, 10, "warmup must be below the 10 steps of the run, got 10"},
        RefusedPolicy{Sgdr{.cycleMult = 0}, 10, "cycle-mult must be at least 1, got 0"},
        RefusedPolicy{Sgdr{.cycleSteps = 0}, 10, "cycle-steps must be at least 1, got 0"},
        RefusedPolicy{Trapezoid{.decayShare = 1.5}, 10,
                      "decay-share must be at least 0 and at most 1, got 1.5"},
        RefusedPolicy{Trapezoid{.warmup = 9, .decayShare = 0.5}, 10,
                      "warmup must be at most the 5 steps that decay-share 0.5 leaves of 10, got 9"});
    CHECK(refusalOf(refused.policy, refused.totalSteps) == refused.message);
}

TEST_CASE("Other settings at the edge of what is possible are accepted", "[schedules][validate]") {
    CHECK(refusalOf(TorchOneCycle{.pctStart = 0}, 1) == "no error");
    CHECK(refusalOf(TorchOneCycle{.pctStart = 1}, 10) == "no error");
    CHECK(refusalOf(TorchOneCycle{.pctStart = 0.5, .threePhase = true}, 10) == "no error");
    CHECK(refusalOf(FastaiOneCycle{}, 1) == "no error");
    CHECK(refusalOf(Triangular{.baseLr = 0, .stepSizeUp = 1}, 1) == "no error");
    CHECK(refusalOf(Triangular{.cycleMomentum = false, .baseMomentum = 0.95}, 10) == "no error");
    CHECK(refusalOf(MultiStep{.milestones = {}}, 1) == "no error");
    CHECK(refusalOf(Cosine{.minLr = 0.1, .warmup = 9}, 10) == "no error");
    CHECK(refusalOf(Trapezoid{.warmup = 5, .decayShare = 0.5}, 10) == "no error");
    CHECK(refusalOf(Sgdr{.cycleSteps = 1'000'000'000'000}, 10) == "no error");
}
