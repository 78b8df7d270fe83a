// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"
#include "ui/bridge/TuneController.h"

#include <QString>

namespace cyclo::ui {

/// Whether a final run of a recipe is one of its 1cycle runs, by its name.
bool isCycle(const QString& run);

/// What a final run ended at: "constant 0.03: loss 0.123, 97.10 %"; of the 1cycle runs "cycled: ..." and
/// "held: ...".
QString foundText(const QString& run, const EpochRecord& last);

/// What the part before settled; the parts settle in order: the range tests a learning rate, and so on.
QString foundText(const TunePicks& picks);

/// Picks and verdict of a recipe, or why it ended early: a line each.
QString resultText(const TuneRecord& record);

} // namespace cyclo::ui
