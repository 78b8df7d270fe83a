// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/ScheduleDocument.h"

#include <string>

namespace cyclo {

/// What a schedule is handed over to.
enum class ExportTarget { Torch, Keras, Csv };

/// Where the exported program has its rows from: the schedule file, or its own text.
enum class ExportedRows { FromFile, Embedded };

/// A short Python module for a training program of PyTorch or Keras that follows the rows, or the rows as a
/// table (StepsCsv.h).
/// @param file  name of the schedule file, for ExportedRows::FromFile
std::string exportedSchedule(const ScheduleDocument& document, ExportTarget target, ExportedRows rows,
                             const std::string& file);

} // namespace cyclo
