// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/PolicyShape.h"
#include "ui/views/Workspace.h"

namespace cyclo::ui {

/// Where a drag of a schedule's corner began; every place the hand comes by is reckoned from here, so that
/// coming back leaves nothing behind.
struct ScheduleDrag {
    Experiment before;
    Policy planned; ///< the policy of the plan, with its bounds
    LrBounds bounds;
    std::int64_t totalSteps = 0;
};

/// The experiment with one corner of its plan moved. Learning rates that differ from the planned ones become
/// picks; a base that stays where it is while the peak is moved is picked with it, where it was not derived
/// from the peak before.
Experiment withCorner(const ScheduleDrag& drag, ShapePart part, double step, double value);

} // namespace cyclo::ui
