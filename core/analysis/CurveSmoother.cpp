// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/CurveSmoother.h"

#include <algorithm>
#include <numeric>

namespace cyclo {

namespace {

constexpr double kSlopeWidth = 1.25; // a slope is noisier than a value

std::vector<double> groupMeans(std::span<const double> values, std::size_t group) {
    std::vector<double> means;
    for (std::size_t from = 0; from < values.size(); from += group) {
        const auto part = values.subspan(from, std::min(group, values.size() - from));
        means.push_back(std::accumulate(part.begin(), part.end(), 0.0) / static_cast<double>(part.size()));
    }
    return means;
}

/// Mean distance of neighbours among knots [first, last]; 1 where there is one knot only.
double meanGap(std::span<const double> knots, std::size_t first, std::size_t last) {
    if (first == last) return 1.0;
    return (knots[last] - knots[first]) / static_cast<double>(last - first);
}

/// @param sigma  in knots
std::vector<double> bandwidths(std::span<const double> knots, double sigma, double factor) {
    const auto last = knots.size() - 1;
    const double distance = sigma * meanGap(knots, 0, last);
    std::vector<double> widths;
    for (std::size_t i = 0; i <= last; ++i) {
        const double here = sigma * meanGap(knots, i - std::min<std::size_t>(i, 2), std::min(last, i + 2));
        widths.push_back(factor * std::clamp(distance, 0.5 * here, 1.5 * here));
    }
    return widths;
}

} // namespace

CurveSmoother::CurveSmoother(std::span<const double> places, double sigma)
    : places_(places.begin(), places.end()),
      group_((places.size() + kMostKnots - 1) / kMostKnots),
      knots_(groupMeans(places, group_)),
      values_(localLineValues(knots_, bandwidths(knots_, sigma / static_cast<double>(group_), 1.0))),
      slopes_(localLineSlopes(knots_, bandwidths(knots_, sigma / static_cast<double>(group_), kSlopeWidth))) {
}

std::vector<double> CurveSmoother::atKnots(std::span<const double> samples) const {
    return groupMeans(samples, group_);
}

std::vector<double> CurveSmoother::atSamples(std::span<const double> atKnots) const {
    std::vector<double> values;
    values.reserve(places_.size());
    std::size_t right = 0; // first knot not left of the place
    for (const double place : places_) {
        while (right < knots_.size() && knots_[right] < place)
            ++right;
        if (right == 0 || right == knots_.size()) {
            values.push_back(atKnots[right == 0 ? 0 : right - 1]);
            continue;
        }
        const double share = (place - knots_[right - 1]) / (knots_[right] - knots_[right - 1]);
        values.push_back(atKnots[right - 1] + share * (atKnots[right] - atKnots[right - 1]));
    }
    return values;
}

} // namespace cyclo
