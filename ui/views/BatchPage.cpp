// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/BatchPage.h"

#include "core/analysis/SignificantDigits.h"
#include "ui/charts/BatchLawChart.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/panels/BatchPanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QVBoxLayout>

#include <cmath>

namespace cyclo::ui {

namespace {

/// What the exponent says about the rules.
QString wordsOf(const BatchLaw& law) {
    if (!law.law) {
        for (const auto& measured : law.measured)
            if (!measured.note.empty())
                return BatchPage::tr("No exponent yet: %1").arg(QString::fromStdString(measured.note));
        return {};
    }
    const QString exponent = formatNumber(law.law->exponent);
    if (!law.law->interval)
        return BatchPage::tr("The largest learning rate goes with the batch to the power %1; two points leave "
                             "no interval.")
            .arg(exponent);
    const auto& interval = *law.law->interval;
    QStringList fit;
    if (interval.contains(0.5)) fit += BatchPage::tr("√k");
    if (interval.contains(1.0)) fit += BatchPage::tr("linear");
    if (interval.contains(0.0)) fit += BatchPage::tr("none");
    if (fit.size() == 3)
        return BatchPage::tr("The largest learning rate goes with the batch to the power %1, but these points leave "
                             "95 % from %2 to %3: too wide to tell the rules apart. More seeds or batch sizes help.")
            .arg(exponent, formatNumber(interval.low), formatNumber(interval.high));
    const QString rules = fit.isEmpty() ? BatchPage::tr("none of the rules fits")
                                        : BatchPage::tr("it fits %1").arg(fit.join(QStringLiteral(", ")));
    return BatchPage::tr("The largest learning rate goes with the batch to the power %1 (95 %: %2 to %3): %4.")
        .arg(exponent, formatNumber(interval.low), formatNumber(interval.high), rules);
}

} // namespace

BatchPage::BatchPage(Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : BatchPage(new BatchPanel, workspace, sweeps, parent) {}

BatchPage::BatchPage(BatchPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : SweepPage(panel, workspace, sweeps, parent), panel_(panel) {
    law_ = new BatchLawChart(this);
    picture()->addWidget(law_, 1);
    connect(&this->workspace(), &Workspace::planChanged, this, &BatchPage::showExperiment);
    connect(panel_, &BatchPanel::scalingUsed, this, &BatchPage::useScaling);
    showExperiment();
}

std::vector<PlotView*> BatchPage::plots() const {
    return {family()->plot(), law_->plot()};
}

QString BatchPage::emptyMessage() const {
    return tr("Press “Measure batches”: a range test for each batch size, drawn here as it runs. All of them "
              "see as many samples.");
}

void BatchPage::showExperiment() {
    panel_->showScaling(workspace().config().batchSize, workspace().plan().bounds.maxLr);
    showEmpty();
}

void BatchPage::showResults(const SweepRecord& record) {
    const BatchLaw law = batchLawOf(record.members);
    law_->setLaw(law);
    SweepTable table{.columns = {tr("batch"), tr("measured"), tr("√k"), tr("linear")},
                     .rows = {},
                     .words = wordsOf(law)};
    for (const auto& row : law.rows) {
        const auto cell = [](double lr) { return lr > 0 ? formatNumber(lr) : QStringLiteral("–"); };
        table.rows.append({static_cast<double>(row.batchSize),
                           {QString::number(row.batchSize), cell(row.maxLr.value_or(0.0)),
                            cell(row.squareRoot), cell(row.linear)}});
    }
    panel_->showTable(table);
}

/// A click on a curve proposes its batch.
void BatchPage::take(double value, std::optional<double>) {
    panel_->setNewBatch(std::llround(value));
}

void BatchPage::useScaling(std::int64_t batchSize, BatchRule rule) {
    const LrBounds bounds = workspace().plan().bounds;
    const std::int64_t before = workspace().config().batchSize;
    const auto scaled = [&](double lr) {
        return roundedToDigits(learningRateForBatch(rule, lr, before, batchSize));
    };
    Experiment next = workspace().experiment();
    next.config.batchSize = batchSize;
    next.picks = {scaled(bounds.minLr), scaled(bounds.maxLr)};
    workspace().setExperiment(next, tr("batch size with its learning rates"));
}

} // namespace cyclo::ui
