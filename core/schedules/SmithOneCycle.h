// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cyclo {

struct PolicyField;

/// 1cycle as Smith describes it (arXiv:1803.09820, arXiv:1708.07120): learning rate linear from baseLr up to
/// maxLr over stepSize steps, linear down to baseLr over as many, then a tail that falls linearly from baseLr
/// to baseLr/1000, which the last row reaches. Momentum runs opposite, from maxMomentum to baseMomentum and
/// back, and stays at maxMomentum in the tail.
struct SmithOneCycle {
    double maxLr = 0.1;                        ///< > baseLr
    std::optional<double> baseLr = {};         ///< > 0; maxLr / 10 when left out
    std::optional<std::int64_t> stepSize = {}; ///< steps of half a cycle, 2·stepSize <= totalSteps; 45 % of
                                               ///< the run (rounded) when left out, in runs of up to 10 steps
                                               ///< less where there would be no tail
    double baseMomentum = 0.85;                ///< in [0, maxMomentum]
    double maxMomentum = 0.95;                 ///< in [baseMomentum, 1)

    bool operator==(const SmithOneCycle&) const = default;
};

/// With share = distance from the leg's start / length of the leg, each leg is from + share·(to - from):
/// step 0 is baseLr, step stepSize is maxLr, step 2·stepSize is baseLr and step totalSteps-1 is baseLr/1000,
/// all to the last bit. The tail wins where the last two are one step; 2·stepSize == totalSteps has no tail.
StepHyperparameters rowAt(const SmithOneCycle& config, std::int64_t step, std::int64_t totalSteps);

/// Refuses fewer than 3 steps, too.
void requireConsistent(const SmithOneCycle& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const SmithOneCycle&);

/// What a left-out setting stands for.
double baseLrOf(const SmithOneCycle& config);
std::int64_t stepSizeOf(const SmithOneCycle& config, std::int64_t totalSteps);

} // namespace cyclo
