// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cyclo {

struct PolicyField;

/// Cosine with warm restarts (Loshchilov and Hutter, arXiv:1608.03983), after the warm-up equal to PyTorch's
/// CosineAnnealingWarmRestarts to the last bit. Momentum is held.
struct Sgdr {
    double learningRate = 0.1;
    double minLr = 0.0;                          ///< in [0, learningRate]
    std::int64_t warmup = 0;                     ///< steps, in [0, totalSteps)
    std::optional<std::int64_t> cycleSteps = {}; ///< of the first cycle, >= 1; a seventh of the run after the
                                                 ///< warm-up when left out: three cycles of 1, 2 and 4 parts
    std::int64_t cycleMult = 2;                  ///< each cycle is so many times as long, >= 1
    double momentum = 0.9;

    bool operator==(const Sgdr&) const = default;
};

StepHyperparameters rowAt(const Sgdr& config, std::int64_t step, std::int64_t totalSteps);

void requireConsistent(const Sgdr& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const Sgdr&);

/// Steps of the first cycle; what a left-out setting stands for.
std::int64_t cycleStepsOf(const Sgdr& config, std::int64_t totalSteps);

} // namespace cyclo
