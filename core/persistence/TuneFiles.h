// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cyclo {

/// Writes what a recipe leaves into a folder that is there: tune.json always; schedule.json,
/// weights.safetensors and report.html too where it was completed. @return the names of the files, in this
/// order
/// @throws FileError  if one cannot be written; the ones before it stand
std::vector<std::string> saveTune(const std::filesystem::path& folder, const TuneRecord& record,
                                  std::int64_t stepsPerEpoch);

} // namespace cyclo
