// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace cyclo {

/// Bias-corrected exponential mean: a_t = β·a_{t-1} + (1-β)·x_t, result a_t / (1 - β^(t+1)).
/// Non-finite values are left out of the mean and stay in the result. It lags: on a sweep it moves every
/// feature towards larger learning rates.
/// @param beta  in [0, 1)
/// @throws std::invalid_argument  for another beta
std::vector<double> smoothEma(std::span<const double> values, double beta = 0.98);

} // namespace cyclo
