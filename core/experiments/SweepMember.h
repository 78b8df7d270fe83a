// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cyclo {

/// The part of a sweep that a member belongs to; a later one is settled by the results of an earlier one.
enum class SweepStage {
    LearningRate, ///< range test that finds the learning rate of the short runs
    Trunk,        ///< the steps that branches share, one run a seed; not kept as a member of its own
    Grid,         ///< the values that were given
    Bisection     ///< weight decays between (or beyond) the best of them
};
std::string toString(SweepStage stage); ///< "learning-rate", "trunk", "grid", "bisection"

/// One run of a sweep: what tells it from the others.
struct SweepMember {
    SweepStage stage = SweepStage::Grid;
    double value = 0.0; ///< batch size, momentum or weight decay
    std::uint64_t seed = 1;

    bool operator==(const SweepMember&) const = default;
};

/// A run of a sweep as it was: every step raw, and for training runs every measurement.
struct SweepMemberRecord {
    SweepMember member;
    RunSummary summary;
    std::vector<StepRecord> points;
    std::vector<EpochRecord> epochs; ///< none for range tests
};

/// A member that stands, however it ended: stopped and failed ones are made again when a sweep goes on.
bool isFinished(const SweepMemberRecord& record);

/// Σ lr·wd over the steps: by how much the weights were shrunk in all, as a sum of shares.
double totalDecay(const SweepMemberRecord& record);

} // namespace cyclo
