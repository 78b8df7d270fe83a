// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyShape.h"
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace cyclo;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

constexpr std::int64_t kSteps = 200;

/// Every kind that has corners, with settings that put them on whole steps.
Policy shaped() {
    return GENERATE(as<Policy>(), SmithOneCycle{},
                    SmithOneCycle{.maxLr = 0.2, .baseLr = 0.03, .stepSize = 60}, TorchOneCycle{},
                    TorchOneCycle{.pctStart = 0.25, .threePhase = true}, FastaiOneCycle{}, Triangular{},
                    Triangular2{.stepSizeUp = 30, .stepSizeDown = 50}, ExpRange{.gamma = 0.99},
                    Cosine{.warmup = 20}, Sgdr{.warmup = 10}, Trapezoid{.warmup = 20});
}

const ShapePoint& pointOf(const std::vector<ShapePoint>& points, ShapePart part) {
    const auto found = std::ranges::find(points, part, &ShapePoint::part);
    REQUIRE(found != points.end());
    return *found;
}

ShapePoint pointOf(const Policy& policy, ShapePart part) {
    return pointOf(shapePointsOf(policy, kSteps), part);
}

} // namespace

TEST_CASE("The corners of a policy lie on its rows", "[schedules][shape]") {
    const Policy policy = shaped();
    const ScheduleRows rows = rowsOf({policy}, kSteps);
    const auto points = shapePointsOf(policy, kSteps);
    REQUIRE(points.size() >= 2);
    for (const ShapePoint& point : points) {
        CAPTURE(policy.index(), static_cast<int>(point.part), point.step);
        CHECK(point.step >= 0.0);
        CHECK(point.step <= kSteps);
        const bool isRow = point.step == std::floor(point.step) && point.step < kSteps;
        const bool isRestart = std::holds_alternative<Sgdr>(policy) && point.part == ShapePart::CycleEnd;
        if (!isRow || isRestart) continue; // at a restart the row is the next cycle's first
        const StepHyperparameters row = rows.at(static_cast<std::int64_t>(point.step));
        // fastai reckons its position in single precision.
        CHECK_THAT(isMomentum(point.part) ? row.momentum : row.learningRate, WithinRel(point.value, 1e-5));
    }
}

TEST_CASE("A corner that is put where it is changes nothing", "[schedules][shape]") {
    const Policy policy = shaped();
    for (const ShapePoint& point : shapePointsOf(policy, kSteps)) {
        CAPTURE(policy.index(), static_cast<int>(point.part));
        CHECK(withShapePoint(policy, point.part, point.step, point.value, kSteps) == policy);
    }
}

TEST_CASE("A corner goes where it is put", "[schedules][shape]") {
    const Policy policy = shaped();
    for (const ShapePoint& point : shapePointsOf(policy, kSteps)) {
        CAPTURE(policy.index(), static_cast<int>(point.part));
        // A tenth less, or more for the low momentum, is free for every corner of these policies.
        const double value = point.part == ShapePart::LowMomentum ? point.value + 0.02 : point.value * 0.9;
        const Policy lower = withShapePoint(policy, point.part, point.step, value, kSteps);
        // To three digits; a quotient is rounded instead of the rate it makes.
        if (point.value > 0.0) CHECK_THAT(pointOf(lower, point.part).value, WithinRel(value, 6e-3));
        if (!point.movesInStep) continue;
        const double step = std::floor(point.step) - 4;
        if (step < 0) continue;
        const Policy earlier = withShapePoint(policy, point.part, step, point.value, kSteps);
        CHECK_THAT(pointOf(earlier, point.part).step, WithinAbs(step, 1e-9));
    }
}

TEST_CASE("A corner moved along the run sets the one setting behind it", "[schedules][shape]") {
    CHECK(withShapePoint(SmithOneCycle{}, ShapePart::Peak, 50.4, 0.1, kSteps) ==
          Policy(SmithOneCycle{.stepSize = 50}));
    CHECK(withShapePoint(SmithOneCycle{}, ShapePart::CycleEnd, 120, 0.01, kSteps) ==
          Policy(SmithOneCycle{.stepSize = 60}));
    CHECK(withShapePoint(TorchOneCycle{}, ShapePart::Peak, 79, 0.1, kSteps) ==
          Policy(TorchOneCycle{.pctStart = 0.4}));
    CHECK(withShapePoint(FastaiOneCycle{}, ShapePart::Peak, 80, 0.1, kSteps) ==
          Policy(FastaiOneCycle{.pctStart = 0.4}));
    // 50 up and 50 down by default.
    CHECK(withShapePoint(Triangular{}, ShapePart::CycleEnd, 80, 0.001, kSteps) ==
          Policy(Triangular{.stepSizeDown = 30}));
    CHECK(withShapePoint(Trapezoid{}, ShapePart::Fall, 150, 0.1, kSteps) ==
          Policy(Trapezoid{.decayShare = 0.25}));
    CHECK(withShapePoint(Cosine{}, ShapePart::Peak, 12, 0.1, kSteps) == Policy(Cosine{.warmup = 12}));
}

