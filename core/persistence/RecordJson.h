// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/persistence/JsonText.h"

namespace cyclo {

/// Records as other programs read them; see resources/schemas. Losses that are no number are null.

/// "cyclometer.curve", version 1: points, suggestions, outcome, speed and settings of a range test.
/// A point's "smoothed" is the zero-phase curve the suggestions stand on. Of several seeds the points are
/// their mean with the band of their smoothed losses, and "seeds" has each one's raw points.
Json curveToJson(const FindRecord& record);

/// "cyclometer.run", version 1: epochs, final measurement, outcome, speed and settings of a training run.
Json runToJson(const TrainRecord& record);

Json epochToJson(const EpochRecord& epoch); ///< as in "epochs" of a run

/// Learning rates by rule name, null where a rule has no answer; "details" has index and reason of each.
/// "recommended" has the bounds, the interval of max_lr as "low" and "high", and the reason.
Json suggestionsToJson(const LrSuggestions& suggestions);

/// Settings under the names of the command line's options, without the dashes in front. What the run did not
/// look at is left out.
Json findSettingsToJson(const ExperimentConfig& config);
/// The same of a range test; of one that was recorded elsewhere, where it was read ("source").
Json curveSettingsToJson(const FindRecord& record);
Json trainSettingsToJson(const ExperimentConfig& config);

} // namespace cyclo
