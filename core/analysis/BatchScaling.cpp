// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/BatchScaling.h"

#include <cmath>
#include <stdexcept>
#include <string>

namespace cyclo {

double learningRateForBatch(BatchRule rule, double learningRate, std::int64_t batch, std::int64_t newBatch) {
    if (!std::isfinite(learningRate) || learningRate <= 0)
        throw std::invalid_argument("lr must be a finite number above 0, got " +
                                    std::to_string(learningRate));
    for (const auto size : {batch, newBatch})
        if (size < 1) throw std::invalid_argument("batch must be at least 1, got " + std::to_string(size));
    const double k = static_cast<double>(newBatch) / static_cast<double>(batch);
    switch (rule) {
    case BatchRule::SquareRoot:
        return learningRate * std::sqrt(k);
    case BatchRule::Linear:
        return learningRate * k;
    case BatchRule::None:
        break;
    }
    return learningRate;
}

} // namespace cyclo
