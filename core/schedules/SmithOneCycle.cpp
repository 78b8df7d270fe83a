// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/SmithOneCycle.h"

#include "core/schedules/SettingChecks.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

constexpr double kTailShrink = 1000.0;

double share(std::int64_t done, std::int64_t length) {
    return static_cast<double>(done) / static_cast<double>(length);
}

void validateLength(const SmithOneCycle& config, std::int64_t totalSteps) {
    if (totalSteps < 3) {
        detail::refuse("onecycle needs at least 3 steps (up, peak, down), got " + std::to_string(totalSteps));
    }
    if (!config.stepSize) return;
    const auto stepSize = *config.stepSize;
    if (stepSize < 1) detail::refuse("step-size must be at least 1, got " + std::to_string(stepSize));
    if (stepSize > totalSteps / 2) {
        detail::refuse("step-size must be at most " + std::to_string(totalSteps / 2) + " (half of " +
                       std::to_string(totalSteps) + " steps), got " + std::to_string(stepSize));
    }
}

} // namespace

double baseLrOf(const SmithOneCycle& config) {
    return config.baseLr.value_or(config.maxLr / 10.0);
}

std::int64_t stepSizeOf(const SmithOneCycle& config, std::int64_t totalSteps) {
    if (config.stepSize) return *config.stepSize;
    const auto rounded = (totalSteps / 100) * 45 + ((totalSteps % 100) * 45 + 50) / 100;
    return std::min(rounded, (totalSteps - 1) / 2);
}

StepHyperparameters smithOneCycleAt(const SmithOneCycle& config, std::int64_t step, std::int64_t totalSteps) {
    const double baseLr = baseLrOf(config);
    const auto stepSize = stepSizeOf(config, totalSteps);
    const auto lastStep = totalSteps - 1;

    // std::lerp gives both ends exactly and never passes them.
    if (step <= stepSize) {
        const double up = share(step, stepSize);
        return {.learningRate = std::lerp(baseLr, config.maxLr, up),
                .momentum = std::lerp(config.maxMomentum, config.baseMomentum, up)};
    }
    if (step < 2 * stepSize) {
        const double down = share(step - stepSize, stepSize);
        return {.learningRate = std::lerp(config.maxLr, baseLr, down),
                .momentum = std::lerp(config.baseMomentum, config.maxMomentum, down)};
    }
    const double tail = lastStep == 2 * stepSize ? 1.0 : share(step - 2 * stepSize, lastStep - 2 * stepSize);
    return {.learningRate = std::lerp(baseLr, baseLr / kTailShrink, tail), .momentum = config.maxMomentum};
}

void validateSmithOneCycle(const SmithOneCycle& config, std::int64_t totalSteps) {
    detail::requireAboveZero("max-lr", config.maxLr);
    detail::requireAboveZero("base-lr", baseLrOf(config));
    if (baseLrOf(config) >= config.maxLr) {
        detail::refuse("base-lr must be below max-lr " + detail::numberText(config.maxLr) + ", got " +
                       detail::numberText(baseLrOf(config)));
    }
    detail::requireMomentum("base-momentum", config.baseMomentum);
    detail::requireMomentum("max-momentum", config.maxMomentum);
    if (config.baseMomentum > config.maxMomentum) {
        detail::refuse("base-momentum must be at most max-momentum " +
                       detail::numberText(config.maxMomentum) + ", got " +
                       detail::numberText(config.baseMomentum));
    }
    validateLength(config, totalSteps);
}

} // namespace cyclo
