// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SeedTests.h"
#include "core/persistence/JsonText.h"

#include <span>

namespace cyclo {

/// Parts of a "cyclometer.curve" document (RecordJson.h). Losses that are no number are null.

/// One record per point: step, lr, momentum, weight_decay, loss, smoothed; low and high too where there is a
/// band, val_loss where any point has one.
/// @param smoothed  as many as points
/// @param band      as many, or none
Json curvePointsToJson(std::span<const StepRecord> points, std::span<const double> smoothed,
                       std::span<const LossBand> band = {});

/// One seed's test among others: its ending and its raw points, without smoothed.
Json curveSeedToJson(const FindRecord& test);

Json curvatureToJson(const Curvature& curvature);

} // namespace cyclo
