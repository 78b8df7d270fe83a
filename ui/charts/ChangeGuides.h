// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"
#include "ui/charts/PlotTypes.h"

#include <span>
#include <vector>

namespace cyclo::ui {

/// Where a person bent the rest of a run's plan, as marks on an axis of steps.
std::vector<Guide> changeGuides(std::span<const LearningRateChange> changes);

} // namespace cyclo::ui
