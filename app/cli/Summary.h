// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/OutputOptions.h"
#include "core/analysis/LrSuggestions.h"
#include "core/analysis/peers/PeerFinder.h"
#include "core/data/DataSource.h"
#include "core/experiments/ExperimentConfig.h"
#include "core/training/TrainingObserver.h"

#include <optional>
#include <string>
#include <vector>

namespace cyclo::cli {

/// A line each.
void sayNotes(const Report& report, const std::vector<std::string>& notes);

/// The first few of what one should know of how the files were read; `data info` says all.
void sayNotes(const Report& report, const DataSource& data);

/// The recommended learning rates with their reason, or why there are none; then the candidates of the rules.
void saySuggestions(const Report& report, const LrSuggestions& suggestions);

/// What a range test judged by the validation loss takes, before it starts; nothing of one that is not.
void sayPrice(const Report& report, const ExperimentConfig& config, const DataSource& data);

/// What another program's finder says, its default first, with the traps it fell in and those of any curve.
void sayPeerSuggestions(const Report& report, const PeerSuggestions& said);

/// Speed and duration, and the files that were written.
void sayEnd(const Report& report, const RunSummary& summary, const OutputOptions& output);

/// What standard error is told of a run that did not end as it should: "stopped at step 12 of 100; kept in
/// out.json". Nothing for a good ending.
std::optional<std::string> whatWentWrong(const RunSummary& summary, std::int64_t totalSteps, bool mayDiverge,
                                         const OutputOptions& output);

} // namespace cyclo::cli
