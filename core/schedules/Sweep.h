// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cyclo {

struct PolicyField;

enum class Ramp { Exponential, Linear };

/// The range test: step t of N at share t/(N-1), so that both ends are reached. Exponential:
/// lrMin·(lrMax/lrMin)^share; linear: lrMin + share·(lrMax - lrMin).
struct Sweep {
    double lrMin = 1e-5; ///< > 0 for the exponential ramp, >= 0 for the linear one
    double lrMax = 10.0; ///< > lrMin
    Ramp ramp = Ramp::Exponential;
    double momentum = 0.9; ///< in [0, 1); of the first step
    /// Of the last step, in [0, 1): momentum moves against the learning rate, linearly in the share, as in
    /// figure 14b of arXiv:1803.09820. Left out: held.
    std::optional<double> finalMomentum = {};

    bool operator==(const Sweep&) const = default;
};

/// Step 0 is lrMin and step totalSteps-1 is lrMax, both to the last bit.
StepHyperparameters rowAt(const Sweep& config, std::int64_t step, std::int64_t totalSteps);

/// Refuses fewer than 2 steps, too.
void requireConsistent(const Sweep& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const Sweep&);

} // namespace cyclo
