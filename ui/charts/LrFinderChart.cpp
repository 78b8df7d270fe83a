// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/LrFinderChart.h"

#include "core/analysis/RangeCurve.h"
#include "core/experiments/Runs.h"
#include "ui/charts/PlotMetrics.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"

#include <QShortcut>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr double kCutAboveStart = 1.2; // times the highest loss on the way down, which must stay in sight

const QString kRaw = QStringLiteral("loss");
const QString kSmoothed = QStringLiteral("smoothed");
const QString kFirst = QStringLiteral("first");
const QString kSecond = QStringLiteral("second");

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
    for (const StepRecord& record : steps) {
        if (record.learningRate > 0.0) points_.push_back(record);
    }
    curve_ = lrCurveOf(points_);
    smoothed_ = rangeCurve(curve_.learningRates, curve_.losses).smoothed;
    showCurves();
}

void LrFinderChart::setSmoothed(const std::vector<double>& smoothed) {
    if (smoothed.size() != points_.size()) return; // of a curve that has been replaced meanwhile
    smoothed_ = smoothed;
    showCurves();
}

void LrFinderChart::clearPoints() {
    points_.clear();
    curve_ = {};
    smoothed_.clear();
    plot_->setGuides({});
    showCurves();
}

void LrFinderChart::showCurves() {
    std::vector<CurveSample> raw;
    std::vector<CurveSample> smoothed;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        raw.push_back({curve_.learningRates[i], curve_.losses[i]});
        if (std::isfinite(smoothed_[i])) smoothed.push_back({curve_.learningRates[i], smoothed_[i]});
    }
    const bool validated = hasValidationLosses(points_);
    const Ink ink = validated ? Ink::ValidationLoss : Ink::Loss;
    const QString name = validated ? tr("validation loss") : tr("training loss");
    AxisOptions left{.title = name, .ink = ink};
    const auto cut = cutOf(smoothed_);
    const auto finite = [](double loss) { return std::isfinite(loss) ? loss : 0.0; };
    const double highest = points_.empty() ? 0.0 : finite(*std::ranges::max_element(curve_.losses, {}, finite));
    const bool isCut = cut && highest > *cut;
    if (isCut) left.to = niceRange(0.0, *cut, AxisScale::Linear).to;
    plot_->setLeftAxis(left);
    cutNote_ = isCut ? tr("losses above %1 are cut off; the highest is %2")
                           .arg(formatShort(*left.to), formatNumber(highest))
                     : QString();
    showNote();
    plot_->setCurve(kRaw, std::move(raw), {.ink = ink, .width = 1.0, .alpha = kRawAlpha, .name = name});
    plot_->setCurve(kSmoothed, std::move(smoothed), {.ink = ink, .name = tr("smoothed")});
}

/// How to pick, until somebody has.
void LrFinderChart::showNote() {
    QStringList notes;
    if (!points_.empty() && !picks_.first && !picks_.second)
        notes << tr("click: max LR, Shift+click: min LR");
    if (!cutNote_.isEmpty()) notes << cutNote_;
    plot_->setNote(notes.join(QStringLiteral(" · ")));
}

void LrFinderChart::setSuggestions(const LrSuggestions& suggestions) {
    std::vector<Guide> guides;
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
