// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/FastaiOneCycle.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cyclo {

namespace {

double annealed(double from, double to, double share) {
    return from + (1 + std::cos(std::numbers::pi * (1 - share))) * (to - from) / 2;
}

/// Which leg, and how far along it. Single precision, as fastai keeps its positions in a tensor of floats.
struct Position {
    bool isRising;
    double share;
};

Position positionAt(double pctStart, double position) {
    const auto now = static_cast<float>(position);
    const auto peak = static_cast<float>(pctStart);
    const float end = peak + static_cast<float>(1 - pctStart);
    if (now < peak) return {true, static_cast<double>(now / peak)};
    return {false, static_cast<double>((now - peak) / (end - peak))};
}

} // namespace

double detail::repeatedSum(double addend, std::int64_t times) {
    double sum = 0;
    while (times > 0) {
        const double before = sum;
        sum += addend;
        --times;
        // Between two powers of two the sum grows by the same amount each time, but for the first addition
        // there, which may break a tie the other way. So one there by hand, then many at once.
        if (std::ilogb(before) != std::ilogb(sum)) continue;
        const double growth = (sum + addend) - sum;
        const double next = std::ldexp(1.0, std::ilogb(sum) + 1);
        const auto room = static_cast<std::int64_t>((next - sum) / growth) - 1;
        const auto atOnce = std::clamp<std::int64_t>(room, 0, times);
        sum += static_cast<double>(atOnce) * growth;
        times -= atOnce;
    }
    return sum;
}

StepHyperparameters rowAt(const FastaiOneCycle& config, std::int64_t step, std::int64_t totalSteps) {
    const double batch = 1.0 / static_cast<double>(totalSteps);
    const auto [isRising, share] = positionAt(config.pctStart, detail::repeatedSum(batch, step));
    const double start = config.maxLr / config.divFactor;
    const double end = config.maxLr / config.finalDivFactor;
    if (isRising) {
        return {.learningRate = annealed(start, config.maxLr, share),
                .momentum = annealed(config.maxMomentum, config.baseMomentum, share)};
    }
    return {.learningRate = annealed(config.maxLr, end, share),
            .momentum = annealed(config.baseMomentum, config.maxMomentum, share)};
}

void requireConsistent(const FastaiOneCycle& config, std::int64_t) {
    detail::requireAtMost("base-momentum", config.baseMomentum, "max-momentum", config.maxMomentum);
    if (static_cast<float>(config.pctStart) >= 1.0F) {
        detail::refuse("pct-start must be below 1 in single precision, in which fastai reckons, got " +
                       exactText(config.pctStart));
    }
}

std::vector<PolicyField> fieldsOf(const FastaiOneCycle&) {
    using C = FastaiOneCycle;
    return {field(&C::maxLr, aboutMaxLr()),
            field(&C::pctStart, aboutPctStart(kInnerShareRange)),
            field(&C::divFactor, aboutDivFactor()),
            field(&C::finalDivFactor, aboutFinalDivFactor("max LR")),
            field(&C::baseMomentum, aboutBaseMomentum()),
            field(&C::maxMomentum, aboutMaxMomentum())};
}

} // namespace cyclo
