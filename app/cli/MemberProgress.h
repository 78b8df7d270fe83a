// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/RunsProgress.h"
#include "core/experiments/SweepMember.h"

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cyclo::cli {

/// Tells a person how the runs of a stage of a sweep go: one live line, and a line that stays for each that
/// ended. Any thread may call.
class MemberProgress {
public:
    explicit MemberProgress(const Report& report) : progress_(report) {}

    void stageStarted(std::size_t members);
    void memberStarted(const SweepMember& member, const RunInfo& info);
    void memberStepped(const SweepMember& member, const StepRecord& step,
                       const std::function<std::string()>& name);
    void memberEnded(const SweepMember& member, const std::string& how);

private:
    struct Running {
        SweepMember member;
        RunInfo info;
        std::int64_t steps = 0; ///< told so far
    };
    Running running(const SweepMember& member, std::int64_t stepsMore);

    RunsProgress progress_;
    std::vector<Running> running_;
    std::mutex mutex_; ///< of running_
};

} // namespace cyclo::cli
