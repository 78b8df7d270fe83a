// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"

#include <optional>

namespace cyclo::ui {

class Workspace;

/// What the plan is measured against: the same data, network, seed and length, with the learning rate held at
/// the middle of the planned bounds (their geometric mean) and the momentum of the range test. Nothing where
/// there is no plan, or where the plan itself holds its learning rate.
std::optional<ExperimentConfig> baselineOf(const Workspace& workspace);

} // namespace cyclo::ui
