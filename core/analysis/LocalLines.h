// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cyclo {

/// A smoother made ready for a grid: each result is a weighted sum of neighbours. Made once, applied to many
/// series of the same grid.
class BandFilter {
public:
    struct Row {
        std::size_t first = 0;       ///< place of the first neighbour
        std::vector<double> weights; ///< of the neighbours from there on
    };

    explicit BandFilter(std::vector<Row> rows) : rows_(std::move(rows)) {}

    /// @param values  finite, as many as the grid has points
    std::vector<double> apply(std::span<const double> values) const;

    /// Weight of a point in its own result.
    double ownWeight(std::size_t place) const;

private:
    std::vector<Row> rows_;
};

/// Local straight lines (Cleveland 1979; Fan & Gijbels 1996): through each point the line that fits its
/// neighbours best, weighted by a Gaussian of their distance cut off at 4 bandwidths. Straight lines are kept
/// as they are, on uneven grids and up to the ends; nothing is shifted along the axis. One filter gives the
/// lines' values, the other their slopes per unit of x: 0 where the bandwidth reaches no neighbour.
/// @param x           strictly rising, finite
/// @param bandwidths  standard deviation of the Gaussian at each point, in units of x, > 0; as many as x
BandFilter localLineValues(std::span<const double> x, std::span<const double> bandwidths);
BandFilter localLineSlopes(std::span<const double> x, std::span<const double> bandwidths);

} // namespace cyclo
