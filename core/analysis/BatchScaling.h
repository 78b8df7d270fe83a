// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cyclo {

/// How the learning rate goes with the batch size. SquareRoot keeps the variance of the gradient estimate
/// (Krizhevsky, arXiv:1404.5997; Hoffer et al., arXiv:1705.08741); Linear is Goyal et al., arXiv:1706.02677,
/// who warm up; None leaves it.
enum class BatchRule { SquareRoot, Linear, None };

/// The learning rate for another batch size: times sqrt(k), k or 1 for k = newBatch/batch.
/// @param learningRate  > 0, found at `batch` samples
/// @throws std::invalid_argument  if a batch is below 1 or the learning rate is not a finite number above 0
double learningRateForBatch(BatchRule rule, double learningRate, std::int64_t batch, std::int64_t newBatch);

} // namespace cyclo
