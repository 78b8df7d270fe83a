// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

/// The learning rate is multiplied by gamma at every milestone, one multiplication each, as PyTorch's
/// MultiStepLR does. Momentum is held.
struct MultiStep {
    double learningRate = 0.1;
    std::vector<double> milestones = {0.5, 0.75}; ///< shares of the run in (0, 1), rising
    double gamma = 0.1;                           ///< in (0, 1]
    double momentum = 0.9;

    bool operator==(const MultiStep&) const = default;
};

/// A milestone is passed from step round(share·totalSteps) on.
StepHyperparameters rowAt(const MultiStep& config, std::int64_t step, std::int64_t totalSteps);

/// Of policies with rules between settings, or with the length of the run.
/// @throws std::invalid_argument  with one sentence: which option, its value, what would be right
void requireConsistent(const MultiStep& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const MultiStep&);

} // namespace cyclo
