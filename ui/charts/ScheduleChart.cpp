// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ScheduleChart.h"

#include "ui/charts/PlotView.h"

#include <QVBoxLayout>

namespace cyclo::ui {
namespace {

constexpr double kPlannedWidth = 1.5;
constexpr double kTravelledWidth = 3.0;

const QString kPlannedLr = QStringLiteral("plannedLr");
const QString kPlannedMomentum = QStringLiteral("plannedMomentum");
const QString kTravelledLr = QStringLiteral("travelledLr");
const QString kTravelledMomentum = QStringLiteral("travelledMomentum");

/// One sample a row, at its step.
std::vector<CurveSample> overSteps(const std::vector<double>& rows) {
    std::vector<CurveSample> samples;
    samples.reserve(rows.size());
    for (std::size_t step = 0; step < rows.size(); ++step)
        samples.push_back({static_cast<double>(step), rows[step]});
    return samples;
}

} // namespace

ScheduleChart::ScheduleChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    plot_->setLeftAxis({.title = tr("learning rate"), .ink = Ink::LearningRate});
    plot_->setRightAxis(AxisOptions{.title = tr("momentum"), .ink = Ink::Momentum});
    plot_->setThinningTold(false); // straight lines lose nothing
    setTotalSteps(0);
    clearPlan();
    clearTravelled();
}

CurveStyle ScheduleChart::style(Ink ink, bool travelled) const {
    const bool isLr = ink == Ink::LearningRate;
    CurveStyle style{.ink = ink, .width = travelled ? kTravelledWidth : kPlannedWidth};
    style.axis = isLr ? AxisSide::Left : AxisSide::Right;
    style.name = isLr ? (travelled ? tr("learning rate used") : tr("learning rate"))
                      : (travelled ? tr("momentum used") : tr("momentum"));
    style.inReadout = !travelled; // where a run kept to its plan both say the same
    return style;
}

void ScheduleChart::setTitle(const QString& sentence) {
    plot_->setTitle(sentence);
}

void ScheduleChart::setEmptyMessage(const QString& sentence) {
    plot_->setEmptyMessage(sentence);
}

void ScheduleChart::setTotalSteps(std::int64_t steps) {
    AxisOptions x{.title = tr("step"), .from = 0.0};
    if (steps > 0) x.to = static_cast<double>(steps);
    plot_->setXAxis(x);
}

void ScheduleChart::setPlan(const ScheduleRows& rows) {
    setTotalSteps(rows.size());
    plot_->setCurve(kPlannedLr, overSteps(rows.learningRate), style(Ink::LearningRate, false));
    plot_->setCurve(kPlannedMomentum, overSteps(rows.momentum), style(Ink::Momentum, false));
}

void ScheduleChart::clearPlan() {
    plot_->setCurve(kPlannedLr, {}, style(Ink::LearningRate, false));
    plot_->setCurve(kPlannedMomentum, {}, style(Ink::Momentum, false));
}

void ScheduleChart::appendTravelled(std::span<const StepRecord> steps) {
    if (steps.empty()) return;
    std::vector<CurveSample> learningRates;
    std::vector<CurveSample> momenta;
    for (const StepRecord& record : steps) {
        learningRates.push_back({static_cast<double>(record.step), record.learningRate});
        momenta.push_back({static_cast<double>(record.step), record.momentum});
    }
    plot_->appendToCurve(kTravelledLr, learningRates);
    plot_->appendToCurve(kTravelledMomentum, momenta);
    setNow(static_cast<double>(steps.back().step));
}

void ScheduleChart::clearTravelled() {
    plot_->setCurve(kTravelledLr, {}, style(Ink::LearningRate, true));
    plot_->setCurve(kTravelledMomentum, {}, style(Ink::Momentum, true));
    setNow(std::nullopt);
}

void ScheduleChart::setNow(std::optional<double> step) {
    plot_->setNow(step);
}

} // namespace cyclo::ui
