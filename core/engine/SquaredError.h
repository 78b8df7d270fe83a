// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace cyclo::engine {

/// Mean squared error: the mean of (output - target)² over samples and outputs; a non-finite output gives a
/// non-finite loss.
/// @param predictions  [rows >= N, outputs], row-major
/// @param targets      [N, outputs], not empty
/// @param diff         empty, or as predictions: gets 2 (output - target) / (N * outputs); rows beyond N get
/// 0
double meanSquaredError(std::span<const float> predictions, std::span<const float> targets,
                        std::span<float> diff);

} // namespace cyclo::engine
