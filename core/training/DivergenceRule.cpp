// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/DivergenceRule.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

bool DivergenceRule::add(double loss, double smoothedLoss) {
    if (!std::isfinite(loss) || !std::isfinite(smoothedLoss)) return true;
    if (!started_) {
        started_ = true;
        first_ = best_ = smoothedLoss;
        return false;
    }
    best_ = std::min(best_, smoothedLoss);
    return smoothedLoss > first_ && smoothedLoss > kFactor * best_;
}

} // namespace cyclo
