// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/LrFinderChart.h"

#include "ui/charts/LossCut.h"
#include "ui/charts/PlotMetrics.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"

#include <QShortcut>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr double kCutAboveStart = 1.2; // times the highest loss on the way down, which must stay in sight

const QString kRaw = QStringLiteral("loss");
const QString kSmoothed = QStringLiteral("smoothed");
const QString kLower = QStringLiteral("lowest seed");
const QString kUpper = QStringLiteral("highest seed");
const QString kFirst = QStringLiteral("first");
const QString kSecond = QStringLiteral("second");

/// Whether a step has a place on the axis.
bool isPlaceable(const StepRecord& step) {
    return step.learningRate > 0.0;
}

/// The highest loss that the picture must show; nothing when none is finite.
std::optional<double> cutOf(const std::vector<double>& smoothed) {
    const auto worth = [](double loss) {
        return std::isfinite(loss) ? loss : std::numeric_limits<double>::max();
    };
    const auto best = std::ranges::min_element(smoothed, {}, worth);
    if (best == smoothed.end() || !std::isfinite(*best)) return std::nullopt;
    const double start = *std::max_element(smoothed.begin(), best + 1);
    return std::max(kCutAboveBest * *best, kCutAboveStart * start);
}

} // namespace

LrFinderChart::LrFinderChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    createPlot();
    connectPlot();
}

void LrFinderChart::createPlot() {
    plot_->setXAxis({.title = tr("learning rate"), .scale = AxisScale::Log});
    plot_->setGhost(Ghost{.onClick = handle({}, 0.0, true), .onShiftClick = handle({}, 0.0, false)});
    showCurves();
}

void LrFinderChart::connectPlot() {
    connect(plot_, &PlotView::clicked, this, [this](double x, Qt::KeyboardModifiers modifiers) {
        place(!modifiers.testFlag(Qt::ShiftModifier), x);
    });
    connect(plot_, &PlotView::clickRevoked, this, &LrFinderChart::revokeLastClick);
    connect(plot_, &PlotView::handleMoved, this, &LrFinderChart::moveHandle);
    connect(plot_, &PlotView::handleReleased, this, &LrFinderChart::pickFinished);
    for (const auto& [key, upper] : {std::pair(Qt::Key_U, true), std::pair(Qt::Key_L, false)}) {
        auto* shortcut = new QShortcut(key, plot_);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, isUpper = upper] {
            if (const auto x = plot_->crosshair()) place(isUpper, *x);
        });
    }
}

Handle LrFinderChart::handle(const QString& id, double learningRate, bool upper) const {
    return {.id = id,
            .value = learningRate,
            .label = upper ? tr("max LR") : tr("min LR"),
            .ink = Ink::Pick,
            .shape = upper ? HandleShape::Down : HandleShape::Up};
}

void LrFinderChart::setTitle(const QString& sentence) {
    plot_->setTitle(sentence);
}

void LrFinderChart::setEmptyMessage(const QString& sentence) {
    plot_->setEmptyMessage(sentence);
}

void LrFinderChart::setLearningRateRange(double lrMin, double lrMax) {
    plot_->setXAxis({.title = tr("learning rate"), .scale = AxisScale::Log, .from = lrMin, .to = lrMax});
}

// --- the curve ---

void LrFinderChart::appendPoints(std::span<const StepRecord> steps) {
    std::ranges::copy_if(steps, std::back_inserter(test_.points), isPlaceable);
    judge();
    showCurves();
}

void LrFinderChart::appendSeedPoints(std::uint64_t seed, std::span<const StepRecord> steps) {
    FindRecord& test = testOf(seed);
    std::ranges::copy_if(steps, std::back_inserter(test.points), isPlaceable);
    test.suggestions.smoothed = smoothedOf(lrCurveOf(test.points));
    pool();
}

void LrFinderChart::endSeed(std::uint64_t seed, RunOutcome outcome) {
    testOf(seed).summary.outcome = outcome;
    pool();
}

void LrFinderChart::setSmoothing(CurveSmoothing smoothing) {
    if (smoothing == smoothing_) return;
    smoothing_ = smoothing;
    for (FindRecord& test : test_.seeds)
        test.suggestions.smoothed = smoothedOf(lrCurveOf(test.points));
    judge();
    if (!test_.seeds.empty()) showSeeds();
    showCurves();
}

std::vector<double> LrFinderChart::smoothedOf(const LrCurve& curve) const {
    return rangeCurve(curve.learningRates, curve.losses, smoothing_).smoothed;
}

