// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"
#include "core/experiments/SweepConfig.h"
#include "core/experiments/SweepMember.h"
#include "core/training/StopToken.h"
#include "core/training/TrainingObserver.h"

#include <string>
#include <vector>

namespace cyclo {

/// A sweep as it was, or as far as it got.
struct SweepRecord {
    SweepConfig config;
    RunOutcome outcome = RunOutcome::Completed; ///< never Diverged: a member may diverge, its sweep goes on
    std::string message;                        ///< one line for people; empty when completed
    std::vector<SweepMemberRecord> members;     ///< finished ones, stage by stage, in the order of the values
};

/// Watches a sweep. What a member does is told on that member's thread: calls about one member come in order,
/// calls about different members at the same time. The others come one at a time. An observer that throws
/// ends the member as Failed.
class SweepObserver {
public:
    virtual ~SweepObserver() = default;
    /// On the thread that runs the sweep, before any of these members starts. Those of the stage that were
    /// finished before are not among them. Trunks come as a stage of their own and are told like members,
    /// though soFar never holds them; a branch is told from the step on where it leaves its trunk.
    virtual void stageStarted(const std::vector<SweepMember>& /*members*/) {}
    virtual void memberStarted(const SweepMember&, const RunInfo&) {}      ///< on the member's thread
    virtual void memberStepped(const SweepMember&, const StepRecord&) {}   ///< likewise, in order
    virtual void memberMeasured(const SweepMember&, const EpochRecord&) {} ///< likewise, training runs only
    /// On the member's thread, one at a time. soFar holds every member that has finished, this one too if it
    /// did; its outcome stands for a sweep that would end now.
    virtual void memberEnded(const SweepRecord& /*soFar*/, const SweepMemberRecord&) {}
};

/// Runs what is left of a sweep, side by side as far as base.threads go (RunQueue.h): same settings, same
/// bits, also where it was stopped and taken up again. Blocks; call it on a thread of its own in a window.
/// @param finished  members that stand from before, of the same settings
/// @throws std::invalid_argument  for impossible settings, before anything starts; everything later is an
/// outcome
SweepRecord runSweep(const SweepConfig& config, const DataSource& data, SweepObserver& observer,
                     const StopToken& stop, std::vector<SweepMemberRecord> finished = {});

} // namespace cyclo
