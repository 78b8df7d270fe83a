// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunsProgress.h"

#include <algorithm>

namespace cyclo::cli {

namespace {

double samplesOf(const RunInfo& info) {
    return static_cast<double>(info.totalSteps) * static_cast<double>(info.batchSize);
}

} // namespace

void RunsProgress::begin(std::size_t runs) {
    const std::lock_guard lock(mutex_);
    runs_ = runs;
    ended_ = 0;
    longest_ = trained_ = skipped_ = 0.0;
    started_ = Clock::now();
}

void RunsProgress::runStarted(const RunInfo& info) {
    const std::lock_guard lock(mutex_);
    longest_ = std::max(longest_, samplesOf(info));
}

void RunsProgress::stepEnded(const RunInfo& info, const StepRecord& step,
                             const std::function<std::string()>& name) {
    const std::lock_guard lock(mutex_);
    trained_ += static_cast<double>(info.batchSize);
    if (line_.due()) line_.draw(text(info, step, name()));
}

void RunsProgress::runEnded(const RunInfo& info, std::int64_t steps, const std::string& how) {
    const std::lock_guard lock(mutex_);
    ++ended_;
    skipped_ += std::max(0.0, longest_ - static_cast<double>(steps * info.batchSize));
    line_.clear();
    report_.say(std::to_string(ended_) + "/" + std::to_string(runs_) + "  " + how);
}

std::string RunsProgress::text(const RunInfo& info, const StepRecord& step, const std::string& name) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    const double all = std::max(longest_ * static_cast<double>(runs_), trained_ + skipped_);
    const double left = seconds / trained_ * (all - trained_ - skipped_);
    return std::to_string(ended_) + " of " + std::to_string(runs_) + " ended   " +
           numberText(100.0 * (trained_ + skipped_) / all) + " %   " + countText(trained_ / seconds) +
           " images/s   " + durationText(left) + " left   " + name + ": step " +
           countText(static_cast<double>(step.step + 1)) + " / " +
           countText(static_cast<double>(info.totalSteps)) + "   loss " + numberText(step.smoothedLoss) +
           "   LR " + numberText(step.learningRate);
}

} // namespace cyclo::cli
