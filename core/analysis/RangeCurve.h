// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cyclo {

/// What the rules look at: the zero-phase smoother of our own, the exponential mean of other finders, or the
/// losses as they are.
enum class CurveSmoothing { ZeroPhase, Ema, None };

/// A range-test curve made ready for the rules: cut where it stopped being a number, limited where it blew
/// up, smoothed without a shift.
struct RangeCurve {
    std::size_t usable = 0;       ///< samples before the first non-finite loss
    bool diverged = false;        ///< a non-finite loss followed them
    double startLoss = 0.0;       ///< median of startSamples(): before anything was learned
    double noise = 0.0;           ///< standard deviation of one raw loss round the curve
    double lossLimit = 0.0;       ///< higher losses count as this one
    double sigma = 0.0;           ///< of the Gaussian, in samples
    std::vector<double> places;   ///< log10 LR; index of the sample where the LRs do not rise
    std::vector<double> limited;  ///< raw losses, limited; these two go on beyond the usable samples with the
                                  ///< blow-up of a diverged curve
    std::vector<double> slopes;   ///< of the smoothed curve at the usable samples, loss per decade
    std::vector<double> smoothed; ///< as long as the input; NaN from the first non-finite loss on
};

/// The first tenth of a curve, at least 3 samples: what counts as its start.
std::size_t startSamples(std::size_t samples);

/// Standard deviation of the Gaussian for a curve of so many samples. 5.2 of 100 where the noise is a
/// fifteenth of the fall; wider with the 0.15th power of the noise, narrower where more samples share it,
/// between 3 and 8 of 100. In proportion for longer curves, so that it stays the same stretch of the axis; by
/// the square root for shorter ones, which must not lose their smoothing altogether.
/// @param relativeNoise  of one loss, in parts of the fall of the curve; >= 0
double smoothingSigma(std::size_t samples, double relativeNoise);

/// Losses are limited to as far above the start as the lowest lies below it, and after a non-finite loss the
/// curve is taken to stay at that limit: a blow-up by a factor of a million is seen as a rise, and does not
/// reach back through the smoother to hide the minimum before it.
/// @throws std::invalid_argument  if there is not one loss per learning rate
RangeCurve rangeCurve(std::span<const double> learningRates, std::span<const double> losses,
                      CurveSmoothing smoothing = CurveSmoothing::ZeroPhase);

/// Above 0, finite, and each above the one before.
bool positiveAndRising(std::span<const double> values);

} // namespace cyclo
