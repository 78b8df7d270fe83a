// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Decimation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace cyclo {

namespace {

using Samples = std::span<const CurveSample>;

/// Columns [k·width, (k+1)·width) of x or of log2 x.
class Columns {
public:
    Columns(double from, double to, AxisScale scale, int count) : scale_(scale) {
        const double low = position(from), high = position(to);
        int exponent = 0;
        const double fraction = std::frexp((high - low) / count, &exponent);
        const double fitting = std::ldexp(1.0, fraction == 0.5 ? exponent - 1 : exponent);
        // Narrower columns than this could not be counted in a double.
        const double countable = std::ldexp(std::max({std::abs(low), std::abs(high), 1e-300}), -51);
        width_ = std::max(fitting, std::exp2(std::ceil(std::log2(countable))));
    }

    double columnOf(double x) const { return std::floor(position(x) / width_); }

    double endOf(double column) const {
        const double edge = (column + 1) * width_;
        return scale_ == AxisScale::Log ? std::exp2(edge) : edge;
    }

private:
    double position(double x) const { return scale_ == AxisScale::Log ? std::log2(x) : x; }

    AxisScale scale_;
    double width_ = 1.0;
};

void appendColumn(std::vector<CurveSample>& kept, Samples column) {
    const auto lowerY = [](const CurveSample& a, const CurveSample& b) { return a.y < b.y; };
    const auto [lowest, highest] = std::minmax_element(column.begin(), column.end(), lowerY);
    std::array places{column.begin(), lowest, highest, column.end() - 1};
    std::sort(places.begin(), places.end());
    const auto unique = std::unique(places.begin(), places.end());
    for (auto place = places.begin(); place != unique; ++place)
        kept.push_back(**place);
}

void requireRange(double from, double to, AxisScale scale, int columns) {
    if (columns < 1)
        throw std::invalid_argument("columns must be at least 1, got " + std::to_string(columns));
    if (!std::isfinite(from) || !std::isfinite(to) || from > to || !std::isfinite(to - from))
        throw std::invalid_argument("a visible range must be finite and rising");
    if (scale == AxisScale::Log && from <= 0)
        throw std::invalid_argument("the visible range of a log axis must be above 0");
}

} // namespace

std::vector<CurveSample> decimateMinMax(Samples samples, double from, double to, AxisScale scale,
                                        int columns) {
    requireRange(from, to, scale, columns);
    const auto visibleBegin = std::ranges::lower_bound(samples, from, {}, &CurveSample::x);
    const auto visibleEnd = std::ranges::upper_bound(samples, to, {}, &CurveSample::x);

    std::vector<CurveSample> kept;
    if (visibleBegin != samples.begin()) kept.push_back(*(visibleBegin - 1));
    const Columns grid(from, to, scale, columns);
    double column = -HUGE_VAL;
    for (auto begin = visibleBegin; begin != visibleEnd;) {
        // The next column in order even where rounding at an edge says otherwise: the walk always ends.
        column = std::max(column + 1, grid.columnOf(begin->x));
        const auto end = std::lower_bound(begin + 1, visibleEnd, grid.endOf(column),
                                          [](const CurveSample& a, double x) { return a.x < x; });
        appendColumn(kept, {begin, end});
        begin = end;
    }
    if (visibleEnd != samples.end()) kept.push_back(*visibleEnd);
    return kept;
}

} // namespace cyclo