FindRecord& LrFinderChart::testOf(std::uint64_t seed) {
    const auto found =
        std::ranges::find(test_.seeds, seed, [](const auto& test) { return test.config.seed; });
    if (found != test_.seeds.end()) return *found;
    FindRecord& test = test_.seeds.emplace_back();
    test.config.seed = seed;
    test.summary.outcome = RunOutcome::Stopped; // until it is told how it ended
    // Under the mean: curves are drawn in the order in which they came.
    plot_->removeCurve(kSmoothed);
    return test;
}

void LrFinderChart::judge() {
    curve_ = lrCurveOf(test_.points);
    smoothed_ = smoothedOf(curve_);
}

void LrFinderChart::pool() {
    test_.points = meanPointsOf(test_.seeds);
    judge();
    showSeeds();
    showCurves();
}

void LrFinderChart::setSmoothed(const std::vector<double>& smoothed) {
    if (smoothed.size() != test_.points.size()) return; // of a curve that has been replaced meanwhile
    if (smoothing_ != CurveSmoothing::ZeroPhase) return;
    smoothed_ = smoothed;
    showCurves();
}

void LrFinderChart::clearPoints() {
    test_.points.clear();
    test_.seeds.clear();
    plot_->clearCurves();
    plot_->setBands({});
    plot_->setGuides({});
    judge();
    showCurves();
}

Ink LrFinderChart::ink() const {
    return hasValidationLosses(test_.points) ? Ink::ValidationLoss : Ink::Loss;
}

QString LrFinderChart::lossText() const {
    const QString loss = hasValidationLosses(test_.points) ? tr("validation loss") : tr("training loss");
    if (test_.seeds.empty()) return loss;
    const auto seeds = meanOf(test_.seeds).size();
    return seeds < 2 ? tr("%1, one seed so far").arg(loss) : tr("%1, mean of %2 seeds").arg(loss).arg(seeds);
}

/// The band that spans the tests of the mean, and each test's smoothed losses.
void LrFinderChart::showSeeds() {
    const CurveStyle faint{.ink = ink(), .width = 1.0, .alpha = kRawAlpha};
    const std::vector<LossBand> band = bandOf(test_);
    std::vector<double> lower, upper;
    for (const LossBand& at : band) {
        lower.push_back(at.low);
        upper.push_back(at.high);
    }
    const auto show = [&](const QString& id, const QString& name, const std::vector<StepRecord>& points,
                          const std::vector<double>& losses, bool inReadout) {
        CurveStyle style = faint;
        style.name = name;
        style.inReadout = inReadout;
        std::vector<CurveSample> samples;
        for (std::size_t i = 0; i < losses.size(); ++i)
            if (std::isfinite(losses[i])) samples.push_back({points[i].learningRate, losses[i]});
        plot_->setCurve(id, std::move(samples), style);
    };
    show(kLower, tr("lowest seed"), test_.points, lower, true);
    show(kUpper, tr("highest seed"), test_.points, upper, true);
    plot_->setBands({{.lowerId = kLower, .upperId = kUpper, .ink = ink()}});
    for (const FindRecord& test : test_.seeds)
        show(QStringLiteral("seed %1").arg(test.config.seed), tr("seed %1").arg(test.config.seed),
             test.points, test.suggestions.smoothed, false);
}

void LrFinderChart::showCurves() {
    std::vector<CurveSample> raw;
    std::vector<CurveSample> smoothed;
    for (std::size_t i = 0; i < test_.points.size(); ++i) {
        raw.push_back({curve_.learningRates[i], curve_.losses[i]});
        if (std::isfinite(smoothed_[i])) smoothed.push_back({curve_.learningRates[i], smoothed_[i]});
    }
    showLossAxis();
    plot_->setCurve(kRaw, std::move(raw),
                    {.ink = ink(), .width = 1.0, .alpha = kRawAlpha, .name = lossText()});
    const QString name = smoothing_ == CurveSmoothing::None ? tr("not smoothed") : tr("smoothed");
    plot_->setCurve(kSmoothed, std::move(smoothed), {.ink = ink(), .name = name});
}

/// What blew up is cut off, and said to be.
void LrFinderChart::showLossAxis() {
    AxisOptions left{.title = lossText(), .ink = ink()};
    const auto cut = cutOf(smoothed_);
    const auto finite = [](double loss) { return std::isfinite(loss) ? loss : 0.0; };
    double highest = 0.0;
    for (const double loss : curve_.losses)
        highest = std::max(highest, finite(loss));
    for (const FindRecord& test : test_.seeds) // of the mean each loss is limited already
        for (const double loss : lrCurveOf(test.points).losses)
            highest = std::max(highest, finite(loss));
    const auto shown = cut ? lossCut(*cut, highest) : std::nullopt;
    if (shown) left.to = shown->to;
    plot_->setLeftAxis(left);
    cutNote_ = shown ? shown->note : QString();
    showNote();
}

