// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunTrace.h"

#include "ui/models/NumberText.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {

namespace {

struct RunTraceText {
    Q_DECLARE_TR_FUNCTIONS(RunTrace)
};

RunState stateOf(const std::optional<RunSummary>& summary) {
    if (!summary) return RunState::Running;
    switch (summary->outcome) {
    case RunOutcome::Completed:
        return RunState::Completed;
    case RunOutcome::Stopped:
        return RunState::Stopped;
    case RunOutcome::Diverged:
        return RunState::Diverged;
    case RunOutcome::Failed:
        break;
    }
    return RunState::Failed;
}

std::optional<double> lowestSmoothedLoss(const std::vector<StepRecord>& steps) {
    std::optional<double> lowest;
    for (const StepRecord& step : steps)
        if (std::isfinite(step.smoothedLoss) && (!lowest || step.smoothedLoss < *lowest))
            lowest = step.smoothedLoss;
    return lowest;
}

RunFigures figuresOf(const RunTrace& trace) {
    RunFigures figures;
    if (trace.summary) figures.imagesPerSecond = trace.summary->imagesPerSecond;
    if (trace.kind == RunKind::RangeTest) {
        figures.bestLoss = lowestSmoothedLoss(trace.steps);
        if (!trace.steps.empty()) figures.lastLoss = trace.steps.back().loss;
        return figures;
    }
    for (const EpochRecord& epoch : trace.epochs) {
        if (!std::isnan(epoch.validationAccuracy)) { // real targets have none
            figures.bestAccuracy = std::max(figures.bestAccuracy.value_or(0.0), epoch.validationAccuracy);
            figures.lastAccuracy = epoch.validationAccuracy;
        }
        figures.bestLoss = std::min(figures.bestLoss.value_or(epoch.validationLoss), epoch.validationLoss);
        figures.lastLoss = epoch.validationLoss;
    }
    return figures;
}

/// "step 71, learning rate 0.37": where a run ended, counted as people count.
QString placeOf(const RunTrace& trace) {
    if (trace.steps.empty()) return RunTraceText::tr("the first step");
    const StepRecord& last = trace.steps.back();
    return RunTraceText::tr("step %1, learning rate %2")
        .arg(formatCount(last.step + 1), formatNumber(last.learningRate));
}

RunVerdict failure(const RunTrace& trace) {
    return {RunVerdict::Weight::Error, QString::fromStdString(trace.summary->message)};
}

} // namespace

ScheduleRows bentRows(const RunTrace& trace) {
    ScheduleRows rows = trace.rows;
    double factor = 1.0;
    auto change = trace.changes.begin();
    for (std::int64_t step = 0; step < rows.size(); ++step) {
        for (; change != trace.changes.end() && change->step <= step; ++change)
            factor = change->factor;
        rows.learningRate[static_cast<std::size_t>(step)] *= factor;
    }
    return rows;
}

RunItem itemOf(const RunTrace& trace, const QColor& colour) {
    return {.number = trace.run,
            .color = colour,
            .kind = trace.kind,
            .settings = trace.kind == RunKind::RangeTest ? rangeTestSummary(trace.config)
                                                         : trainingSummary(trace.config),
            .state = stateOf(trace.summary),
            .message = trace.summary ? QString::fromStdString(trace.summary->message) : QString(),
            .found = trace.found,
            .figures = figuresOf(trace)};
}

QString foundText(const LrSuggestions& suggestions) {
    const auto& bounds = suggestions.recommended;
    return bounds
               ? RunTraceText::tr("LR %1 – %2").arg(formatNumber(bounds->minLr), formatNumber(bounds->maxLr))
               : QString();
}

RunVerdict verdictOfRangeTest(const RunTrace& trace, bool hasRecommendation, const QString& note) {
    using Weight = RunVerdict::Weight;
    const RunOutcome outcome = trace.summary->outcome;
    if (outcome == RunOutcome::Failed) return failure(trace);
    if (outcome == RunOutcome::Stopped)
        return {Weight::Quiet,
                RunTraceText::tr("Stopped at %1; what was recorded stays.").arg(placeOf(trace))};
    if (!hasRecommendation)
        return {Weight::Warning,
                RunTraceText::tr("Nothing to recommend: %1 A click on the curve still picks.").arg(note)};
    if (outcome == RunOutcome::Diverged)
        return {Weight::Notice,
                RunTraceText::tr(
                    "Diverged at %1: that is the blow-up the test looks for. Click the curve "
                    "left of it to pick the largest learning rate, or train with the recommended ones.")
                    .arg(placeOf(trace))};
    return {Weight::Notice,
            RunTraceText::tr("The test reached its end. Click the curve to pick the largest learning rate, "
                             "Shift-click the smallest, or train with the recommended ones.")};
}

RunVerdict verdictOfTraining(const RunTrace& trace) {
    using Weight = RunVerdict::Weight;
    switch (trace.summary->outcome) {
    case RunOutcome::Failed:
        return failure(trace);
    case RunOutcome::Stopped:
        return {Weight::Quiet,
                RunTraceText::tr("Stopped at %1; what was recorded stays.").arg(placeOf(trace))};
    case RunOutcome::Diverged:
        return {Weight::Warning,
                RunTraceText::tr("Diverged at %1. Pick a lower maximum on the Learning rate page and train "
                                 "again.")
                    .arg(placeOf(trace))};
    case RunOutcome::Completed:
        break;
    }
    if (!trace.summary->last) return {Weight::Quiet, RunTraceText::tr("Trained.")};
    if (std::isnan(trace.summary->last->validationAccuracy))
        return {Weight::Quiet, RunTraceText::tr("Trained: loss %1 on the test set, %2 samples/s.")
                                   .arg(formatNumber(trace.summary->last->validationLoss),
                                        formatCount(std::llround(trace.summary->imagesPerSecond)))};
    return {Weight::Quiet, RunTraceText::tr("Trained: %1 right on the test set, %2 images/s.")
                               .arg(percentText(trace.summary->last->validationAccuracy),
                                    formatCount(std::llround(trace.summary->imagesPerSecond)))};
}

} // namespace cyclo::ui
