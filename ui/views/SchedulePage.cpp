// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SchedulePage.h"

#include "ui/charts/PlotView.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/panels/SchedulePanel.h"
#include "ui/views/MomentumPage.h"
#include "ui/views/PlanPreview.h"
#include "ui/views/Workspace.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

const QString kEffectiveCurve = QStringLiteral("effective");

std::vector<CurveSample> effectiveRates(const ScheduleRows& rows) {
    std::vector<CurveSample> samples(static_cast<std::size_t>(rows.size()));
    for (std::int64_t step = 0; step < rows.size(); ++step) {
        const StepHyperparameters row = rows.at(step);
        samples[static_cast<std::size_t>(step)] = {static_cast<double>(step),
                                                   row.learningRate / (1.0 - row.momentum)};
    }
    return samples;
}

} // namespace

SchedulePage::SchedulePage(Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : SchedulePage(workspace, sweeps, new SchedulePanel, parent) {}

SchedulePage::SchedulePage(Workspace& workspace, SweepController& sweeps, SchedulePanel* panel,
                           QWidget* parent)
    : Page(panel, parent), workspace_(workspace), panel_(panel) {
    createCharts();
    momenta_ = new MomentumPage(workspace, sweeps, this);
    addOther(momenta_, tr("Schedule"), tr("Momentum runs"));
    connect(panel_, &SchedulePanel::configChanged, this, [this](const ExperimentConfig& config) {
        workspace_.setPlannedConfig(config, tr("change of the schedule"));
    });
    connect(&workspace_, &Workspace::planChanged, this, &SchedulePage::showPlanned);
    showPlanned();
}

std::vector<PlotView*> SchedulePage::plots() const {
    std::vector<PlotView*> all{chart_->plot(), effective_};
    const std::vector<PlotView*> others = momenta_->plots();
    all.insert(showsOther() ? all.begin() : all.end(), others.begin(), others.end());
    return all;
}

void SchedulePage::startSweep() {
    momenta_->startSweep();
}

void SchedulePage::createCharts() {
    chart_ = new ScheduleChart(this);
    connect(chart_, &ScheduleChart::shapeMoved, this, &SchedulePage::dragCorner);
    connect(chart_, &ScheduleChart::shapeReleased, this, &SchedulePage::endDrag);
    effective_ = new PlotView(this);
    effective_->setTitle(tr("Effective learning rate, lr / (1 − momentum)"));
    AxisOptions steps;
    steps.title = tr("step");
    effective_->setXAxis(steps);
    AxisOptions rates;
    rates.title = tr("lr / (1 − μ)");
    rates.from = 0.0;
    effective_->setLeftAxis(rates);
    effective_->hide();
    linkX(*chart_->plot(), *effective_);
    effectiveShown_ =
        new QCheckBox(tr("Show lr / (1 − momentum), the step size that a steady gradient feels"), this);
    connect(effectiveShown_, &QCheckBox::toggled, this, [this](bool shown) {
        effective_->setVisible(shown);
        showEffective();
    });
    picture()->setContentsMargins(8, 8, 8, 8);
    picture()->addWidget(chart_, 3);
    picture()->addWidget(effective_, 2);
    picture()->addWidget(effectiveShown_);
}

void SchedulePage::showPlanned() {
    const Plan& plan = workspace_.plan();
    panel_->setConfig(workspace_.plannedConfig());
    panel_->setStepsPerEpoch(plan.stepsPerEpoch);
    showPlan(plan, *chart_);
    chart_->setShape(shapePointsOf(plan.policy, plan.rows.size()));
    showEffective();
}

void SchedulePage::dragCorner(ShapePart part, double step, double value) {
    const Plan& plan = workspace_.plan();
    if (!drag_) drag_ = {workspace_.experiment(), plan.policy, plan.bounds, plan.rows.size()};
    workspace_.beginDrag();
    workspace_.setExperiment(withCorner(*drag_, part, step, value), tr("drag of the schedule"));
    showPlanned(); // where the settings allowed less than the hand asked for, the corner stays behind
}

void SchedulePage::endDrag() {
    workspace_.endDrag();
    drag_.reset();
}

void SchedulePage::showEffective() {
    if (!effectiveShown_->isChecked()) return;
    const Plan& plan = workspace_.plan();
    CurveStyle style;
    style.ink = Ink::LearningRate;
    style.name = tr("lr / (1 − μ)");
    if (plan.rows.size() == 0)
        effective_->removeCurve(kEffectiveCurve);
    else
        effective_->setCurve(kEffectiveCurve, effectiveRates(plan.rows), style);
}

} // namespace cyclo::ui
