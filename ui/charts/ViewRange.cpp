// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ViewRange.h"

#include "ui/charts/AxisTicks.h"

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr double kNarrowest = 1e-9; // span relative to the larger end
constexpr int kNiceIntervals = 5;

/// The largest 1, 2 or 5 times a power of ten that is not above `value`.
double niceBelow(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value) + kNarrowest));
    for (const double digit : {5.0, 2.0})
        if (digit * power <= value * (1 + kNarrowest)) return digit * power;
    return power;
}

} // namespace

double toAxis(double value, AxisScale scale) {
    return scale == AxisScale::Log ? std::log10(value) : value;
}

double fromAxis(double place, AxisScale scale) {
    return scale == AxisScale::Log ? std::pow(10.0, place) : place;
}

bool isUsable(const AxisRange& range, AxisScale scale) {
    if (!std::isfinite(range.from) || !std::isfinite(range.to)) return false;
    if (scale == AxisScale::Log && range.from <= 0.0) return false;
    return range.to - range.from > kNarrowest * std::max(std::abs(range.from), std::abs(range.to));
}

AxisRange zoomed(const AxisRange& range, AxisScale scale, double about, double factor) {
    const double centre = toAxis(about, scale);
    const auto moved = [&](double end) {
        return fromAxis(centre + (toAxis(end, scale) - centre) / factor, scale);
    };
    return {moved(range.from), moved(range.to)};
}

AxisRange panned(const AxisRange& range, AxisScale scale, double share) {
    const double from = toAxis(range.from, scale);
    const double to = toAxis(range.to, scale);
    const double shift = share * (to - from);
    return {fromAxis(from + shift, scale), fromAxis(to + shift, scale)};
}

AxisRange niceRange(double lowest, double highest, AxisScale scale) {
    if (scale == AxisScale::Log) {
        const double to = niceStep(highest);
        const double from = niceBelow(lowest);
        return from < to ? AxisRange{from, to} : AxisRange{from / 2, to * 2};
    }
    double span = highest - lowest;
    if (!(span > kNarrowest * std::max(std::abs(lowest), std::abs(highest))))
        span = lowest == 0.0 ? 1.0 : std::abs(lowest) * 0.1;
    const double step = niceStep(span / kNiceIntervals);
    AxisRange range{std::floor(lowest / step + kNarrowest) * step,
                    std::ceil(highest / step - kNarrowest) * step};
    if (range.from == range.to) range = {range.from - step, range.to + step};
    return range;
}

AxisMap::AxisMap(const AxisRange& range, AxisScale scale, double low, double high)
    : scale_(scale), from_(toAxis(range.from, scale)), to_(toAxis(range.to, scale)), low_(low), high_(high) {}

double AxisMap::toPixel(double value) const {
    return low_ + (toAxis(value, scale_) - from_) / (to_ - from_) * (high_ - low_);
}

double AxisMap::toValue(double pixel) const {
    return fromAxis(from_ + (pixel - low_) / (high_ - low_) * (to_ - from_), scale_);
}

} // namespace cyclo::ui
