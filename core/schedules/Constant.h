// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

/// The same learning rate and momentum at every step.
struct Constant {
    double learningRate = 0.01; ///< > 0
    double momentum = 0.9;      ///< in [0, 1)

    bool operator==(const Constant&) const = default;
};

/// Of every policy: the row of step `step` in [0, totalSteps), for settings that validate() lets pass. Weight
/// decay is left at 0: it belongs to the Schedule around the policy.
StepHyperparameters rowAt(const Constant& config, std::int64_t step, std::int64_t totalSteps);

/// Of every policy: its settings, described for files, command line and window.
std::vector<PolicyField> fieldsOf(const Constant&);

} // namespace cyclo
