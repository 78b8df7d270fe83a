// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <vector>

namespace cyclo {

struct PolicyField;

enum class Anneal { Cosine, Linear };

/// PyTorch's OneCycleLR, equal to it to the last bit: from maxLr/divFactor up to maxLr over pctStart of the
/// run, then down to maxLr/divFactor/finalDivFactor; with threePhase first back to where it started, over as
/// many steps. Momentum opposite, high where the learning rate is low.
struct TorchOneCycle {
    double maxLr = 0.1;
    double pctStart = 0.3; ///< share of the run that rises, in [0, 1]; at most 0.5 with threePhase
    Anneal anneal = Anneal::Cosine;
    double divFactor = 25.0;     ///< >= 1
    double finalDivFactor = 1e4; ///< > 0, of the start, not of maxLr
    bool threePhase = false;
    double baseMomentum = 0.85; ///< in [0, maxMomentum]
    double maxMomentum = 0.95;  ///< in [baseMomentum, 1)

    bool operator==(const TorchOneCycle&) const = default;
};

/// The peak falls on step pctStart·totalSteps - 1, which is a step only if it is whole: else maxLr lies
/// between two steps. The last row is the end.
StepHyperparameters rowAt(const TorchOneCycle& config, std::int64_t step, std::int64_t totalSteps);

/// Refuses, too, what PyTorch would divide by zero, and three phases that leave no room for the last.
void requireConsistent(const TorchOneCycle& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const TorchOneCycle&);

} // namespace cyclo
