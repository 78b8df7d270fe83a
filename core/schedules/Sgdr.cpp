// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Sgdr.h"

#include "core/schedules/PolicyField.h"
#include "core/schedules/Shapes.h"

#include <algorithm>
#include <limits>

namespace cyclo {

namespace {

constexpr std::int64_t kCycleParts = 7; ///< 1 + 2 + 4

struct Cycle {
    std::int64_t step; ///< in the cycle
    std::int64_t length;
};

Cycle cycleAt(std::int64_t step, std::int64_t length, std::int64_t mult) {
    if (mult == 1) return {step % length, length};
    constexpr auto kLongest = std::numeric_limits<std::int64_t>::max();
    while (step >= length) {
        step -= length;
        length = length > kLongest / mult ? kLongest : length * mult;
    }
    return {step, length};
}

} // namespace

std::int64_t cycleStepsOf(const Sgdr& config, std::int64_t totalSteps) {
    return config.cycleSteps.value_or(
        std::max<std::int64_t>(1, (totalSteps - config.warmup + kCycleParts - 1) / kCycleParts));
}

StepHyperparameters rowAt(const Sgdr& config, std::int64_t step, std::int64_t totalSteps) {
    if (step < config.warmup) {
        return {.learningRate = detail::warmUpLr(config.learningRate, step, config.warmup),
                .momentum = config.momentum};
    }
    const auto cycle = cycleAt(step - config.warmup, cycleStepsOf(config, totalSteps), config.cycleMult);
    return {.learningRate = detail::cosineLr(config.learningRate, config.minLr, cycle.step, cycle.length),
            .momentum = config.momentum};
}

void requireConsistent(const Sgdr& config, std::int64_t totalSteps) {
    detail::requireFallAfterWarmup(config.learningRate, config.minLr, config.warmup, totalSteps);
}

std::vector<PolicyField> fieldsOf(const Sgdr&) {
    return {field(&Sgdr::learningRate, aboutLr()),
            field(&Sgdr::minLr, aboutMinLr()),
            field(&Sgdr::warmup, aboutWarmup()),
            field(&Sgdr::cycleSteps, {.key = "cycle_steps",
                                      .label = "Cycle steps",
                                      .help = "steps of the first cycle",
                                      .leftOut = "1/7 of run",
                                      .range = kAtLeastOne}),
            field(&Sgdr::cycleMult, {.key = "cycle_mult",
                                     .label = "Cycle factor",
                                     .help = "each cycle is so many times as long as the one before",
                                     .range = kAtLeastOne}),
            field(&Sgdr::momentum, aboutMomentum())};
}

} // namespace cyclo
