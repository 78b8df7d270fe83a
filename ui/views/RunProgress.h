// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"

#include <QString>

#include <cstdint>
#include <deque>
#include <optional>

namespace cyclo::ui {

/// Where a run stands.
struct RunProgress {
    std::int64_t stepsDone = 0;
    std::int64_t totalSteps = 0;
    double imagesPerSecond = 0.0;      ///< over the last seconds; 0 until known
    std::optional<double> secondsLeft; ///< empty until known
    double learningRate = 0.0;         ///< of the last step
    double momentum = 0.0;

    double share() const {
        return totalSteps > 0 ? static_cast<double>(stepsDone) / static_cast<double>(totalSteps) : 0.0;
    }
};

/// Follows a run and estimates its speed from when its steps arrived. Reads no clock.
class ProgressMeter {
public:
    void start(const RunInfo& info, double seconds);
    void add(const StepRecord& last, double seconds); ///< the newest step, at this moment
    /// The newest step of runs that go side by side. @param stepsDone  by all of them
    void add(const StepRecord& last, std::int64_t stepsDone, double seconds);
    void shorten(std::int64_t steps) { progress_.totalSteps -= steps; } ///< so many will not be made
    const RunProgress& progress() const { return progress_; }

private:
    struct Mark {
        std::int64_t stepsDone;
        double seconds;
    };

    RunInfo info_;
    RunProgress progress_;
    std::deque<Mark> marks_; ///< of the last seconds, oldest first
};

/// "0:42", "1:05:00".
QString clockText(double seconds);

} // namespace cyclo::ui
