// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepConfig.h"
#include "core/experiments/SweepMember.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// What a sweep does next, as a pure function of its settings and the members that stand: so one that was
/// stopped goes on where it was.
struct SweepStep {
    std::vector<SweepMember> stage;   ///< all members of the stage; none when the sweep is over
    std::vector<SweepMember> missing; ///< those of them that are still to be run, in this order
    std::string obstacle;             ///< why it cannot go on; else empty
};
SweepStep nextStep(const SweepConfig& config, std::span<const SweepMemberRecord> finished);

/// The learning rate that all short runs share: the one given, else what the range tests of the seeds
/// recommend together. Nothing where they recommend none.
std::optional<double> sharedLearningRate(const SweepConfig& config,
                                         std::span<const SweepMemberRecord> finished);

/// The experiment that a member is. @param learningRate  of short runs; not looked at in range tests
ExperimentConfig experimentOf(const SweepConfig& config, const SweepMember& member,
                              std::optional<double> learningRate);

bool isRangeTest(const SweepConfig& config, const SweepMember& member);

/// The rows of a member that trains; of a trunk too, which takes the first branchAt of them.
/// @param totalSteps  >= 3, and more than branchAt where runs branch
ScheduleRows rowsOf(const SweepConfig& config, const SweepMember& member, double learningRate,
                    std::int64_t totalSteps);

} // namespace cyclo
