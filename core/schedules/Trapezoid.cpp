// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Trapezoid.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"
#include "core/schedules/Shapes.h"

#include <cmath>

namespace cyclo {

namespace {

double learningRateAt(const Trapezoid& config, std::int64_t step, std::int64_t totalSteps) {
    if (step < config.warmup) return detail::warmUpLr(config.learningRate, step, config.warmup);
    const auto decay = decayStepsOf(config, totalSteps);
    const auto fallen = step - (totalSteps - decay);
    if (fallen <= 0) return config.learningRate;
    return std::lerp(config.learningRate, config.minLr,
                     static_cast<double>(fallen) / static_cast<double>(decay));
}

} // namespace

std::int64_t decayStepsOf(const Trapezoid& config, std::int64_t totalSteps) {
    return std::llround(config.decayShare * static_cast<double>(totalSteps));
}

StepHyperparameters rowAt(const Trapezoid& config, std::int64_t step, std::int64_t totalSteps) {
    return {.learningRate = learningRateAt(config, step, totalSteps), .momentum = config.momentum};
}

void requireConsistent(const Trapezoid& config, std::int64_t totalSteps) {
    detail::requireFallAfterWarmup(config.learningRate, config.minLr, config.warmup, totalSteps);
    const auto decay = decayStepsOf(config, totalSteps);
    if (config.warmup > totalSteps - decay) {
        detail::refuse("warmup must be at most the " + std::to_string(totalSteps - decay) +
                       " steps that decay-share " + exactText(config.decayShare) + " leaves of " +
                       std::to_string(totalSteps) + ", got " + std::to_string(config.warmup));
    }
}

std::vector<PolicyField> fieldsOf(const Trapezoid&) {
    return {field(&Trapezoid::learningRate, aboutLr()), field(&Trapezoid::minLr, aboutMinLr()),
            field(&Trapezoid::warmup, aboutWarmup()),
            field(&Trapezoid::decayShare, {.key = "decay_share",
                                           .label = "Decay share",
                                           .help = "share of the run, at its end, over which lr falls",
                                           .range = kShareRange}),
            field(&Trapezoid::momentum, aboutMomentum())};
}

} // namespace cyclo
