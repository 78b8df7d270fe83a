// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/FamilyChart.h"

#include "core/analysis/RangeCurve.h"
#include "ui/charts/PlotMetrics.h"
#include "ui/charts/PlotView.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cyclo::ui {

namespace {

constexpr double kFaint = 0.2;
constexpr double kReach = 24.0; // pixels from the mouse to a curve it means

} // namespace

FamilyChart::FamilyChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    connect(plot_, &PlotView::pointed, this, &FamilyChart::point);
    connect(plot_, &PlotView::clicked, this, [this](double x) {
        const QString value = hovered_.isEmpty() ? isolated_.value_or(QString()) : hovered_;
        if (!value.isEmpty()) emit valueClicked(value, x);
    });
}

void FamilyChart::clear(const AxisOptions& x, const QString& loss) {
    members_.clear();
    loss_ = loss;
    isolated_.reset();
    hovered_.clear();
    values_ = 0;
    plot_->clearCurves();
    plot_->setGuides({});
    plot_->setViewMode(ViewMode::Fit); // a view that was held was one of other axes
    plot_->setXAxis(x);
    showLossAxis();
}

void FamilyChart::addMember(const QString& id, const QString& value, const QString& stem) {
    const auto same = std::ranges::find_if(members_, [&](const auto& m) { return m.second.value == value; });
    const bool isFirst = same == members_.end();
    const int number = isFirst ? values_++ : same->second.number;
    members_[id] = {.name = value,
                    .value = value,
                    .stem = stem,
                    .number = number,
                    .isFirst = isFirst,
                    .samples = {},
                    .smoothed = {}};
    show(id);
}

void FamilyChart::addStem(const QString& id, const QString& name) {
    members_[id] = {.name = name, .value = {}, .samples = {}, .smoothed = {}};
    show(id);
}

void FamilyChart::append(const QString& id, const std::vector<CurveSample>& samples) {
    Member& member = members_.at(id);
    member.samples.insert(member.samples.end(), samples.begin(), samples.end());
    for (const CurveSample& sample : samples) {
        if (!std::isfinite(sample.y)) continue;
        member.lowest = std::min(member.lowest, sample.y);
        member.highest = std::max(member.highest, sample.y);
    }
    const auto stem = members_.find(member.stem);
    const std::vector<CurveSample> none;
    smooth(member, stem == members_.end() ? none : stem->second.samples, none);
    show(id);
    if (stem != members_.end() && stem->second.firstBranch.value_or(id) == id) {
        stem->second.firstBranch = id;
        smooth(stem->second, none, member.samples);
        show(stem->first);
    }
    showLossAxis();
}

void FamilyChart::isolate(const std::optional<QString>& value) {
    if (isolated_ == value) return;
    isolated_ = value;
    for (const auto& [other, member] : members_)
        show(other);
}

/// Over the place where a stem and its branches part, so that neither bends or jumps there. A stem reaches
/// the first sample after it.
void FamilyChart::smooth(Member& member, const std::vector<CurveSample>& before,
                         const std::vector<CurveSample>& after) {
    std::vector<double> xs, losses;
    for (const std::vector<CurveSample>* samples : {&before, &std::as_const(member.samples), &after}) {
        for (const CurveSample& sample : *samples) {
            xs.push_back(sample.x);
            losses.push_back(sample.y);
        }
    }
    const std::vector<double> smoothed = rangeCurve(xs, losses).smoothed;
    const std::size_t end = before.size() + member.samples.size() + (after.empty() ? 0 : 1);
    member.smoothed.clear();
    for (std::size_t i = before.size(); i < end; ++i)
        if (std::isfinite(smoothed[i])) member.smoothed.push_back({xs[i], smoothed[i]});
}

void FamilyChart::show(const QString& id) {
    const Member& member = members_.at(id);
    const bool isStem = member.value.isEmpty();
    const bool isolated = isolated_ && *isolated_ == member.value;
    plot_->setCurve(id, member.smoothed,
                    {.ink = isStem ? Ink::Candidate : runInk(member.number),
                     .width = isolated ? 3.0 : 1.5,
                     .alpha = isStem || isolated || !isolated_ ? 1.0 : kFaint,
                     .name = member.name,
                     .endLabel = member.isFirst ? member.value : QString()});
}

/// A run that blew up must not press the others flat.
void FamilyChart::showLossAxis() {
    double lowest = std::numeric_limits<double>::infinity(), highest = 0, start = 0;
    for (const auto& [id, member] : members_) {
        lowest = std::min(lowest, member.lowest);
        highest = std::max(highest, member.highest);
        if (!member.samples.empty() && std::isfinite(member.samples.front().y))
            start = std::max(start, member.samples.front().y);
    }
    const double cut = std::max(kCutAboveBest * lowest, 1.2 * start);
    AxisOptions left{.title = tr("%1, smoothed").arg(loss_)};
    if (highest > cut) left.to = cut;
    plot_->setLeftAxis(left);
}

void FamilyChart::point(const std::optional<QPointF>& place) {
    const QString value = place ? nearestTo(*place) : QString();
    if (value == hovered_) return;
    hovered_ = value;
    emit valueHovered(value);
}

QString FamilyChart::nearestTo(const QPointF& place) const {
    QString nearest;
    double least = kReach;
    for (const auto& [id, member] : members_) {
        if (member.value.isEmpty()) continue;
        const auto curve = std::ranges::find(plot_->contents().curves, id, &PlotCurve::id);
        if (curve == plot_->contents().curves.end()) continue;
        const auto sample = curve->data.nearest(plot_->xAt(place.x()));
        if (!sample) continue;
        const double away = std::abs(plot_->toPixel(sample->x, sample->y).y() - place.y());
        if (away >= least) continue;
        least = away;
        nearest = member.value;
    }
    return nearest;
}

} // namespace cyclo::ui
