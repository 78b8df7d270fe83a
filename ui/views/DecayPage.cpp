// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/DecayPage.h"

#include "core/analysis/SignificantDigits.h"
#include "core/experiments/SweepResults.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"
#include "ui/views/ScoreTable.h"
#include "ui/views/Workspace.h"

namespace cyclo::ui {

namespace {

SweepTable jointTable(const SweepRecord& record) {
    const std::vector<DecayCurve> curves = decayCurvesOf(record.members);
    SweepTable table{.columns = {DecayPage::tr("decay"), DecayPage::tr("lowest"), DecayPage::tr("stable to")},
                     .rows = {},
                     .words = {}};
    for (const DecayCurve& curve : curves)
        table.rows.append({curve.weightDecay,
                           {formatShort(curve.weightDecay), formatNumber(curve.lowestLoss),
                            formatNumber(curve.stableLr)}});
    if (const auto best = bestOf(curves)) {
        table.best = best->weightDecay;
        table.words = DecayPage::tr("%1 is the largest decay that stays low, and stable up to a learning rate "
                                    "of %2. Click on a curve to take its decay with the learning rate there.")
                          .arg(formatShort(best->weightDecay), formatNumber(best->stableLr));
    }
    return table;
}

SweepTable sequentialTable(const SweepRecord& record) {
    const std::vector<ValueScore> scores = scoresOf(record.config, record.members);
    SweepTable table = scoreTable(DecayPage::tr("decay"), scores);
    if (const auto best = bestOf(scores)) {
        table.best = best->value;
        table.words = DecayPage::tr("%1 ends lowest; over the run it shrinks the weights by %2 in all (Σ lr·wd). "
                                    "Click on its curve or row to take it.")
                          .arg(formatShort(best->value), formatNumber(best->totalDecay));
    }
    return table;
}

} // namespace

DecayPage::DecayPage(Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : DecayPage(new SweepPanel(SweepKind::WeightDecay), workspace, sweeps, parent) {}

DecayPage::DecayPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : SweepPage(panel, workspace, sweeps, parent), panel_(panel) {
    showEmpty();
}

QString DecayPage::emptyMessage() const {
    return tr("Press “Sweep weight decays”: the same weights and batches with each decay, one curve each. "
              "Point at a curve to see it alone, click to take its decay.");
}

void DecayPage::showResults(const SweepRecord& record) {
    panel_->showTable(record.config.mode == SweepMode::RangeTests ? jointTable(record)
                                                                  : sequentialTable(record));
}

void DecayPage::take(double value, std::optional<double> x) {
    Experiment next = workspace().experiment();
    next.config.weightDecay = value;
    const bool takesRate = x && record() && record()->config.mode == SweepMode::RangeTests;
    if (takesRate) next.picks.maxLr = roundedToDigits(*x);
    workspace().setExperiment(next, takesRate ? tr("weight decay and learning rate") : tr("weight decay"));
    emit progressed(takesRate ? tr("Weight decay %1 and largest learning rate %2 taken; undo with Ctrl+Z")
                                    .arg(formatShort(value), formatShort(*next.picks.maxLr))
                              : tr("Weight decay %1 taken; undo with Ctrl+Z").arg(formatShort(value)));
}

} // namespace cyclo::ui
