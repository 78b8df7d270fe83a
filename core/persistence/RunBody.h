// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonText.h"
#include "core/persistence/JsonValue.h"
#include "core/training/TrainingObserver.h"

#include <vector>

namespace cyclo {

/// What a finished run left, as a part of a larger document: ending, speed, every measurement, and every step
/// as columns. Losses that are no number are null.
struct RunBody {
    RunSummary summary; ///< read back without a diagnosis
    std::vector<StepRecord> points;
    std::vector<EpochRecord> epochs;
};

/// Adds "outcome", "message", "steps_done", "epochs", "points", "images_per_s" and "wall_s" to an object.
void addRunBody(Json& json, const RunSummary& summary, const std::vector<StepRecord>& points,
                const std::vector<EpochRecord>& epochs);

/// @throws FileError  naming the key; also for a run that was stopped or failed
RunBody runBodyFromJson(const JsonValue& json);

} // namespace cyclo
