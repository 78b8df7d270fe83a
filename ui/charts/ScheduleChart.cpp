// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ScheduleChart.h"

#include "ui/charts/ChangeGuides.h"
#include "ui/charts/PlotView.h"
#include "ui/charts/ViewRange.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr double kPlannedWidth = 1.5;
constexpr double kTravelledWidth = 3.0;
constexpr double kRoomAbove = 1.25;

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

QString nameOf(ShapePart part) {
    switch (part) {
    case ShapePart::Start:
        return ScheduleChart::tr("start");
    case ShapePart::Peak:
        return ScheduleChart::tr("peak");
    case ShapePart::Fall:
        return ScheduleChart::tr("fall from");
    case ShapePart::CycleEnd:
        return ScheduleChart::tr("end of the cycle");
    case ShapePart::End:
        return ScheduleChart::tr("end");
    case ShapePart::HighMomentum:
        return ScheduleChart::tr("highest momentum");
    case ShapePart::LowMomentum:
        return ScheduleChart::tr("lowest momentum");
    }
    return {};
}

Handle handleOf(const ShapePoint& point) {
    return {.id = QString::number(static_cast<int>(point.part)),
            .value = point.step,
            .label = nameOf(point.part),
            .shape = HandleShape::Point,
            .movable = point.movesInStep,
            .level = point.value,
            .axis = isMomentum(point.part) ? AxisSide::Right : AxisSide::Left};
}

} // namespace

ScheduleChart::ScheduleChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    showAxes({});
    connect(plot_, &PlotView::handleMoved, this, [this](const QString& id, double step, double value) {
        emit shapeMoved(static_cast<ShapePart>(id.toInt()), step, value);
    });
    connect(plot_, &PlotView::handleReleased, this, &ScheduleChart::shapeReleased);
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

void ScheduleChart::setShape(const std::vector<ShapePoint>& points) {
    showAxes(points);
    std::vector<Handle> handles;
    for (const ShapePoint& point : points)
        handles.push_back(handleOf(point));
    plot_->setHandles(handles);
}

/// To the data; with corners, a quarter above the highest learning rate and all of the momenta of use.
void ScheduleChart::showAxes(const std::vector<ShapePoint>& points) {
    AxisOptions rates{.title = tr("learning rate"), .ink = Ink::LearningRate};
    AxisOptions momenta{.title = tr("momentum"), .ink = Ink::Momentum};
    double highest = 0.0;
    double lowest = 1.0;
    for (const ShapePoint& point : points) {
        if (isMomentum(point.part))
            lowest = std::min(lowest, point.value);
        else
            highest = std::max(highest, point.value);
    }
    if (highest > 0.0) {
        rates.from = 0.0;
        rates.to = niceRange(0.0, kRoomAbove * highest, AxisScale::Linear).to;
    }
    if (lowest < 1.0) {
        momenta.from = std::max(0.0, std::floor(lowest * 10.0 - 1.0) / 10.0);
        momenta.to = 1.0;
    }
    plot_->setLeftAxis(rates);
    plot_->setRightAxis(momenta);
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

void ScheduleChart::setChanges(std::span<const LearningRateChange> changes) {
    plot_->setGuides(changeGuides(changes));
}

} // namespace cyclo::ui
