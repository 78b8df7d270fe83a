// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonValue.h"
#include "core/schedules/Phases.h"

#include <filesystem>
#include <vector>

namespace cyclo {

/// [{"steps": 100, "lr": {"curve": "cosine", "from": 0.01, "to": 0.1}, "momentum": {...}, "weight_decay":
/// {...}}]
Json phasesToJson(const std::vector<Phase>& phases);

/// What may be left out: "curve" is linear, "to" is the same as "from", "from" is where the phase before
/// ends. A course may be one number, which is held. "momentum" stays where it was, at first 0.9;
/// "weight_decay" is the schedule's own.
/// @throws FileError  naming the key
std::vector<Phase> phasesFromJson(const JsonValue& list);

/// A file with such a list, or with an object whose "phases" is one.
/// @throws FileError  with the path
std::vector<Phase> loadPhases(const std::filesystem::path& path);

} // namespace cyclo
