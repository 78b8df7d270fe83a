// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "core/experiments/SweepForm.h"
#include "core/experiments/TuneForm.h"
#include "core/persistence/FileError.h"
#include "core/persistence/JsonText.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace cyclo {

inline constexpr const char* kExperimentFormat = "cyclometer.experiment";
inline constexpr std::int64_t kExperimentVersion = 1; ///< the newest this program reads, and what it writes

/// What a *.cyclo.json holds: everything that a person set and picked, so that opening it stands where they
/// stood. What was measured is not in it; same settings, same curve.
struct ExperimentDocument {
    ExperimentConfig config;
    std::optional<double> minLr = {}; ///< picked; > 0
    std::optional<double> maxLr = {}; ///< picked; > 0
    std::string page;                 ///< of the window, by name; empty: not said
    std::string notes;
    SweepForms sweeps = {};
    TuneForm tune = {};
    Json unknown = Json::object(); ///< keys of a loaded file that mean nothing here, in their places

    bool operator==(const ExperimentDocument&) const = default;
};

/// "format": "cyclometer.experiment", "version": 1; see resources/schemas/experiment.schema.json.
Json experimentToJson(const ExperimentDocument& document);

/// What is absent has its default.
/// @throws FileError  naming the key, its value and what would be right
ExperimentDocument experimentFromJson(const Json& json);

/// @throws FileError  with the path
void saveExperiment(const std::filesystem::path& path, const ExperimentDocument& document);
ExperimentDocument loadExperiment(const std::filesystem::path& path);

/// The "format" of a JSON file, to tell what it is before it is read whole.
/// @throws FileError  with the path, if it is no JSON object or names no format
std::string formatOf(const std::filesystem::path& path);

} // namespace cyclo
