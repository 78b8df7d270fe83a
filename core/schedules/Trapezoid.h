// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

/// Linear warm-up, a plateau, and a linear fall towards minLr, which the step after the last would have.
/// Momentum is held.
struct Trapezoid {
    double learningRate = 0.1;
    double minLr = 0.0;      ///< in [0, learningRate]
    std::int64_t warmup = 0; ///< steps
    double decayShare = 0.2; ///< share of the run that falls, in [0, 1]; with the warm-up at most the run
    double momentum = 0.9;

    bool operator==(const Trapezoid&) const = default;
};

StepHyperparameters rowAt(const Trapezoid& config, std::int64_t step, std::int64_t totalSteps);

void requireConsistent(const Trapezoid& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const Trapezoid&);

/// Steps that fall, at the end of the run.
std::int64_t decayStepsOf(const Trapezoid& config, std::int64_t totalSteps);

} // namespace cyclo
