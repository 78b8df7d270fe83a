// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FinderPage.h"

#include "core/analysis/SignificantDigits.h"
#include "ui/charts/LrFinderChart.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/models/FinderText.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/FinderPanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/PlanPreview.h"
#include "ui/views/RunSession.h"
#include "ui/views/Workspace.h"

#include <QFileInfo>
#include <QSplitter>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

QString fileName(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).fileName();
}

/// Where theory says that descent blows up.
std::vector<Guide> limitsOf(const FindRecord& record) {
    std::vector<Guide> limits;
    const auto curvature = curvatureOf(record);
    if (!curvature) return limits;
    const QString why = curvatureText(record);
    if (curvature->limitSgd) limits.push_back({*curvature->limitSgd, QStringLiteral("2/λ"), why});
    if (curvature->limitMomentum)
        limits.push_back({*curvature->limitMomentum, momentumLimitName(record.config.optimizer.kind), why});
    return limits;
}

} // namespace

FinderPage::FinderPage(Workspace& workspace, RunSession& session, QWidget* parent)
    : FinderPage(workspace, new FinderPanel, parent) {
    connectRuns(session);
}

FinderPage::FinderPage(Workspace& workspace, FinderPanel* panel, QWidget* parent)
    : Page(panel, parent), workspace_(workspace), panel_(panel) {
    createCharts();
    connectWorkspace();
    connectPicks();
    showExperiment();
    showPlan(workspace_.plan(), *preview_);
}

std::vector<PlotView*> FinderPage::plots() const {
    return {chart_->plot(), preview_->plot()};
}

void FinderPage::createCharts() {
    auto* splitter = new QSplitter(Qt::Vertical, this);
    chart_ = new LrFinderChart(splitter);
    preview_ = new ScheduleChart(splitter);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    picture()->setContentsMargins(8, 8, 8, 8);
    picture()->addWidget(splitter, 1);
}

void FinderPage::connectWorkspace() {
    connect(&workspace_, &Workspace::experimentChanged, this, &FinderPage::showExperiment);
    connect(&workspace_, &Workspace::dataChanged, this, &FinderPage::showPrice);
    connect(&workspace_, &Workspace::resultsChanged, this, &FinderPage::showResult);
    connect(&workspace_, &Workspace::planChanged, this, [this] { showPlan(workspace_.plan(), *preview_); });
}

void FinderPage::connectPicks() {
    connect(chart_, &LrFinderChart::maxLrPicked, this, &FinderPage::takePicks);
    connect(chart_, &LrFinderChart::minLrPicked, this, &FinderPage::takePicks);
    connect(chart_, &LrFinderChart::pickFinished, this, [this] {
        takePicks();
        workspace_.endDrag();
        dragging_ = false;
        showPicks(); // the handles snap to the rounded values
    });
    connect(panel_, &FinderPanel::maxLrEdited, &workspace_, &Workspace::pickMaxLr);
    connect(panel_, &FinderPanel::minLrEdited, &workspace_, &Workspace::pickMinLr);
    connect(panel_, &FinderPanel::candidateUsed, &workspace_, &Workspace::pickMaxLr);
    connect(panel_, &FinderPanel::recommendationUsed, this, [this](double minLr, double maxLr) {
        workspace_.setPicks({minLr, maxLr});
    });
    connect(panel_, &FinderPanel::smoothingChosen, this,
            [this](CurveSmoothing smoothing) { chart_->setSmoothing(smoothing); });
    connect(panel_, &FinderPanel::configChanged, this, [this](const ExperimentConfig& config) {
        workspace_.setConfig(config, tr("change of the range test"));
    });
}

