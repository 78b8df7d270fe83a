// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/CurveDocument.h"
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

    /// The curve, read from its file; nothing where --curve was not given.
    /// @throws FileError  with path and place, also where the curve recommends no learning rate
    std::optional<CurveDocument> read() const;

private:
    std::string path_;
};

/// What of a range test is kept in the record of a schedule made from it.
ScheduleProvenance provenanceOf(const CurveDocument& curve);

} // namespace cyclo::cli
