// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/Policy.h"

#include <cstdint>
#include <vector>

namespace cyclo {

/// The corners of a schedule's picture that its settings place.
enum class ShapePart {
    Start,        ///< first step of a cycle
    Peak,         ///< where the learning rate is highest; the end of a warm-up
    Fall,         ///< where a plateau ends
    CycleEnd,     ///< back at the lower learning rate; of policies with cycles, of the first one
    End,          ///< of the run
    HighMomentum, ///< momentum at the first step
    LowMomentum   ///< momentum at the peak
};

/// One corner, where the settings put it.
struct ShapePoint {
    ShapePart part = ShapePart::Peak;
    double step = 0.0; ///< in [0, totalSteps]; between two steps where a share of the run says so, totalSteps
                       ///< where the policy reaches the value only after its last step
    double value = 0.0;       ///< learning rate; momentum for the last two parts
    bool movesInStep = false; ///< else only its value is a setting

    bool operator==(const ShapePoint&) const = default;
};

bool isMomentum(ShapePart part);

/// The corners of 1cycle, of triangular policies, cosine, restarts and trapezoid that lie in the run, each
/// part at most once. None for other policies, and none for settings that are impossible for this length.
std::vector<ShapePoint> shapePointsOf(const Policy& policy, std::int64_t totalSteps);

/// The policy with one corner moved: the setting behind it takes the value that a hand means, steps whole,
/// learning rates to three digits, momenta to three decimals. What is not moved is not set, so that settings
/// that were left out stay so. A place that the settings do not allow is replaced by the nearest one, or the
/// corner stays in that direction.
/// @param step,value  where the corner shall be. @return the policy as it was if it has no such corner
Policy withShapePoint(const Policy& policy, ShapePart part, double step, double value,
                      std::int64_t totalSteps);

} // namespace cyclo