void FinderPage::connectRuns(RunSession& session) {
    connect(&session, &RunSession::started, this, [this](const RunTrace& trace) {
        if (trace.kind == RunKind::RangeTest) beginCurve(trace);
    });
    connect(&session, &RunSession::stepsAdded, this,
            [this](const RunTrace& trace, const QList<StepRecord>& steps) {
                if (trace.kind == RunKind::RangeTest)
                    chart_->appendPoints(std::span(steps.data(), steps.size()));
            });
    connect(&session, &RunSession::ended, this, [this](const RunTrace& trace) {
        if (trace.kind == RunKind::RangeTest)
            showExperiment(); // one that failed has left nothing to wait for
    });
    connect(&session, &RunSession::seedStepsAdded, this,
            [this](const RunTrace&, quint64 seed, const QList<StepRecord>& steps) {
                chart_->appendSeedPoints(seed, std::span(steps.data(), steps.size()));
            });
    connect(&session, &RunSession::seedEnded, this,
            [this](const RunTrace&, quint64 seed, const RunSummary& summary) {
                chart_->endSeed(seed, summary.outcome);
            });
}

void FinderPage::showExperiment() {
    const ExperimentConfig& config = workspace_.config();
    panel_->setConfig(config);
    showPrice();
    showPicks();
    if (chart_->pointCount() > 0) return;
    const FinderConfig& finder = config.finder;
    if (finder.lrMin > 0.0 && finder.lrMin < finder.lrMax)
        chart_->setLearningRateRange(finder.lrMin, finder.lrMax);
    chart_->setTitle(tr("Loss against learning rate"));
    chart_->setEmptyMessage(
        tr("Press “Run range test”: the learning rate rises from %1 to %2 while the network "
           "trains, and its loss is drawn here.")
            .arg(formatShort(finder.lrMin), formatShort(finder.lrMax)));
}

void FinderPage::showPrice() {
    panel_->setPrice(workspace_.data() ? priceText(workspace_.config(), *workspace_.data()) : QString());
}

void FinderPage::showPicks() {
    const LrPicks& picks = workspace_.experiment().picks;
    panel_->setPicks(picks.maxLr, picks.minLr);
    if (!dragging_) chart_->setPicks(picks.minLr, picks.maxLr);
}

void FinderPage::showResult() {
    const auto record = workspace_.findRecord();
    if (!record) return;
    chart_->setSmoothed(record->suggestions.smoothed);
    chart_->setSuggestions(record->suggestions, limitsOf(*record));
    panel_->setSuggestions(record->suggestions);
    panel_->setCurvature(curvatureText(*record));
}

void FinderPage::takePicks() {
    dragging_ = true;
    workspace_.beginDrag();
    const auto rounded = [](std::optional<double> rate) {
        return rate ? std::optional(roundedToDigits(*rate)) : std::nullopt;
    };
    workspace_.setPicks({rounded(chart_->minLr()), rounded(chart_->maxLr())});
}

void FinderPage::beginCurve(const RunTrace& trace) {
    const ExperimentConfig& config = trace.config;
    chart_->clearPoints();
    chart_->setLearningRateRange(config.finder.lrMin, config.finder.lrMax);
    chart_->setTitle(rangeTestTitle(config.finder, config.network, config.data.spec));
    chart_->setEmptyMessage(tr("The first losses appear in a moment."));
    panel_->setSuggestions({});
    panel_->setCurvature({});
}

void FinderPage::showOpenedCurve() {
    const FindRecord& record = *workspace_.findRecord();
    chart_->clearPoints();
    const auto [low, high] = std::pair(record.config.finder.lrMin, record.config.finder.lrMax);
    if (low > 0.0 && low < high) chart_->setLearningRateRange(low, high);
    chart_->setTitle((record.config.finder.loss == FinderLoss::Validation
                          ? tr("Validation loss against learning rate, from %1")
                          : tr("Loss against learning rate, from %1"))
                         .arg(fileName(record.source)));
    for (const FindRecord& test : record.seeds) {
        chart_->appendSeedPoints(test.config.seed, test.points);
        chart_->endSeed(test.config.seed, test.summary.outcome);
    }
    if (record.seeds.empty()) chart_->appendPoints(record.points);
    showResult();
}

} // namespace cyclo::ui