/// How to pick, until somebody has.
void LrFinderChart::showNote() {
    QStringList notes;
    if (!test_.points.empty() && !picks_.first && !picks_.second)
        notes << tr("click: max LR, Shift+click: min LR");
    if (!cutNote_.isEmpty()) notes << cutNote_;
    plot_->setNote(notes.join(QStringLiteral(" · ")));
}

void LrFinderChart::setSuggestions(const LrSuggestions& suggestions, const std::vector<Guide>& limits) {
    std::vector<Guide> guides = limits;
    const auto add = [&guides](const QString& name, const std::optional<LrCandidate>& candidate) {
        if (candidate)
            guides.push_back({candidate->learningRate, name, QString::fromStdString(candidate->why)});
    };
    add(tr("steepest"), suggestions.steepest);
    add(tr("valley"), suggestions.valley);
    add(tr("minimum ÷ 10"), suggestions.minimumTenth);
    add(tr("slide"), suggestions.slide);
    if (const auto& ours = suggestions.recommended) {
        const QString why = QString::fromStdString(ours->why);
        guides.push_back({ours->maxLr, tr("recommended max"), why});
        guides.push_back({ours->minLr, tr("recommended min"), why});
    }
    plot_->setGuides(guides);
}

// --- the picks ---

std::optional<double> LrFinderChart::minLr() const {
    if (picks_.first && picks_.second) return std::min(*picks_.first, *picks_.second);
    return picks_.loneIsUpper ? std::nullopt : picks_.first ? picks_.first : picks_.second;
}

std::optional<double> LrFinderChart::maxLr() const {
    if (picks_.first && picks_.second) return std::max(*picks_.first, *picks_.second);
    return picks_.loneIsUpper ? (picks_.first ? picks_.first : picks_.second) : std::nullopt;
}

void LrFinderChart::setPicks(std::optional<double> minLr, std::optional<double> maxLr) {
    if (minLr == this->minLr() && maxLr == this->maxLr()) return;
    // A handle that is being dragged goes on carrying the bound that it has become.
    const bool secondIsUpper = picks_.second && this->maxLr() == picks_.second;
    picks_ = secondIsUpper ? Picks{.first = minLr, .second = maxLr, .loneIsUpper = maxLr.has_value()}
                           : Picks{.first = maxLr, .second = minLr, .loneIsUpper = maxLr.has_value()};
    showHandles();
}

/// Gives the upper or lower bound a value; where it passes the other bound, the two change roles.
void LrFinderChart::place(bool upper, double learningRate) {
    const auto oldMin = minLr();
    const auto oldMax = maxLr();
    picksBeforeClick_ = picks_;
    const auto other = upper ? oldMin : oldMax;
    picks_ = {.first = learningRate, .second = other, .loneIsUpper = upper};
    showHandles();
    plot_->setActiveHandle(kFirst);
    announce(oldMin, oldMax);
    emit pickFinished();
}

void LrFinderChart::moveHandle(const QString& id, double learningRate) {
    const auto oldMin = minLr();
    const auto oldMax = maxLr();
    (id == kFirst ? picks_.first : picks_.second) = learningRate;
    showHandles();
    announce(oldMin, oldMax);
}

void LrFinderChart::revokeLastClick() {
    const auto oldMin = minLr();
    const auto oldMax = maxLr();
    picks_ = picksBeforeClick_;
    showHandles();
    announce(oldMin, oldMax);
    emit pickFinished();
}

void LrFinderChart::announce(std::optional<double> oldMin, std::optional<double> oldMax) {
    if (minLr() && minLr() != oldMin) emit minLrPicked(*minLr());
    if (maxLr() && maxLr() != oldMax) emit maxLrPicked(*maxLr());
}

void LrFinderChart::showHandles() {
    const bool both = picks_.first && picks_.second;
    std::vector<Handle> handles;
    if (picks_.first)
        handles.push_back(
            handle(kFirst, *picks_.first, both ? *picks_.first >= *picks_.second : picks_.loneIsUpper));
    if (picks_.second)
        handles.push_back(
            handle(kSecond, *picks_.second, both ? *picks_.second > *picks_.first : picks_.loneIsUpper));
    plot_->setHandles(handles);
    showNote();
}

} // namespace cyclo::ui
