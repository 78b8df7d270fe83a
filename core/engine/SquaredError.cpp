// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/SquaredError.h"

#include <algorithm>

namespace cyclo::engine {

double meanSquaredError(std::span<const float> predictions, std::span<const float> targets,
                        std::span<float> diff) {
    const double share = 1.0 / static_cast<double>(targets.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const double error = static_cast<double>(predictions[i]) - targets[i];
        sum += error * error;
        if (!diff.empty()) diff[i] = static_cast<float>(2.0 * error * share);
    }
    if (!diff.empty()) std::ranges::fill(diff.subspan(targets.size()), 0.f);
    return sum * share;
}

} // namespace cyclo::engine
