// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
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
    LrSuggestions suggestions; ///< as they stand in the file, not judged anew
    Json settings;             ///< an object: "data", "net", "batch" ...
};

/// @throws FileError  naming the key, its value and what would be right
CurveDocument curveFromJson(const Json& json);

/// @throws FileError  with the path too
CurveDocument loadCurve(const std::filesystem::path& path);

} // namespace cyclo
