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
/// edges are anchored to data space (multiples of a width that is a power of two: of x, or in octaves on a
/// log axis), so that a growing curve does not shimmer. The result has at most 4·(columns + 1) + 2 samples.
/// One pass over the visible samples; those outside are not looked at.
/// @param samples  x non-decreasing, all values finite, x > 0 for a log axis
/// @param from,to  visible range, from <= to; one sample beyond each end is kept so that lines leave the
/// picture
/// @param columns  pixel width of the plot area, > 0
/// @throws std::invalid_argument  for a range or column count that is none
std::vector<CurveSample> decimateMinMax(std::span<const CurveSample> samples, double from, double to,
                                        AxisScale scale, int columns);

} // namespace cyclo
