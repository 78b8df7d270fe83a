// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace cyclo {

/// Views of a recorded series; the series itself is always kept raw. Non-finite values are left out of the
/// averages and stay non-finite in the result.

/// Zero-phase Gaussian: each value becomes the weighted mean of its neighbours up to 4 sigma away, with the
/// weights cut off at the ends of the series (renormalised), so that nothing is shifted along the axis.
/// @param sigma  in samples, > 0
/// @throws std::invalid_argument  for another sigma
std::vector<double> smoothGaussian(std::span<const double> values, double sigma = 3.0);

/// Bias-corrected exponential mean: a_t = β·a_{t-1} + (1-β)·x_t, result a_t / (1 - β^(t+1)).
/// It lags: on a sweep it moves every feature towards larger learning rates.
/// @param beta  in [0, 1)
/// @throws std::invalid_argument  for another beta
std::vector<double> smoothEma(std::span<const double> values, double beta = 0.98);

} // namespace cyclo
