// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/views/RunProgress.h"

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::WithinRel;

namespace {

StepRecord stepAt(std::int64_t step) {
    StepRecord record;
    record.step = step;
    record.learningRate = 0.07;
    record.momentum = 0.86;
    return record;
}

} // namespace

TEST_CASE("The rate and the time left follow from when the steps arrived", "[views][progress]") {
    ProgressMeter meter;
    meter.start({.totalSteps = 100, .stepsPerEpoch = 10, .batchSize = 32, .parameterCount = 1}, 10.0);
    CHECK(meter.progress().imagesPerSecond == 0.0);
    CHECK_FALSE(meter.progress().secondsLeft.has_value());
    meter.add(stepAt(19), 12.0); // 20 steps in 2 s
    CHECK(meter.progress().stepsDone == 20);
    CHECK_THAT(meter.progress().imagesPerSecond, WithinRel(320.0, 1e-12));   // 10 steps/s of 32
    CHECK_THAT(meter.progress().secondsLeft.value(), WithinRel(8.0, 1e-12)); // 80 steps at 10/s
    CHECK_THAT(meter.progress().share(), WithinRel(0.2, 1e-12));
    CHECK(meter.progress().learningRate == 0.07);
    CHECK(meter.progress().momentum == 0.86);
}

TEST_CASE("A run that slows down is seen to within seconds", "[views][progress]") {
    ProgressMeter meter;
    meter.start({.totalSteps = 10000, .stepsPerEpoch = 10, .batchSize = 1, .parameterCount = 1}, 0.0);
    for (int second = 1; second <= 10; ++second)
        meter.add(stepAt(second * 100 - 1), second); // 100 steps/s
    for (int second = 11; second <= 16; ++second)
        meter.add(stepAt(1000 + (second - 10) * 10 - 1), second); // 10 steps/s
    CHECK_THAT(meter.progress().imagesPerSecond, WithinRel(10.0, 1e-12));
}

TEST_CASE("Runs that go side by side count all their steps, and not those that an early end saved",
          "[views][progress]") {
    ProgressMeter meter;
    meter.start({.totalSteps = 200, .stepsPerEpoch = 10, .batchSize = 32, .parameterCount = 1}, 0.0);
    meter.add(stepAt(49), 80, 8.0); // 10 steps/s
    CHECK_THAT(meter.progress().secondsLeft.value(), WithinRel(12.0, 1e-12));
    meter.shorten(40);
    meter.add(stepAt(59), 90, 9.0);
    CHECK(meter.progress().totalSteps == 160);
    CHECK_THAT(meter.progress().secondsLeft.value(), WithinRel(7.0, 1e-12));
}

TEST_CASE("Time is written as on a clock", "[views][progress]") {
    CHECK(clockText(0.0) == "0:00");
    CHECK(clockText(41.2) == "0:42"); // never promises too little
    CHECK(clockText(60.0) == "1:00");
    CHECK(clockText(3905.0) == "1:05:05");
}
