// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotContents.h"

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

std::optional<AxisRange> joined(const std::optional<AxisRange>& first, const AxisRange& second) {
    if (!first) return second;
    return AxisRange{std::min(first->from, second.from), std::max(first->to, second.to)};
}

std::optional<AxisRange> xBounds(const PlotContents& contents) {
    std::optional<AxisRange> all;
    for (const PlotCurve& curve : contents.curves) {
        if (const auto bounds = curve.data.bounds()) all = joined(all, bounds->x);
        for (const double x : curve.data.lost())
            all = joined(all, {x, x});
    }
    return all;
}

AxisRange emptyRange(AxisScale scale) {
    return scale == AxisScale::Log ? AxisRange{0.1, 1.0} : AxisRange{0.0, 1.0};
}

AxisRange fittedX(const PlotContents& contents) {
    const AxisOptions& options = contents.x;
    const auto data = xBounds(contents);
    if (!data && !(options.from && options.to)) return emptyRange(options.scale);
    const AxisRange found = data.value_or(AxisRange{*options.from, *options.from});
    AxisRange range{options.from.value_or(found.from), std::max(options.to.value_or(found.to), found.to)};
    // Without an end that is known before, the axis grows in round steps.
    if (!options.to) range.to = niceRange(range.from, found.to, options.scale).to;
    if (!options.from && !options.to) range.from = niceRange(found.from, found.to, options.scale).from;
    return isUsable(range, options.scale) ? range : niceRange(found.from, found.to, options.scale);
}

AxisRange fittedY(const PlotContents& contents, const AxisOptions& options, AxisSide side,
                  const std::optional<AxisRange>& x) {
    std::optional<AxisRange> data;
    for (const PlotCurve& curve : contents.curves) {
        if (curve.style.axis != side) continue;
        const auto bounds = curve.data.bounds();
        if (!bounds) continue;
        if (const auto y = x ? curve.data.yBounds(*x) : bounds->y) data = joined(data, *y);
    }
    AxisRange found = emptyRange(options.scale);
    if (data) {
        found = {std::max(data->from, options.from.value_or(data->from)),
                 std::min(data->to, options.to.value_or(data->to))};
        if (found.to < found.from) found = *data; // nothing lies between the ends that were asked for
        found = niceRange(found.from, found.to, options.scale);
    }
    const AxisRange range{options.from.value_or(found.from), options.to.value_or(found.to)};
    return isUsable(range, options.scale) ? range : found;
}

ViewRange fitted(const PlotContents& contents, const AxisRange& x, const std::optional<AxisRange>& part) {
    ViewRange range;
    range.x = x;
    range.left = fittedY(contents, contents.left, AxisSide::Left, part);
    // Without a right axis its scale is the left one's, and so must its range be.
    range.right = contents.right ? fittedY(contents, *contents.right, AxisSide::Right, part) : range.left;
    return range;
}

} // namespace

bool PlotContents::isEmpty() const {
    return std::ranges::all_of(
        curves, [](const PlotCurve& curve) { return !curve.data.bounds() && curve.data.lost().empty(); });
}

PlotCurve* PlotContents::curve(const QString& id) {
    const auto found = std::ranges::find(curves, id, &PlotCurve::id);
    return found == curves.end() ? nullptr : &*found;
}

const PlotCurve* PlotContents::curve(const QString& id) const {
    const auto found = std::ranges::find(curves, id, &PlotCurve::id);
    return found == curves.end() ? nullptr : &*found;
}

Handle* PlotContents::handle(const QString& id) {
    const auto found = std::ranges::find(handles, id, &Handle::id);
    return found == handles.end() ? nullptr : &*found;
}

const Handle* PlotContents::handle(const QString& id) const {
    const auto found = std::ranges::find(handles, id, &Handle::id);
    return found == handles.end() ? nullptr : &*found;
}

ViewRange fittedRange(const PlotContents& contents) {
    return fitted(contents, fittedX(contents), std::nullopt);
}

ViewRange fittedToX(const PlotContents& contents, const AxisRange& x) {
    return fitted(contents, x, x);
}

AxisRange followedX(const PlotContents& contents, const AxisRange& before) {
    const auto data = xBounds(contents);
    if (!data) return before;
    const AxisScale scale = contents.x.scale;
    const double from = toAxis(before.from, scale);
    const double to = toAxis(before.to, scale);
    const double newest = toAxis(data->to, scale);
    if (newest >= from && newest <= to) return before;
    constexpr double kMovesAWidth = 8.0;
    return panned(before, scale, std::ceil((newest - to) / (to - from) * kMovesAWidth) / kMovesAWidth);
}

} // namespace cyclo::ui
