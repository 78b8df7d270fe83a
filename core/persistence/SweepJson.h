// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"
#include "core/persistence/JsonText.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cyclo {

/// "cyclometer.sweep", version 1: settings, finished members with every step, and what they say; see
/// resources/schemas/sweep.schema.json. Losses that are no number are null. Only "images_per_s" and "wall_s"
/// of a member depend on the time it took.
Json sweepToJson(const SweepRecord& record);

/// What the members say: measured maxima and the law, scores of values, or curves of decays, and the best.
Json sweepResultToJson(const SweepRecord& record);

/// One row per member: stage,value,seed,outcome,steps,max_lr,val_loss,val_accuracy,total_decay; max_lr is the
/// recommended one of a range test or the largest a short run used. Empty where there is no such number.
std::string sweepCsv(const SweepRecord& record);

/// The finished members of a sweep that goes on.
/// @param config  of the sweep that is to go on
/// @throws FileError  if the document is none, or of a sweep with other settings, naming the first that
/// differs
std::vector<SweepMemberRecord> sweepMembersFromJson(const Json& json, const SweepConfig& config);

/// The same from a file. @throws FileError  with the path too
std::vector<SweepMemberRecord> loadSweepMembers(const std::filesystem::path& path, const SweepConfig& config);

} // namespace cyclo
