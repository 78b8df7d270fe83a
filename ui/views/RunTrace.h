// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/experiments/ExperimentConfig.h"
#include "core/schedules/ScheduleRows.h"
#include "core/training/TrainingObserver.h"
#include "ui/models/RunListModel.h"
#include "ui/theme/Palette.h"

#include <QString>

#include <optional>
#include <vector>

namespace cyclo::ui {

/// What is known of one run, while it is alive and after.
struct RunTrace {
    quint64 run = 0;
    RunKind kind = RunKind::Training;
    Ink ink = Ink::Run0; ///< of its curve in comparisons, for its lifetime
    ExperimentConfig config;
    ScheduleRows rows; ///< of a training: what it was asked to follow
    std::vector<StepRecord> steps;
    std::vector<EpochRecord> epochs;
    std::vector<LearningRateChange> changes; ///< that a person made while it was alive, in order
    std::optional<RunSummary> summary; ///< empty while it is alive
    QString found{};                   ///< of a range test: the recommended learning rates; empty: none
};

/// The rows as they stand after the changes so far; of a run that was left alone, its rows.
ScheduleRows bentRows(const RunTrace& trace);

/// The run as a line of the list. @param colour  of its ink
RunItem itemOf(const RunTrace& trace, const QColor& colour);

/// "LR 0.0123 – 0.123"; empty where nothing is recommended.
QString foundText(const LrSuggestions& suggestions);

/// How important the end of a run is to a person, and what to say of it.
struct RunVerdict {
    enum class Weight { Quiet, Notice, Warning, Error };
    Weight weight = Weight::Quiet; ///< Quiet: the status bar does
    QString text;
};

/// @param hasRecommendation  the rules found bounds on this curve
/// @param note               why they did not
RunVerdict verdictOfRangeTest(const RunTrace& trace, bool hasRecommendation, const QString& note);
RunVerdict verdictOfTraining(const RunTrace& trace);

} // namespace cyclo::ui
