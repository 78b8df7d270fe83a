// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/TrainPage.h"

#include "ui/charts/PlotView.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/charts/TrainingChart.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/TrainPanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Baseline.h"
#include "ui/views/PlanPreview.h"
#include "ui/views/RunSession.h"
#include "ui/views/Workspace.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace cyclo::ui {

TrainPage::TrainPage(Workspace& workspace, RunSession& session, QWidget* parent)
    : TrainPage(workspace, session, new TrainPanel, parent) {}

TrainPage::TrainPage(Workspace& workspace, RunSession& session, TrainPanel* panel, QWidget* parent)
    : Page(panel, parent), workspace_(workspace), session_(session), panel_(panel) {
    createCharts();
    connectRuns();
    connect(panel_, &TrainPanel::configChanged, this, [this](const ExperimentConfig& config) {
        workspace_.setPlannedConfig(config, tr("change of the training"));
    });
    connect(panel_, &TrainPanel::baselineRequested, &session_, &RunSession::startBaseline);
    connect(&session_, &RunSession::runningChanged, panel_, &TrainPanel::setRunning);
    connect(panel_, &TrainPanel::bendRequested, &session_, &RunSession::bendLearningRate);
    connect(&session_, &RunSession::runningChanged, this, [this](bool running) {
        panel_->setBending(running && session_.current()->kind == RunKind::Training);
    });
    connect(&workspace_, &Workspace::planChanged, this, &TrainPage::showPlanned);
    showPlanned();
    showFigures();
}

std::vector<PlotView*> TrainPage::plots() const {
    return {chart_->plot(), schedule_->plot()};
}

void TrainPage::setCompared(const std::set<quint64>& runs) {
    compared_ = runs;
    showCompared();
}

void TrainPage::createCharts() {
    auto* splitter = new QSplitter(Qt::Vertical, this);
    chart_ = new TrainingChart(splitter);
    schedule_ = new ScheduleChart(splitter);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    chart_->setTitle(tr("Loss and accuracy"));
    chart_->setEmptyMessage(tr("Press “Train from here”: loss and accuracy are drawn here step by step, the "
                               "schedule below is travelled."));
    linkX(*chart_->plot(), *schedule_->plot());
    picture()->setContentsMargins(8, 8, 8, 8);
    picture()->addWidget(splitter, 1);
}

void TrainPage::connectRuns() {
    connect(&session_, &RunSession::started, this, [this](const RunTrace& trace) {
        if (trace.kind == RunKind::Training) beginRun(trace);
    });
    connect(&session_, &RunSession::stepsAdded, this,
            [this](const RunTrace& trace, const QList<StepRecord>& steps) {
                if (trace.run != shown_) return;
                const std::span<const StepRecord> added(steps.data(), steps.size());
                chart_->appendSteps(added);
                schedule_->appendTravelled(added);
            });
    connect(&session_, &RunSession::learningRateBent, this, [this](const RunTrace& trace) {
        if (trace.run == shown_) showChanges(trace);
    });
    connect(&session_, &RunSession::epochAdded, this,
            [this](const RunTrace& trace, const EpochRecord& epoch) {
                if (trace.run != shown_) return;
                chart_->appendEpoch(epoch);
                showFigures();
            });
    connect(&session_, &RunSession::ended, this, [this](const RunTrace& trace) {
        if (trace.run != shown_) return;
        showFigures();
        if (planEdited_) showPlanned();
    });
}

void TrainPage::showPlanned() {
    panel_->setConfig(workspace_.plannedConfig());
    const auto baseline = baselineOf(workspace_);
    panel_->setBaseline(baseline ? std::optional(std::get<Constant>(baseline->policy).learningRate)
                                 : std::nullopt);
    const RunTrace* trace = session_.trace(shown_);
    if (trace && !trace->summary) { // the run alive keeps its own plan on screen
        planEdited_ = true;
        return;
    }
    const Plan& plan = workspace_.plan();
    if (trace && trace->rows == plan.rows) return;
    // What was travelled belongs to another plan than the one that comes next.
    schedule_->clearTravelled();
    schedule_->setChanges({});
    showPlan(plan, *schedule_);
    if (!trace && plan.rows.size() > 0) chart_->setTotalSteps(plan.rows.size());
}

void TrainPage::showFigures() {
    const RunTrace* trace = session_.trace(shown_);
    if (!trace) {
        panel_->setFigures({});
        return;
    }
    panel_->setFigures(itemOf(*trace, inkColour(trace->ink, toneOf(palette()))));
}

void TrainPage::beginRun(const RunTrace& trace) {
    shown_ = trace.run;
    const ExperimentConfig& config = trace.config;
    chart_->clearRun();
    chart_->setTitle(tr("Training run %1: %2 on %3, batch %4")
                         .arg(formatCount(static_cast<long long>(trace.run)), networkTitle(config.network),
                              dataTitle(config.data.spec), formatCount(config.batchSize)));
    chart_->setTotalSteps(trace.rows.size());
    schedule_->clearTravelled();
    showPlan({.policy = config.policy,
              .bounds = {},
              .rows = trace.rows,
              .stepsPerEpoch = workspace_.plan().stepsPerEpoch,
              .problem = {}},
             *schedule_);
    showChanges(trace);
    planEdited_ = false;
    showCompared();
    showFigures();
}

/// The rest of the plan bends where the run was told to; nothing else of it moves.
void TrainPage::showChanges(const RunTrace& trace) {
    chart_->setChanges(trace.changes);
    schedule_->setChanges(trace.changes);
    if (!trace.changes.empty()) schedule_->setPlan(bentRows(trace));
}

void TrainPage::showCompared() {
    for (const quint64 run : drawn_)
        chart_->removeComparison(QString::number(run));
    drawn_.clear();
    for (const quint64 run : compared_) {
        const RunTrace* trace = session_.trace(run);
        if (!trace || run == shown_ || trace->epochs.empty()) continue;
        chart_->addComparison(QString::number(run), tr("run %1").arg(run), trace->ink, trace->epochs);
        drawn_.insert(run);
    }
}

} // namespace cyclo::ui
