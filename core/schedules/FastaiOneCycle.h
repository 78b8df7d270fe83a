// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

/// fastai's fit_one_cycle over one epoch of totalSteps batches, equal to it to the last bit: cosine from
/// maxLr/divFactor up to maxLr over pctStart of the run, cosine down towards maxLr/finalDivFactor. Momentum
/// opposite. The position in the cycle is the sum of 1/totalSteps over the steps so far, in single precision;
/// it ends one step short of 1, so that the last learning rate lies far above maxLr/finalDivFactor.
struct FastaiOneCycle {
    double maxLr = 0.1;
    double pctStart = 0.25;      ///< in (0, 1), and below 1 in single precision too
    double divFactor = 25.0;     ///< >= 1
    double finalDivFactor = 1e5; ///< > 0, of maxLr
    double baseMomentum = 0.85;  ///< in [0, maxMomentum]
    double maxMomentum = 0.95;   ///< in [baseMomentum, 1)

    bool operator==(const FastaiOneCycle&) const = default;
};

StepHyperparameters rowAt(const FastaiOneCycle& config, std::int64_t step, std::int64_t totalSteps);

void requireConsistent(const FastaiOneCycle& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const FastaiOneCycle&);

namespace detail {

/// 0 + addend + addend + ..., rounded after each addition, without doing them all.
/// @param addend  > 0, normal   @param times  >= 0
double repeatedSum(double addend, std::int64_t times);

} // namespace detail

} // namespace cyclo
