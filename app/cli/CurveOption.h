// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/persistence/ScheduleDocument.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace cyclo::cli {

/// --curve FILE: a range test recorded by `find --json`, whose recommended learning rates a schedule takes.
class CurveOption {
public:
    void addTo(CLI::App& app);

    bool given() const { return !path_.empty(); }

    /// What the file recommends; nothing where --curve was not given. The file is read here.
    /// @throws FileError  with path and place, also where the curve has no recommendation
    std::optional<LrRecommendation> recommendation();

    /// Where the schedule comes from, for its record: data, network, seed and settings of the range test, and
    /// the bounds taken from it. Empty but for the maker where --curve was not given.
    ScheduleProvenance provenance() const;

private:
    std::string path_;
    Json curve_; ///< null until read
    std::optional<LrRecommendation> recommended_;
};

} // namespace cyclo::cli
