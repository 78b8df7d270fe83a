// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/schedules/ScheduleRows.h"
#include "core/training/TrainingObserver.h"

#include <span>
#include <string>

namespace cyclo {

/// Tables with a header line, '\n' after each line, and every number in the shortest form that reads back to
/// the same double, whatever the locale; "nan" and "inf" for what is no number.

/// step,lr,momentum,weight_decay,loss
std::string stepsCsv(std::span<const StepRecord> steps);

/// The header line and one row of the same, for writing as the run goes.
std::string stepsCsvHeader();
std::string stepsCsvRow(const StepRecord& step);

/// step,lr,momentum,weight_decay
std::string scheduleCsv(const ScheduleRows& rows);

/// lr,loss,smoothed,step,momentum,weight_decay: a range test with its zero-phase smoothed losses.
/// val_loss follows where any point has one.
/// @param smoothed  as many as points; what is missing is "nan"
std::string curveCsv(std::span<const StepRecord> points, std::span<const double> smoothed);

/// The same of a record. One that pools seeds has the columns low and high too, the band of the smoothed
/// losses, and for each of its seeds loss_seed_N, raw (val_loss_seed_N where the tests have validation
/// losses); it has as many rows as the longest of these, and what
/// ended before is left empty there.
std::string curveCsv(const FindRecord& record);

} // namespace cyclo
