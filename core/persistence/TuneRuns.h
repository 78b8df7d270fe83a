// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"

#include <filesystem>
#include <vector>

namespace cyclo {

/// Writes the finished final runs of a recipe into its folder, for one that is stopped and goes on:
/// final-runs.json ("cyclometer.tune-runs", version 1; see resources/schemas/tune-runs.schema.json) with
/// every step, and before it the weights of the 1cycle runs, weights-cycled.safetensors and
/// weights-held.safetensors.
/// @throws FileError  if one cannot be written
void saveTuneRuns(const std::filesystem::path& folder, const TuneConfig& config,
                  const std::vector<TuneRun>& runs);

/// Those runs; none where there is no such file, or it is of a recipe with other settings. A 1cycle run whose
/// weights are gone is left out. @throws FileError  with the path, for a broken file
std::vector<TuneRun> loadTuneRuns(const std::filesystem::path& folder, const TuneConfig& config);

} // namespace cyclo
