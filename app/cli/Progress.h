// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/LiveLine.h"
#include "core/training/TrainingObserver.h"

#include <chrono>

namespace cyclo::cli {

/// Tells a person how a run goes: one line per epoch and, where standard error is a terminal, a progress line
/// below it that is redrawn about ten times a second and gone at the end.
class Progress : public TrainingObserver {
public:
    explicit Progress(const Report& report) : report_(report), line_(report) {}

    void runStarted(const RunInfo& info) override;
    void stepEnded(const StepRecord& record) override;
    void epochEnded(const EpochRecord& record) override;
    void runEnded(const RunSummary& summary) override;

private:
    using Clock = std::chrono::steady_clock;

    void draw(const StepRecord& record, double seconds);

    const Report& report_;
    LiveLine line_;
    RunInfo info_;
    Clock::time_point started_;
};

} // namespace cyclo::cli
