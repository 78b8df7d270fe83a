// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LocalLines.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cyclo {

/// Zero-phase smoother of a range-test curve: local straight lines over log LR. A long curve is first thinned
/// to at most 256 knots, the means of as many neighbours each. Made once for a grid, applied to many series.
class CurveSmoother {
public:
    static constexpr std::size_t kMostKnots = 256;

    /// @param places  of the samples on the axis, strictly rising, finite; at least 1
    /// @param sigma   of the Gaussian where the grid is even, in samples; > 0. On an uneven one it is the
    /// same
    ///                distance on the axis, but no less than half and no more than 1.5 times the samples.
    CurveSmoother(std::span<const double> places, double sigma);

    std::span<const double> knots() const { return knots_; } ///< places of the knots

    /// Means of the samples of each knot. @param samples  finite, as many as places
    std::vector<double> atKnots(std::span<const double> samples) const;

    /// The smoothed series at the knots, and its slope per unit of the axis, which takes a quarter more
    /// width. @param atKnots  as atKnots() gives it
    std::vector<double> smoothed(std::span<const double> atKnots) const { return values_.apply(atKnots); }
    std::vector<double> slopes(std::span<const double> atKnots) const { return slopes_.apply(atKnots); }
    double ownWeight(std::size_t knot) const { return values_.ownWeight(knot); }

    /// Back to the samples: straight lines between the knots, level beyond the outer ones.
    std::vector<double> atSamples(std::span<const double> atKnots) const;

private:
    std::vector<double> places_;
    std::size_t group_; ///< samples a knot
    std::vector<double> knots_;
    BandFilter values_, slopes_;
};

} // namespace cyclo
