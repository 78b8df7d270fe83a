// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/SmithOneCycle.h"

#include "core/schedules/PolicyField.h"
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
    if (const auto stepSize = *config.stepSize; stepSize > totalSteps / 2) {
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

StepHyperparameters rowAt(const SmithOneCycle& config, std::int64_t step, std::int64_t totalSteps) {
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

void requireConsistent(const SmithOneCycle& config, std::int64_t totalSteps) {
    detail::requireAboveZero("base-lr", baseLrOf(config));
    detail::requireBelow("base-lr", baseLrOf(config), "max-lr", config.maxLr);
    detail::requireAtMost("base-momentum", config.baseMomentum, "max-momentum", config.maxMomentum);
    validateLength(config, totalSteps);
}

std::vector<PolicyField> fieldsOf(const SmithOneCycle&) {
    using C = SmithOneCycle;
    return {field(&C::baseLr, {.key = "base_lr",
                               .label = "Base LR",
                               .help = "learning rate at both ends of the cycle",
                               .leftOut = "max-lr/10",
                               .range = kAboveZero}),
            field(&C::maxLr, aboutMaxLr()),
            field(&C::stepSize, {.key = "step_size",
                                 .label = "Step size",
                                 .help = "steps up, and as many down; what is left of the run is the tail",
                                 .leftOut = "45 % of run",
                                 .seldom = true,
                                 .range = kAtLeastOne}),
            field(&C::baseMomentum, aboutBaseMomentum()), field(&C::maxMomentum, aboutMaxMomentum())};
}

} // namespace cyclo