TEST_CASE("A corner moved in value sets it to three digits and leaves left-out settings out",
          "[schedules][shape]") {
    CHECK(withShapePoint(SmithOneCycle{}, ShapePart::Peak, 90, 0.234567, kSteps) ==
          Policy(SmithOneCycle{.maxLr = 0.235}));
    CHECK(withShapePoint(SmithOneCycle{}, ShapePart::Start, 0, 0.0012344, kSteps) ==
          Policy(SmithOneCycle{.baseLr = 0.00123}));
    CHECK(withShapePoint(SmithOneCycle{}, ShapePart::LowMomentum, 90, 0.80049, kSteps) ==
          Policy(SmithOneCycle{.baseMomentum = 0.8}));
    // 0.1 / 0.002 and, of the start 0.004, 0.004 / 0.0004.
    CHECK(withShapePoint(TorchOneCycle{}, ShapePart::Start, 0, 0.002, kSteps) ==
          Policy(TorchOneCycle{.divFactor = 50}));
    CHECK(withShapePoint(TorchOneCycle{}, ShapePart::End, 199, 0.0004, kSteps) ==
          Policy(TorchOneCycle{.finalDivFactor = 10}));
    // fastai's is a quotient of the peak.
    CHECK(withShapePoint(FastaiOneCycle{}, ShapePart::End, kSteps, 0.0004, kSteps) ==
          Policy(FastaiOneCycle{.finalDivFactor = 250}));
    // The first peak of exp_range is gamma^up lower than max: 0.1 + 0.9·0.5.
    const ExpRange shrinking{.baseLr = 0.1, .maxLr = 1.0, .stepSizeUp = 1, .gamma = 0.5};
    CHECK_THAT(pointOf(shrinking, ShapePart::Peak).value, WithinRel(0.55, 1e-12));
    const Policy raised = withShapePoint(shrinking, ShapePart::Peak, 1, 1.1, kSteps);
    CHECK(std::get<ExpRange>(raised).maxLr == 2.1);
}

TEST_CASE("A corner stops at what the settings allow", "[schedules][shape]") {
    const Policy smith = SmithOneCycle{.maxLr = 0.1, .baseLr = 0.05};
    CHECK(pointOf(withShapePoint(smith, ShapePart::Peak, 90, 0.001, kSteps), ShapePart::Peak).value ==
          0.0505);
    CHECK(pointOf(withShapePoint(smith, ShapePart::Peak, 500, 0.1, kSteps), ShapePart::Peak).step == 100);
    CHECK(pointOf(withShapePoint(smith, ShapePart::HighMomentum, 0, 2.0, kSteps), ShapePart::HighMomentum)
              .value == 0.999);
    CHECK(pointOf(withShapePoint(smith, ShapePart::LowMomentum, 90, 0.99, kSteps), ShapePart::LowMomentum)
              .value == 0.95);
    const Policy trapezoid = Trapezoid{.minLr = 0.01, .warmup = 50};
    CHECK(pointOf(withShapePoint(trapezoid, ShapePart::Fall, 10, 0.1, kSteps), ShapePart::Fall).step == 50);
    CHECK(pointOf(withShapePoint(trapezoid, ShapePart::Peak, 190, 0.1, kSteps), ShapePart::Peak).step == 160);
    CHECK(pointOf(withShapePoint(trapezoid, ShapePart::Peak, 50, 1e-9, kSteps), ShapePart::Peak).value ==
          0.01);
}

TEST_CASE("No place that a hand can reach makes a policy impossible", "[schedules][shape]") {
    const Policy policy = shaped();
    const std::int64_t steps = GENERATE(3, 10, kSteps);
    const double infinity = std::numeric_limits<double>::infinity();
    for (const ShapePoint& point : shapePointsOf(policy, steps))
        for (const double step : {-1e300, -1.0, 0.0, 1.0, 9.0, 199.0, 1e300, infinity})
            for (const double value : {-1.0, 0.0, 1e-320, 1e-9, 0.5, 1.0, 1e9, 1e308, std::nan("")}) {
                CAPTURE(policy.index(), static_cast<int>(point.part), steps, step, value);
                const Policy moved = withShapePoint(policy, point.part, step, value, steps);
                CHECK_NOTHROW(validate({moved}, steps));
            }
}

TEST_CASE("Policies without corners, and settings too long for the run, have none", "[schedules][shape]") {
    CHECK(shapePointsOf(Constant{}, kSteps).empty());
    CHECK(shapePointsOf(SmithOneCycle{.stepSize = 101}, kSteps).empty());
    CHECK(shapePointsOf(Cosine{}, 0).empty());
    CHECK(withShapePoint(Constant{}, ShapePart::Peak, 3, 0.5, kSteps) == Policy(Constant{}));
    // A cycle longer than the run: its peak and end are outside.
    const auto points = shapePointsOf(Triangular{.stepSizeUp = 300}, kSteps);
    CHECK(std::ranges::count(points, ShapePart::Start, &ShapePoint::part) == 1);
    CHECK(std::ranges::count(points, ShapePart::Peak, &ShapePoint::part) == 0);
}

TEST_CASE("Neighbouring steps of a long run are told apart", "[schedules][shape]") {
    constexpr std::int64_t kLong = 123457;
    const Policy moved = withShapePoint(TorchOneCycle{}, ShapePart::Peak, 50001, 0.1, kLong);
    const Policy next = withShapePoint(moved, ShapePart::Peak, 50002, 0.1, kLong);
    CHECK_THAT(pointOf(shapePointsOf(next, kLong), ShapePart::Peak).step, WithinAbs(50002.0, 0.5));
    CHECK(next != moved);
}
