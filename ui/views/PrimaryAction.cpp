// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/PrimaryAction.h"

#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

struct PrimaryActionText {
    Q_DECLARE_TR_FUNCTIONS(PrimaryAction)
};

bool learningRateIsKnown(const Workspace& workspace) {
    return workspace.finderIsCurrent() &&
           (workspace.recommendation() || workspace.experiment().picks.maxLr.has_value());
}

QString originWords(const LrBounds& bounds) {
    if (bounds.minSource == BoundSource::Picked || bounds.maxSource == BoundSource::Picked)
        return PrimaryActionText::tr("the picked learning rates");
    if (bounds.maxSource == BoundSource::Recommended)
        return PrimaryActionText::tr("the recommended learning rates, since none were picked");
    return PrimaryActionText::tr(
        "the default learning rates, since no range test was made and none were picked");
}

/// @param toolTip  what will happen with the plan, where there is one
PrimaryAction planAction(PrimaryAction::Kind kind, const QString& text, const QString& toolTip,
                         const Plan& plan) {
    PrimaryAction action{.kind = kind, .enabled = plan.rows.size() > 0, .text = text, .toolTip = toolTip};
    if (!action.enabled)
        action.toolTip =
            plan.problem.isEmpty() ? PrimaryActionText::tr("The data are still being opened.") : plan.problem;
    return action;
}

PrimaryAction trainAction(const Plan& plan) {
    const QString toolTip = PrimaryActionText::tr("Trains %1 steps with %2: %3 to %4 (F5)")
                                .arg(formatCount(plan.rows.size()), originWords(plan.bounds),
                                     formatShort(plan.bounds.minLr), formatShort(plan.bounds.maxLr));
    return planAction(PrimaryAction::Kind::Train, PrimaryActionText::tr("Train from here"), toolTip, plan);
}

PrimaryAction saveAction(const Plan& plan) {
    const QString toolTip = PrimaryActionText::tr("Writes schedule.json with the %1 steps of the plan (F5)")
                                .arg(formatCount(plan.rows.size()));
    return planAction(PrimaryAction::Kind::SaveSchedule, PrimaryActionText::tr("Save schedule"), toolTip,
                      plan);
}

PrimaryAction rangeTestAction(const Workspace& workspace) {
    const FinderConfig& finder = workspace.config().finder;
    const QString one = formatCount(finder.steps);
    const QString steps =
        finder.seeds > 1 ? PrimaryActionText::tr("%1 × %2").arg(finder.seeds).arg(one) : one;
    PrimaryAction action;
    action.kind = PrimaryAction::Kind::RunRangeTest;
    action.text = PrimaryActionText::tr("Run range test");
    action.enabled = workspace.dataProblem().isEmpty();
    action.toolTip =
        action.enabled
            ? PrimaryActionText::tr("Trains %1 steps while the learning rate rises from %2 to %3, then "
                                    "puts the weights back (F5)")
                  .arg(steps, formatShort(finder.lrMin), formatShort(finder.lrMax))
            : workspace.dataProblem();
    return action;
}

/// What needs the data, and nothing else.
PrimaryAction measuringAction(PrimaryAction::Kind kind, const Workspace& workspace, const QString& text,
                              const QString& toolTip) {
    return {.kind = kind,
            .enabled = workspace.data() != nullptr,
            .text = text,
            .toolTip = workspace.data() ? toolTip
                       : workspace.dataProblem().isEmpty()
                           ? PrimaryActionText::tr("The data are still being opened.")
                           : workspace.dataProblem()};
}

PrimaryAction nextAction(PageId page, const Workspace& workspace, bool other) {
    switch (page) {
    case PageId::Data:
    case PageId::Network:
    case PageId::LearningRate:
        return learningRateIsKnown(workspace) ? trainAction(workspace.plan()) : rangeTestAction(workspace);
    case PageId::Batch:
        return measuringAction(
            PrimaryAction::Kind::Sweep, workspace, PrimaryActionText::tr("Measure batches"),
            PrimaryActionText::tr("A range test for each batch size and seed, side by side (F5)"));
    case PageId::Decay:
        return measuringAction(
            PrimaryAction::Kind::Sweep, workspace, PrimaryActionText::tr("Sweep weight decays"),
            PrimaryActionText::tr("A run for each weight decay and seed, side by side (F5)"));
    case PageId::Schedule:
        if (other)
            return measuringAction(
                PrimaryAction::Kind::Sweep, workspace, PrimaryActionText::tr("Compare momenta"),
                PrimaryActionText::tr("A short run for each momentum and seed, side by side (F5)"));
        return trainAction(workspace.plan());
    case PageId::Train:
        return trainAction(workspace.plan());
    case PageId::Tune:
        return measuringAction(
            PrimaryAction::Kind::Tune, workspace, PrimaryActionText::tr("Tune the recipe"),
            PrimaryActionText::tr(
                "Learning rate, batch size, momentum and weight decay one after the other, then a "
                "1cycle run with all of them and baselines (F5)"));
    case PageId::Export:
        break;
    }
    return saveAction(workspace.plan());
}

} // namespace

PrimaryAction primaryAction(PageId page, const Workspace& workspace, bool running, const QString& problem,
                            bool other) {
    if (running)
        return {.kind = PrimaryAction::Kind::Stop,
                .text = PrimaryActionText::tr("Stop"),
                .toolTip =
                    PrimaryActionText::tr("Stops after the present step; what was recorded stays (F5)")};
    PrimaryAction action = nextAction(page, workspace, other);
    if (!problem.isEmpty()) {
        action.enabled = false;
        action.toolTip = problem;
    }
    return action;
}

} // namespace cyclo::ui
