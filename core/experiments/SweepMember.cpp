// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepMember.h"

namespace cyclo {

std::string toString(SweepStage stage) {
    switch (stage) {
    case SweepStage::LearningRate:
        return "learning-rate";
    case SweepStage::Trunk:
        return "trunk";
    case SweepStage::Grid:
        return "grid";
    case SweepStage::Bisection:
        return "bisection";
    }
    return "grid";
}

bool isFinished(const SweepMemberRecord& record) {
    return record.summary.outcome == RunOutcome::Completed || record.summary.outcome == RunOutcome::Diverged;
}

double totalDecay(const SweepMemberRecord& record) {
    double total = 0.0;
    for (const StepRecord& point : record.points)
        total += point.learningRate * point.weightDecay;
    return total;
}

} // namespace cyclo
