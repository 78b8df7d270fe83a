// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/LiveLine.h"
#include "core/training/TrainingObserver.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

namespace cyclo::cli {

/// Tells a person how runs go that go side by side: one live line for all of them, with rate and time left.
/// Any thread may call.
class RunsProgress {
public:
    explicit RunsProgress(const Report& report) : report_(report), line_(report) {}

    /// So many runs come now. Each is taken to see as many samples as the longest that has started.
    void begin(std::size_t runs);

    void runStarted(const RunInfo& info);

    /// @param name  of the run, asked for when the line is drawn
    void stepEnded(const RunInfo& info, const StepRecord& step, const std::function<std::string()>& name);

    /// Says "3/8  " and how it ended. What it did not do, an early end say, counts as done.
    /// @param steps  made
    void runEnded(const RunInfo& info, std::int64_t steps, const std::string& how);

private:
    using Clock = std::chrono::steady_clock;

    std::string text(const RunInfo& info, const StepRecord& step, const std::string& name) const;

    const Report& report_;
    LiveLine line_;
    std::size_t runs_ = 0;
    std::size_t ended_ = 0;
    double longest_ = 0.0; ///< samples of a run
    double trained_ = 0.0; ///< samples of all runs
    double skipped_ = 0.0; ///< of runs that ended early
    Clock::time_point started_;
    std::mutex mutex_;
};

} // namespace cyclo::cli
