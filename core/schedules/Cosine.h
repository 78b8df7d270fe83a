// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

/// After a linear warm-up the learning rate falls along half a cosine towards minLr, which the step after the
/// last would have, as in PyTorch's CosineAnnealingLR. Momentum is held.
struct Cosine {
    double learningRate = 0.1;
    double minLr = 0.0;      ///< in [0, learningRate]
    std::int64_t warmup = 0; ///< steps, in [0, totalSteps)
    double momentum = 0.9;

    bool operator==(const Cosine&) const = default;
};

StepHyperparameters rowAt(const Cosine& config, std::int64_t step, std::int64_t totalSteps);

void requireConsistent(const Cosine& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const Cosine&);

} // namespace cyclo
