// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace cyclo::cli {

namespace {

constexpr auto kRedrawEvery = std::chrono::milliseconds(100);

bool errorsGoToTerminal() {
    const char* const terminal = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

} // namespace

Progress::Progress(const Report& report) : report_(report), live_(!report.quiet() && errorsGoToTerminal()) {}

Progress::~Progress() {
    clear();
}

void Progress::runStarted(const RunInfo& info) {
    info_ = info;
    started_ = lastDrawn_ = Clock::now();
}

void Progress::stepEnded(const StepRecord& record) {
    if (!live_) return;
    const auto now = Clock::now();
    if (now - lastDrawn_ < kRedrawEvery) return;
    lastDrawn_ = now;
    draw(record, std::chrono::duration<double>(now - started_).count());
}

void Progress::draw(const StepRecord& record, double seconds) {
    const auto done = static_cast<double>(record.step + 1);
    const double left = seconds / done * (static_cast<double>(info_.totalSteps) - done);
    const double rate = done * static_cast<double>(info_.batchSize) / seconds;
    const std::string line = "step " + countText(done) + " / " +
                             countText(static_cast<double>(info_.totalSteps)) + "   " + countText(rate) +
                             " images/s   " + durationText(left) + " left   loss " +
                             numberText(record.smoothedLoss) + "   LR " + numberText(record.learningRate);
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
    drawn_ = true;
}

void Progress::epochEnded(const EpochRecord& record) {
    clear();
    const auto lossText = [](double loss, double accuracy) {
        return numberText(loss) + (std::isnan(accuracy) ? "" : ", " + percentText(accuracy));
    };
    report_.say("epoch " + std::to_string(record.epoch + 1) + "   step " +
                countText(static_cast<double>(record.step)) + "   training loss " +
                lossText(record.trainLoss, record.trainAccuracy) + "   test loss " +
                lossText(record.validationLoss, record.validationAccuracy) + "   " +
                durationText(record.wallSeconds));
}

void Progress::runEnded(const RunSummary&) {
    clear();
}

void Progress::clear() {
    if (!drawn_) return;
    std::fprintf(stderr, "\r\033[K");
    std::fflush(stderr);
    drawn_ = false;
}

} // namespace cyclo::cli
