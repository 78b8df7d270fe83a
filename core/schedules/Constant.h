// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>

namespace cyclo {

/// The same learning rate and momentum at every step.
struct Constant {
    double learningRate = 0.01; ///< > 0
    double momentum = 0.9;      ///< in [0, 1)

    bool operator==(const Constant&) const = default;
};

/// Weight decay is left at 0: it belongs to the Schedule around the policy.
StepHyperparameters constantAt(const Constant& config);

/// @throws std::invalid_argument  naming the option that is out of its range
void validateConstant(const Constant& config);

} // namespace cyclo
