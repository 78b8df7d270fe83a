// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/Policy.h"
#include "core/schedules/ScheduleRows.h"

#include <cstdint>

namespace cyclo {

/// A policy for learning rate and momentum with the weight decay that goes with it: the generator of the
/// rows.
struct Schedule {
    Policy policy;
    double weightDecay = 0.0;

    bool operator==(const Schedule&) const = default;
};

/// Learning rate, momentum and weight decay that step `step` of `totalSteps` uses. The preview, the trainer
/// and the export all come from here.
/// @param step  in [0, totalSteps)
/// @throws std::invalid_argument  if the step is outside, or the settings are impossible for this length (see
///         validate)
StepHyperparameters hyperparametersAt(const Schedule& schedule, std::int64_t step, std::int64_t totalSteps);

/// All N rows; none for a run of 0 steps. @throws std::invalid_argument as hyperparametersAt
ScheduleRows rowsOf(const Schedule& schedule, std::int64_t totalSteps);

/// @throws std::invalid_argument  with one sentence: which option, its value, what would be right
void validate(const Schedule& schedule, std::int64_t totalSteps);

} // namespace cyclo
