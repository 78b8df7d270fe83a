// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cyclo::detail {

/// Linear warm-up: step t of W at (t + 1)/(W + 1) of the learning rate, so that no step is wasted at 0 and
/// step W, the first after it, is the first at the full one.
double warmUpLr(double learningRate, std::int64_t step, std::int64_t warmup);

/// Half a cosine from `from` at step 0 towards `to`, which step `length` would have; PyTorch's order of
/// operations.
double cosineLr(double from, double to, std::int64_t step, std::int64_t length);

/// What policies that fall after a warm-up ask of their settings.
/// @throws std::invalid_argument  if min-lr is above lr or the warm-up takes the whole run
void requireFallAfterWarmup(double learningRate, double minLr, std::int64_t warmup, std::int64_t totalSteps);

} // namespace cyclo::detail
