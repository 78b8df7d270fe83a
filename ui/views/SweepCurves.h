// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepConfig.h"
#include "core/experiments/SweepMember.h"
#include "ui/charts/PlotTypes.h"

#include <QString>

#include <span>
#include <vector>

namespace cyclo::ui {

/// How the members of a sweep look as curves of a FamilyChart.

/// Tells one member's curve from another's.
QString curveIdOf(const SweepMember& member);

/// The curve that a branch goes on from; empty for what is no branch.
QString trunkIdOf(const SweepConfig& config, const SweepMember& member);

/// Learning rate of range tests, step of short runs.
AxisOptions curveAxisOf(const SweepConfig& config);

/// The loss that the members are judged by while they run, by name.
QString curveLossOf(const SweepConfig& config);

/// Of a branch its own steps alone. NaN where a range test judged by the validation loss has a step without
/// one.
std::vector<CurveSample> curveSamplesOf(const SweepConfig& config, const SweepMember& member,
                                        std::span<const StepRecord> steps);

} // namespace cyclo::ui
