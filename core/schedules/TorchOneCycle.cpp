// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/TorchOneCycle.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"

#include <cmath>
#include <numbers>

namespace cyclo {

namespace {

/// One leg: up to the step `end`, which need not be whole.
struct Leg {
    double end;
    double fromLr, toLr;
    double fromMomentum, toMomentum;
};

double annealed(Anneal anneal, double from, double to, double share) {
    if (anneal == Anneal::Linear) return (to - from) * share + from;
    const double wave = std::cos(std::numbers::pi * share) + 1;
    return to + (from - to) / 2.0 * wave;
}

// The order of operations is PyTorch's: any other gives other last bits.
std::vector<Leg> legsOf(const TorchOneCycle& config, std::int64_t totalSteps) {
    const auto total = static_cast<double>(totalSteps);
    const double start = config.maxLr / config.divFactor;
    const double end = start / config.finalDivFactor;
    const double low = config.baseMomentum, high = config.maxMomentum;
    const Leg up{config.pctStart * total - 1, start, config.maxLr, high, low};
    if (!config.threePhase) return {up, {total - 1, config.maxLr, end, low, high}};
    return {up,
            {2 * config.pctStart * total - 2, config.maxLr, start, low, high},
            {total - 1, start, end, high, high}};
}

} // namespace

StepHyperparameters rowAt(const TorchOneCycle& config, std::int64_t step, std::int64_t totalSteps) {
    const auto legs = legsOf(config, totalSteps);
    const auto t = static_cast<double>(step);
    double begin = 0;
    std::size_t at = 0;
    while (t > legs[at].end && at + 1 < legs.size())
        begin = legs[at++].end;
    const Leg& leg = legs[at];
    const double share = (t - begin) / (leg.end - begin);
    return {.learningRate = annealed(config.anneal, leg.fromLr, leg.toLr, share),
            .momentum = annealed(config.anneal, leg.fromMomentum, leg.toMomentum, share)};
}

void requireConsistent(const TorchOneCycle& config, std::int64_t totalSteps) {
    detail::requireAtMost("base-momentum", config.baseMomentum, "max-momentum", config.maxMomentum);
    const double rising = config.pctStart * static_cast<double>(totalSteps);
    const auto given =
        "pct-start " + exactText(config.pctStart) + " of " + std::to_string(totalSteps) + " steps ";
    if (rising == 1) {
        detail::refuse(given + "is exactly one step, which leaves the way up no length; take more steps or "
                               "another pct-start");
    }
    if (!config.threePhase) return;
    if (config.pctStart > 0.5) {
        detail::refuse("pct-start must be at most 0.5 with three-phase, as the way down is as long as the "
                       "way up, got " +
                       exactText(config.pctStart));
    }
    if (rising < 1)
        detail::refuse(given + "is less than one step, and three-phase would never rise; take more steps");
}

std::vector<PolicyField> fieldsOf(const TorchOneCycle&) {
    using C = TorchOneCycle;
    return {field(&C::maxLr, aboutMaxLr()),
            field(&C::pctStart, aboutPctStart(kShareRange)),
            field(&C::anneal, {.key = "anneal",
                               .label = "Anneal",
                               .help = "shape of the way up and down",
                               .seldom = true,
                               .words = {"cos", "linear"}}),
            field(&C::divFactor, aboutDivFactor()),
            field(&C::finalDivFactor, aboutFinalDivFactor("start")),
            field(&C::threePhase, {.key = "three_phase",
                                   .label = "Three phases",
                                   .help = "come down to the start first, then fall to the end",
                                   .seldom = true}),
            field(&C::baseMomentum, aboutBaseMomentum()),
            field(&C::maxMomentum, aboutMaxMomentum())};
}

} // namespace cyclo
