// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "core/optim/OptimizerConfig.h"
#include "core/persistence/FileError.h"
#include "core/persistence/JsonText.h"
#include "core/schedules/Schedule.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace cyclo {

inline constexpr const char* kScheduleFormat = "cyclometer.schedule";
inline constexpr std::int64_t kScheduleVersion = 1; ///< the newest this program reads, and what it writes

/// Where a schedule comes from. Empty and absent: not known.
struct ScheduleProvenance {
    std::string data;    ///< `--data`
    std::string network; ///< `--net`
    std::optional<std::uint64_t> seed = {};
    Json curve = Json::object(); ///< the range test behind the picks: any object
    Json picks = Json::array();  ///< what a person (or a rule) picked, in order; see addPick
    std::string madeBy;          ///< "cyclometer 0.1.0"

    bool operator==(const ScheduleProvenance&) const = default;
};

/// Appends {"what": "max_lr", "value": 0.1, "by": "click"}.
void addPick(ScheduleProvenance& provenance, const std::string& what, double value, const std::string& by);

/// What a schedule.json holds: N rows, and the generator that made them where it is known.
struct ScheduleDocument {
    std::optional<Policy> policy = {}; ///< generator; nothing for an imported schedule
    Json foreignGenerator;             ///< a generator this version does not know, as it stood; else null
    std::optional<std::int64_t> stepsPerEpoch = {}; ///< >= 1
    std::optional<std::int64_t> epochs = {};        ///< >= 1
    std::optional<std::int64_t> batchSize = {};     ///< >= 1
    OptimizerConfig optimizer;
    double weightDecay = 0.0; ///< as set for the optimizer; the rows say what each step uses
    ScheduleRows rows;        ///< at least one
    ScheduleProvenance provenance;
    Json unknown = Json::object(); ///< keys of a loaded file that mean nothing here, in their places

    std::int64_t totalSteps() const { return rows.size(); }
    bool operator==(const ScheduleDocument&) const = default;
};

/// The schedule of an experiment over so many steps, with its rows and where it comes from.
/// @param stepsPerEpoch  nothing where no data set is known
/// @throws std::invalid_argument  for impossible settings (Schedule.h)
ScheduleDocument scheduleDocumentOf(const ExperimentConfig& config, std::int64_t totalSteps,
                                    std::optional<std::int64_t> stepsPerEpoch);

/// SHA-256, in hexadecimal, of the rows as little-endian IEEE 754 doubles: all learning rates, then all
/// momenta, then all weight decays, 24·N bytes without separators.
std::string rowsSha256(const ScheduleRows& rows);

/// "format": "cyclometer.schedule", "version": 1; see resources/schemas/schedule.schema.json.
Json scheduleToJson(const ScheduleDocument& document);

/// Checks types, ranges, row counts and, where there is one, the hash. The rows are taken as they are: they
/// are the schedule; the generator says how they came about.
/// @throws FileError  naming the key, its value and what would be right
ScheduleDocument scheduleFromJson(const Json& json);

/// @throws FileError  with the path
void saveSchedule(const std::filesystem::path& path, const ScheduleDocument& document);
ScheduleDocument loadSchedule(const std::filesystem::path& path);

} // namespace cyclo
