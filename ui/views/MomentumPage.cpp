// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/MomentumPage.h"

#include "core/experiments/SweepResults.h"
#include "core/schedules/PolicyRange.h"
#include "ui/theme/Numbers.h"
#include "ui/views/ScoreTable.h"
#include "ui/views/Workspace.h"

namespace cyclo::ui {

MomentumPage::MomentumPage(Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : MomentumPage(new SweepPanel(SweepKind::Momentum), workspace, sweeps, parent) {}

MomentumPage::MomentumPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : SweepPage(panel, workspace, sweeps, parent), panel_(panel) {
    showEmpty();
}

QString MomentumPage::emptyMessage() const {
    return tr("Press “Compare momenta”: one short run with each momentum held, from the same weights, in the "
              "same order. Point at a curve to see it alone, click to take its momentum.");
}

void MomentumPage::complete(SweepConfig& config) const {
    const LrBounds& bounds = workspace().plan().bounds;
    if (bounds.maxSource != BoundSource::Default) config.learningRate = bounds.maxLr;
}

void MomentumPage::showResults(const SweepRecord& record) {
    const std::vector<ValueScore> scores = scoresOf(record.config, record.members);
    SweepTable table = scoreTable(tr("momentum"), scores);
    if (const auto standing = standingOf(scores)) {
        table.best = standing->best;
        table.words =
            standingText(*standing) + QLatin1Char(' ') +
            tr("Click on a curve or row to take its momentum as the highest of the schedule, which goes "
               "down from there while the learning rate is high.");
    }
    panel_->showTable(table);
}

void MomentumPage::take(double value, std::optional<double>) {
    Experiment next = workspace().experiment();
    next.config.momentum = value;
    next.config.policy = withHighestMomentum(next.config.policy, value);
    workspace().setExperiment(next, tr("momentum"));
    emit progressed(tr("Momentum %1 taken; undo with Ctrl+Z").arg(formatShort(value)));
}

} // namespace cyclo::ui
