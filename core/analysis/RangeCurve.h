// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cyclo {

/// A range-test curve made ready for the rules: cut where it stopped being a number, limited where it blew
/// up, smoothed without a shift.
struct RangeCurve {
    std::size_t usable = 0; ///< samples before the first non-finite loss
    bool diverged = false;  ///< a non-finite loss followed them
    double startLoss = 0.0; ///< median of the first tenth (at least 3 samples): before anything was learned
    double noise = 0.0;     ///< standard deviation of one raw loss round the curve
    double lossLimit = 0.0; ///< higher losses count as this one
    double sigma = 0.0;     ///< of the Gaussian, in samples
    std::vector<double> smoothed; ///< as long as the input; NaN from the first non-finite loss on
};

/// Standard deviation of the Gaussian for a curve of so many samples: 3 of 100; in proportion for longer
/// ones, so that it stays the same stretch of the LR axis while more samples share the noise; by the square
/// root for shorter ones, which must not lose their smoothing altogether; 300 at most.
double smoothingSigma(std::size_t samples);

/// Losses are limited to as far above the start as the lowest lies below it, and a non-finite tail counts as
/// that limit: a blow-up by a factor of a million is seen as a rise, and does not reach back through the
/// smoother to hide the minimum before it.
RangeCurve rangeCurve(std::span<const double> losses);

} // namespace cyclo
