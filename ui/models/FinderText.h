// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"

#include <QString>

namespace cyclo::ui {

/// What the page of the learning rate says of a range test beside its curve.

/// What judging by the validation loss takes, before it starts; empty where the training loss is judged.
QString priceText(const ExperimentConfig& config, const DataSource& data);

/// The top curvature and the learning rates that theory allows there, against where the loss blew up; empty
/// where it was not measured.
QString curvatureText(const FindRecord& record);

/// "2/λ" and the limit with momentum of the optimizer, as they are written beside its guide.
QString momentumLimitName(OptimizerKind optimizer);

} // namespace cyclo::ui
