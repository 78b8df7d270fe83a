// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace cyclo {

struct CurveSample {
    double x = 0.0;
    double y = 0.0;

    bool operator==(const CurveSample&) const = default;
};

enum class AxisScale { Linear, Log };

/// Thins a curve for drawing: the samples are put in columns of equal width in x (in log x for a log axis),
/// and of each column the first, lowest, highest and last sample are kept, in order. Spikes survive. Column
/// edges are anchored to data space (widths are powers of two), so that a growing curve does not shimmer.
/// @param samples  x non-decreasing, all values finite, x > 0 for a log axis
/// @param from,to  visible range; one sample beyond each end is kept so that lines leave the picture
/// @param columns  pixel width of the plot area, > 0
std::vector<CurveSample> decimateMinMax(std::span<const CurveSample> samples, double from, double to,
                                        AxisScale scale, int columns);

} // namespace cyclo
