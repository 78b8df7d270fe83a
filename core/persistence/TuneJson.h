// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"
#include "core/persistence/JsonText.h"
#include "core/persistence/ScheduleDocument.h"

#include <string>

namespace cyclo {

/// "cyclometer.tune", version 1: settings, budget, what each part found and why, the final runs; see
/// resources/schemas/tune.schema.json. The same settings give the same text but for "timing", which comes
/// last.
Json tuneToJson(const TuneRecord& record);

/// Everything that a person sets of a recipe, under the names of the command line's options.
Json tuneSettingsToJson(const TuneConfig& config);

/// The schedule of the 1cycle run, with the picks that led to it.
/// @param record  one that has them: maxLr, momentum and weightDecay
ScheduleDocument tunedSchedule(const TuneRecord& record, std::int64_t stepsPerEpoch);

/// Whether the 1cycle run beat the best baseline, in one sentence for people.
std::string verdictOf(const TuneRecord& record);

/// A page on its own, figures inside, for a record that is complete: what was tried, what was picked and why.
std::string tuneReportHtml(const TuneRecord& record);

} // namespace cyclo
