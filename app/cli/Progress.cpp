// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"

namespace cyclo::cli {

void Progress::runStarted(const RunInfo& info) {
    info_ = info;
    started_ = Clock::now();
}

void Progress::stepEnded(const StepRecord& record) {
    if (line_.due()) draw(record, std::chrono::duration<double>(Clock::now() - started_).count());
}

void Progress::draw(const StepRecord& record, double seconds) {
    const auto done = static_cast<double>(record.step + 1);
    const double left = seconds / done * (static_cast<double>(info_.totalSteps) - done);
    const double rate = done * static_cast<double>(info_.batchSize) / seconds;
    line_.draw("step " + countText(done) + " / " + countText(static_cast<double>(info_.totalSteps)) + "   " +
               countText(rate) + " images/s   " + durationText(left) + " left   loss " +
               numberText(record.smoothedLoss) + "   LR " + numberText(record.learningRate));
}

void Progress::epochEnded(const EpochRecord& record) {
    line_.clear();
    report_.say("epoch " + std::to_string(record.epoch + 1) + "   step " +
                countText(static_cast<double>(record.step)) + "   training loss " +
                lossText(record.trainLoss, record.trainAccuracy) + "   test loss " +
                lossText(record.validationLoss, record.validationAccuracy) + "   " +
                durationText(record.wallSeconds));
}

void Progress::runEnded(const RunSummary&) {
    line_.clear();
}

} // namespace cyclo::cli
