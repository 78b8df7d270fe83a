// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Sweep.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

double learningRateAt(const Sweep& config, double share) {
    if (config.ramp == Ramp::Linear) return std::lerp(config.lrMin, config.lrMax, share);
    // The product of a rounded power misses the end by a unit in the last place.
    if (share == 1.0) return config.lrMax;
    return std::min(config.lrMax, config.lrMin * std::pow(config.lrMax / config.lrMin, share));
}

void requireLow(const Sweep& config) {
    if (config.ramp == Ramp::Exponential && config.lrMin == 0) {
        detail::refuse("lr-min must be above 0 for an exponential ramp, got 0; take a small value such as "
                       "1e-7, or a linear ramp");
    }
}

} // namespace

StepHyperparameters rowAt(const Sweep& config, std::int64_t step, std::int64_t totalSteps) {
    const double share = static_cast<double>(step) / static_cast<double>(totalSteps - 1);
    return {.learningRate = learningRateAt(config, share),
            .momentum = std::lerp(config.momentum, config.finalMomentum.value_or(config.momentum), share)};
}

void requireConsistent(const Sweep& config, std::int64_t totalSteps) {
    requireLow(config);
    if (config.lrMax <= config.lrMin) {
        detail::refuse("lr-max must be above lr-min " + exactText(config.lrMin) + ", got " +
                       exactText(config.lrMax));
    }
    if (config.ramp == Ramp::Exponential && !std::isfinite(config.lrMax / config.lrMin)) {
        detail::refuse("lr-max " + exactText(config.lrMax) + " is too far from lr-min " +
                       exactText(config.lrMin) + ": their ratio must be a finite number");
    }
    if (totalSteps < 2) {
        detail::refuse("a sweep needs at least 2 steps (its two ends), got " + std::to_string(totalSteps));
    }
}

std::vector<PolicyField> fieldsOf(const Sweep&) {
    return {field(&Sweep::lrMin, {.key = "lr_min",
                                  .label = "LR from",
                                  .help = "learning rate of the first step",
                                  .required = true,
                                  .range = kAtLeastZero}),
            field(&Sweep::lrMax, {.key = "lr_max",
                                  .label = "LR to",
                                  .help = "learning rate of the last step",
                                  .required = true,
                                  .range = kAboveZero}),
            field(&Sweep::ramp, {.key = "ramp",
                                 .label = "Ramp",
                                 .help = "exp (equal factors) or linear (equal differences)",
                                 .words = {"exp", "linear"}}),
            field(&Sweep::momentum, aboutMomentum()), field(&Sweep::finalMomentum, aboutFinalMomentum())};
}

} // namespace cyclo
