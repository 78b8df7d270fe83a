// SPDX-License-Identifier: GPL-3.0-or-later
// How PlotView keeps its picture up to date: what arrives marks it, the next paint or question takes it in.
#include "core/analysis/Decimation.h"
#include "ui/charts/CurveLayer.h"
#include "ui/charts/PlotDescription.h"
#include "ui/charts/PlotPainter.h"
#include "ui/charts/PlotView.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr int kSettleMs = 250;
constexpr int kDescribeMs = 1000;
constexpr qsizetype kMostSmoothPoints = 3000; // with more, lines are jagged while data stream in
constexpr double kBeyond = 50.0;              // plot heights: a line that leaves keeps its direction

AxisRange placed(const AxisRange& range, AxisScale scale) {
    return {toAxis(range.from, scale), toAxis(range.to, scale)};
}

} // namespace

void PlotView::markDirty() {
    laidOut_ = false;
    painted_ = false;
    update();
}

void PlotView::setFrozen(bool on) {
    if (frozen_ == on) return;
    takeIn();
    frozen_ = on;
    markDirty();
}

void PlotView::dataArrived(const QString& id) {
    if (contents_.curve(id)) stale_.insert(id);
    settle_.start(kSettleMs);
    describeSoon();
    markDirty();
}

void PlotView::describeSoon() {
    if (!describe_.isActive()) describe_.start(kDescribeMs);
}

void PlotView::describe() {
    setAccessibleDescription(describePlot(contents_));
    emit contentsChanged();
}

/// Brings range and frame up to date with all that was told since.
void PlotView::takeIn() {
    if (laidOut_) return;
    laidOut_ = true;
    if (mode_ == ViewMode::Fit && !frozen_) range_ = fittedRange(contents_);
    if (mode_ == ViewMode::Follow) range_ = fittedToX(contents_, followedX(contents_, range_.x));
    const PlotFrame before =
        std::exchange(frame_, layOut(contents_, range_, size(), font(), minimumLeft_, minimumRight_));
    if (before.range != frame_.range || before.area != frame_.area || before.xScale != frame_.xScale ||
        before.leftScale != frame_.leftScale || before.rightScale != frame_.rightScale)
        for (const PlotCurve& curve : contents_.curves)
            stale_.insert(curve.id);
    if (before.leftNeeded != frame_.leftNeeded || before.rightNeeded != frame_.rightNeeded)
        emit marginsNeeded(frame_.leftNeeded, frame_.rightNeeded);
}

/// Hands the chart the ranges first, then one list of points for each curve that changed.
void PlotView::updateLines() {
    const Tone tone = toneOf(palette());
    layer_->setGeometry(size(), frame_.area);
    layer_->setRange(placed(range_.x, frame_.xScale), placed(range_.left, frame_.leftScale),
                     placed(range_.right, frame_.rightScale));
    if (contents_.cells) { // painted by themselves
        stale_.clear();
        return;
    }
    const int columns = std::max(1, static_cast<int>(frame_.area.width()) / 2);
    for (const PlotCurve& curve : std::as_const(contents_.curves)) {
        layer_->setPen(curve.id, curve.style.axis, curvePen(curve.style, tone));
        if (!stale_.contains(curve.id)) continue;
        const auto side = curve.style.axis;
        const AxisScale yScale = contents_.scaleOf(side);
        const AxisRange y = placed(side == AxisSide::Left ? range_.left : range_.right, yScale);
        const double lowest = y.from - kBeyond * (y.to - y.from);
        const double highest = y.to + kBeyond * (y.to - y.from);
        QList<QPointF> places;
        for (const CurveSample& sample :
             decimateMinMax(curve.data.drawable(), range_.x.from, range_.x.to, frame_.xScale, columns))
            places.append(
                {toAxis(sample.x, frame_.xScale), std::clamp(toAxis(sample.y, yScale), lowest, highest)});
        layer_->setPoints(curve.id, places);
        ++counts_.replaces;
    }
    stale_.clear();
}

void PlotView::paintCache() {
    const Tone tone = toneOf(palette());
    updateLines();
    counts_.inView = 0;
    for (const PlotCurve& curve : contents_.curves)
        counts_.inView += static_cast<qsizetype>(curve.data.within(range_.x).size());
    counts_.displayed = layer_->pointCount();
    frame_.thinning = contents_.tellThinning && counts_.displayed > 0
                          ? static_cast<int>(std::max<qsizetype>(1, counts_.inView / counts_.displayed))
                          : 1;
    frame_.mode = mode_;
    counts_.antialiased = counts_.displayed <= kMostSmoothPoints || !settle_.isActive();
    const double ratio = devicePixelRatioF();
    if (cache_.size() != (QSizeF(size()) * ratio).toSize())
        cache_ = QPixmap((QSizeF(size()) * ratio).toSize());
    cache_.setDevicePixelRatio(ratio);
    QPainter painter(&cache_);
    paintBackdrop(painter, frame_, contents_, tone);
    layer_->render(painter, counts_.antialiased);
    paintFurniture(painter, frame_, contents_, tone);
    ++counts_.repaints;
}

} // namespace cyclo::ui
