// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Shapes.h"

#include "core/schedules/SettingChecks.h"

#include <cmath>
#include <numbers>

namespace cyclo::detail {

double warmUpLr(double learningRate, std::int64_t step, std::int64_t warmup) {
    return learningRate * (static_cast<double>(step + 1) / static_cast<double>(warmup + 1));
}

double cosineLr(double from, double to, std::int64_t step, std::int64_t length) {
    const double angle = std::numbers::pi * static_cast<double>(step) / static_cast<double>(length);
    return to + (from - to) * (1 + std::cos(angle)) / 2;
}

void requireFallAfterWarmup(double learningRate, double minLr, std::int64_t warmup, std::int64_t totalSteps) {
    requireAtMost("min-lr", minLr, "lr", learningRate);
    if (warmup >= totalSteps) {
        refuse("warmup must be below the " + std::to_string(totalSteps) + " steps of the run, got " +
               std::to_string(warmup));
    }
}

} // namespace cyclo::detail
