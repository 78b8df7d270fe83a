// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/schedules/ScheduleRows.h"

#include <filesystem>
#include <optional>

namespace cyclo {

// A training run that may go on, in a folder: training.json ("cyclometer.training", version 1; see
// resources/schemas/training.schema.json) with what was done, and the file that it names with the values that
// training moves, in the order that this processor's primitives want.

/// Writes it in the place of one before. @param rows  of the whole run
/// @throws FileError  if it cannot be written; the one before stands
void saveStoppedRun(const std::filesystem::path& folder, const ScheduleRows& rows, const Trunk& done);

/// @return nothing where the folder holds none
/// @throws FileError  with the path: for a broken file, and a run of other settings, of other rows or on
/// other arithmetic, naming what differs
std::optional<Trunk> loadStoppedRun(const std::filesystem::path& folder, const ExperimentConfig& config,
                                    const ScheduleRows& rows);

/// For a run that has ended.
void removeStoppedRun(const std::filesystem::path& folder);

} // namespace cyclo
