// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SweepRecords.h"

#include "core/tensor/Rng.h"

#include <cmath>

namespace cyclo::test {

SweepMemberRecord shortRun(double value, double validationLoss, std::uint64_t seed) {
    SweepMemberRecord record;
    record.member = {.stage = SweepStage::Grid, .value = value, .seed = seed};
    record.points = {
        {.step = 0, .learningRate = 0.1, .weightDecay = value, .loss = 2.3, .smoothedLoss = 2.3}};
    if (std::isnan(validationLoss)) {
        record.summary.outcome = RunOutcome::Diverged;
        return record;
    }
    record.epochs = {{.step = 1, .validationLoss = validationLoss, .validationAccuracy = 0.5}};
    record.summary.last = record.epochs.back();
    return record;
}

SweepMemberRecord rangeTest(double value, const SyntheticTest& test, std::uint64_t seed) {
    constexpr int kSteps = 200;
    constexpr double kFirst = 1e-4, kDecades = 5.0, kStart = 2.3;
    Rng random(seed * 1000003 + static_cast<std::uint64_t>(value * 1e6), "range-test");
    const double width = std::log10(test.lowestLr / kFirst);
    SweepMemberRecord record;
    record.member = {.stage = SweepStage::Grid, .value = value, .seed = seed};
    for (int step = 0; step < kSteps; ++step) {
        const double lr = kFirst * std::pow(10.0, kDecades * step / (kSteps - 1));
        const double left = std::log10(lr / test.lowestLr) / width;
        const double away = left < 0.0 ? left : 3.0 * left;
        const double loss =
            test.lowestLoss + (kStart - test.lowestLoss) * away * away + test.noise * random.normal();
        record.points.push_back(
            {.step = step, .learningRate = lr, .momentum = 0.9, .weightDecay = 0.0, .loss = loss});
    }
    record.summary.stepsDone = kSteps;
    return record;
}

} // namespace cyclo::test
