// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/experiments/SeedTests.h"
#include "core/persistence/JsonText.h"
#include "core/training/TrainingObserver.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cyclo {

/// A range test read back from what curveToJson (RecordJson.h) wrote. Losses that were null are NaN.
struct CurveDocument {
    std::string outcome; ///< "completed", "diverged", "stopped", "failed"
    std::vector<StepRecord> points;
    std::vector<LossBand> band;    ///< one per point where there are seeds
    std::vector<FindRecord> seeds; ///< tests that were pooled (SeedTests.h), with what a file has of them:
                                   ///< seed, ending, curvature, raw points; none: a single test
    LrSuggestions suggestions;     ///< as they stand in the file, not judged anew
    std::optional<Curvature> curvature = {}; ///< of a single test that measured it
    Json settings;                           ///< an object: "data", "net", "batch" ...
    Json unknown = Json::object();           ///< what the file has beyond this; survives a load and save
};

/// The document as it was read, with what has changed since.
Json curveToJson(const CurveDocument& document);

/// @throws FileError  naming the key, its value and what would be right
CurveDocument curveFromJson(const Json& json);

/// @throws FileError  with the path too
CurveDocument loadCurve(const std::filesystem::path& path);

/// The tests of several seeds that ended in a run of these settings which was stopped, judged anew: what
/// runSeedTests goes on from. @throws FileError  with the path, also for other settings
std::vector<FindRecord> loadFinishedTests(const std::filesystem::path& path, const ExperimentConfig& config);

} // namespace cyclo
