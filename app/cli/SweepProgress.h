// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/MemberProgress.h"
#include "core/experiments/SweepRun.h"

#include <functional>
#include <optional>

namespace cyclo::cli {

/// Tells a person how a sweep goes, a live line and one per finished run, and lets what stands be saved at
/// once.
class SweepProgress : public SweepObserver {
public:
    /// @param save  called after each finished run, one call at a time
    SweepProgress(const Report& report, const SweepConfig& config,
                  std::function<void(const SweepRecord&)> save)
        : progress_(report), config_(config), save_(std::move(save)) {}

    void stageStarted(const std::vector<SweepMember>& members) override {
        progress_.stageStarted(members.size());
    }
    void memberStarted(const SweepMember& member, const RunInfo& info) override {
        progress_.memberStarted(member, info);
    }
    void memberStepped(const SweepMember& member, const StepRecord& step) override;
    void memberEnded(const SweepRecord& soFar, const SweepMemberRecord& member) override;

private:
    MemberProgress progress_;
    const SweepConfig& config_;
    std::function<void(const SweepRecord&)> save_;
};

/// What a sweep says, as tables and sentences for people.
void saySweep(const Report& report, const SweepRecord& record);

/// Where all of a sweep's short runs diverged: that, and what to do.
std::optional<std::string> whatWentWrong(const SweepRecord& record);

/// "batch 64, seed 2".
std::string memberText(const SweepConfig& config, const SweepMember& member);

/// How a run of a sweep ended: its recommendation, its final measurement, or what went wrong.
std::string memberResultText(const SweepConfig& config, const SweepMemberRecord& member);

} // namespace cyclo::cli
