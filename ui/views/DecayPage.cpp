// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/DecayPage.h"

#include "core/analysis/SignificantDigits.h"
#include "core/experiments/SweepResults.h"
#include "ui/charts/DecayMapChart.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"
#include "ui/views/ScoreTable.h"
#include "ui/views/SweepCurves.h"
#include "ui/views/Workspace.h"

#include <QSplitter>

#include <algorithm>

namespace cyclo::ui {

namespace {

/// What a joint sweep comes to; empty where no decay is low and stable.
QString jointWords(const std::vector<DecayCurve>& curves) {
    const auto standing = standingOf(curves);
    if (!standing) return {};
    const DecayCurve best = *bestOf(curves);
    QString words =
        DecayPage::tr("%1 is the largest decay that stays low, and stable up to a learning rate of %2.")
            .arg(formatShort(best.weightDecay), formatNumber(best.stableLr));
    const QString close = valuesText(standing->close);
    if (!close.isEmpty())
        words += QLatin1Char(' ') + (standing->oneSeed
                                         ? DecayPage::tr("One seed cannot tell it from %1.").arg(close)
                                         : DecayPage::tr("These seeds cannot tell it from %1.").arg(close));
    words += largestText(*standing);
    return words + QLatin1Char(' ') +
           DecayPage::tr("Click on the map or on a curve to take its decay with the learning rate there.");
}

SweepTable jointTable(const SweepRecord& record) {
    const std::vector<DecayCurve> curves = decayCurvesOf(record.members);
    SweepTable table{.columns = {DecayPage::tr("decay"), DecayPage::tr("lowest"), DecayPage::tr("stable to")},
                     .rows = {},
                     .words = jointWords(curves)};
    if (const auto best = bestOf(curves)) table.best = best->weightDecay;
    for (const DecayCurve& curve : curves)
        table.rows.append({.value = curve.weightDecay,
                           .cells = {formatShort(curve.weightDecay),
                                     meanText(curve.lowestLoss, curve.lossSpread, curve.runs),
                                     formatNumber(curve.stableLr)},
                           .toolTip = DecayPage::tr("Σ lr·wd over the test, by which the weights shrink: %1")
                                          .arg(formatNumber(curve.totalDecay))});
    return table;
}

SweepTable sequentialTable(const SweepRecord& record) {
    const std::vector<ValueScore> scores = scoresOf(record.config, record.members);
    SweepTable table = scoreTable(DecayPage::tr("decay"), scores);
    if (const auto standing = standingOf(scores)) {
        table.best = standing->best;
        table.words =
            standingText(*standing) + QLatin1Char(' ') +
            DecayPage::tr("Over the run it shrinks the weights by %1 in all (Σ lr·wd). Click on its "
                          "curve or row to take it.")
                .arg(formatNumber(bestOf(scores)->totalDecay));
    }
    return table;
}

} // namespace

DecayPage::DecayPage(Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : DecayPage(new SweepPanel(SweepKind::WeightDecay), workspace, sweeps, parent) {}

DecayPage::DecayPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : SweepPage(panel, workspace, sweeps, parent), panel_(panel) {
    createMap();
    connect(&this->workspace(), &Workspace::experimentChanged, this, &DecayPage::showExperiment);
    connect(&this->workspace(), &Workspace::planChanged, this, &DecayPage::showExperiment);
    showExperiment();
    showEmpty();
}

/// Under the curves, over the same learning rates.
void DecayPage::createMap() {
    auto* splitter = new QSplitter(Qt::Vertical, this);
    map_ = new DecayMapChart(splitter);
    splitter->insertWidget(0, family());
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    picture()->addWidget(splitter, 1);
    map_->hide();
    linkX(*family()->plot(), *map_->plot());
    connect(map_, &DecayMapChart::decayHovered, this, &DecayPage::isolate);
    connect(map_, &DecayMapChart::cellClicked, this, &DecayPage::takeByClick);
    connectClicks(*map_->plot());
}

std::vector<PlotView*> DecayPage::plots() const {
    return {family()->plot(), map_->plot()};
}

/// Short runs peak where the plan does, if that was picked or found; else they find their own learning rate.
void DecayPage::complete(SweepConfig& config) const {
    const LrBounds& bounds = workspace().plan().bounds;
    if (config.mode != SweepMode::RangeTests && bounds.maxSource != BoundSource::Default)
        config.learningRate = bounds.maxLr;
}

void DecayPage::showMap(bool on) {
    map_->setVisible(on);
    if (!on) family()->plot()->setMinimumMargins(0, 0); // those of the map
}

void DecayPage::showExperiment() {
    const Experiment& experiment = workspace().experiment();
    map_->setPicks(experiment.config.weightDecay, experiment.picks.maxLr);
    panel_->setTrunk(experiment.config.weightDecay, workspace().plan().stepsPerEpoch);
}

void DecayPage::showBegun(const SweepConfig& config) {
    tests_.clear();
    const bool joint = config.mode == SweepMode::RangeTests;
    showMap(joint);
    if (!joint) return;
    map_->clear(curveAxisOf(config), curveLossOf(config));
    map_->plot()->setTitle(tr("Loss over learning rate and weight decay"));
    for (const double decay : config.values)
        map_->setRow({.weightDecay = decay, .learningRates = {}, .losses = {}});
}

SweepMemberRecord& DecayPage::testOf(const SweepMember& member) {
    std::vector<SweepMemberRecord>& tests = tests_[member.value];
    const auto found = std::ranges::find(tests, member, &SweepMemberRecord::member);
    if (found != tests.end()) return *found;
    SweepMemberRecord& test = tests.emplace_back();
    test.member = member;
    test.summary.outcome = RunOutcome::Stopped; // until it is told how it ended
    return test;
}

void DecayPage::showSteps(const SweepMember& member, std::span<const StepRecord> steps) {
    if (map_->isHidden()) return;
    std::vector<StepRecord>& points = testOf(member).points;
    points.insert(points.end(), steps.begin(), steps.end());
    map_->setRow(decayRowOf(tests_[member.value]));
}

QString DecayPage::emptyMessage() const {
    return tr("Press “Sweep weight decays”: the same weights and batches with each decay, one curve each. "
              "Point at a curve to see it alone, click to take its decay.");
}

void DecayPage::showResults(const SweepRecord& record) {
    const bool joint = record.config.mode == SweepMode::RangeTests;
    panel_->showTable(joint ? jointTable(record) : sequentialTable(record));
    if (!joint) return;
    for (const SweepMemberRecord& test : record.members)
        testOf(test.member) = test;
    for (const auto& [decay, tests] : tests_)
        map_->setRow(decayRowOf(tests));
    map_->setBest(bestOf(decayCurvesOf(record.members)));
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
