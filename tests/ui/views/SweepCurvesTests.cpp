// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/views/SweepCurves.h"

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

/// Two steps, the second of which made no update.
std::vector<StepRecord> twoSteps() {
    StepRecord first{.step = 0, .learningRate = 0.1, .loss = 2.0};
    first.validationLoss = 3.0;
    return {first, {.step = 1, .learningRate = 0.2, .loss = 1.0}};
}

} // namespace

TEST_CASE("Range tests of a sweep are drawn by the loss that they are judged by", "[views][sweep]") {
    SweepConfig config{.kind = SweepKind::BatchSize, .mode = SweepMode::RangeTests};
    SECTION("training") {
        const auto samples = curveSamplesOf(config, {}, twoSteps());
        CHECK(samples[0].x == 0.1);
        CHECK(samples[0].y == 2.0);
        CHECK(samples[1].y == 1.0);
        CHECK(curveLossOf(config) == "training loss");
    }
    SECTION("validation") {
        config.base.finder.loss = FinderLoss::Validation;
        const auto samples = curveSamplesOf(config, {}, twoSteps());
        CHECK(samples[0].y == 3.0);
        CHECK(std::isnan(samples[1].y));
        CHECK(curveLossOf(config) == "validation loss");
    }
    CHECK(curveAxisOf(config).scale == AxisScale::Log);
}

TEST_CASE("Short runs are drawn by their training loss against the step", "[views][sweep]") {
    SweepConfig config{.kind = SweepKind::Momentum, .mode = SweepMode::ShortRuns};
    config.base.finder.loss = FinderLoss::Validation; // of range tests, which these are not
    const auto samples = curveSamplesOf(config, {}, twoSteps());
    CHECK(samples[1].x == 1.0);
    CHECK(samples[1].y == 1.0);
    CHECK(curveLossOf(config) == "training loss");
    CHECK(curveAxisOf(config).title == "step");
}
