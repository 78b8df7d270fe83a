// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Cyclic.h"

#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

constexpr std::int64_t kCycleLegs = 4; ///< of a run whose step size is left out: two cycles

template <CycleShape Shape> double heightAt(const Cyclic<Shape>& config, double cycle, double step) {
    if constexpr (Shape == CycleShape::Triangular2) return 1.0 / std::pow(2.0, cycle - 1.0);
    if constexpr (Shape == CycleShape::ExpRange) return std::pow(config.gamma, step);
    return 1.0;
}

} // namespace

template <CycleShape Shape> std::int64_t stepSizeUpOf(const Cyclic<Shape>& config, std::int64_t totalSteps) {
    return config.stepSizeUp.value_or(std::max<std::int64_t>(1, totalSteps / kCycleLegs));
}

// The order of operations is PyTorch's: any other gives other last bits.
template <CycleShape Shape>
StepHyperparameters rowAt(const Cyclic<Shape>& config, std::int64_t step, std::int64_t totalSteps) {
    const auto up = static_cast<double>(stepSizeUpOf(config, totalSteps));
    const double down = config.stepSizeDown ? static_cast<double>(*config.stepSizeDown) : up;
    const double length = up + down;
    const double upShare = up / length;
    const auto t = static_cast<double>(step);
    const double cycle = std::floor(1.0 + t / length);
    const double x = 1.0 + t / length - cycle;
    const double way = x <= upShare ? x / upShare : (x - 1.0) / (upShare - 1.0);
    const double height = heightAt(config, cycle, t);
    const double lrHeight = (config.maxLr - config.baseLr) * way;
    const double momentumHeight = (config.maxMomentum - config.baseMomentum) * way;
    return {.learningRate = config.baseLr + lrHeight * height,
            .momentum =
                config.cycleMomentum ? config.maxMomentum - momentumHeight * height : config.momentum};
}

template <CycleShape Shape> void requireConsistent(const Cyclic<Shape>& config, std::int64_t) {
    detail::requireBelow("base-lr", config.baseLr, "max-lr", config.maxLr);
    if (config.cycleMomentum)
        detail::requireAtMost("base-momentum", config.baseMomentum, "max-momentum", config.maxMomentum);
}

template <CycleShape Shape> std::vector<PolicyField> fieldsOf(const Cyclic<Shape>&) {
    using C = Cyclic<Shape>;
    const auto onlyIfCycling = [](PolicyField about, bool cycling) {
        about.isUsed = [cycling](const Policy& policy) {
            return std::get<C>(policy).cycleMomentum == cycling;
        };
        about.unusedBecause = cycling ? "--no-cycle-momentum holds the momentum"
                                      : "the momentum cycles unless --no-cycle-momentum holds it";
        return about;
    };
    std::vector<PolicyField> fields{
        field(&C::baseLr, {.key = "base_lr",
                           .label = "Base LR",
                           .help = "learning rate at both ends of a cycle",
                           .required = true,
                           .range = kAtLeastZero}),
        field(&C::maxLr, aboutMaxLr()),
        field(&C::stepSizeUp, {.key = "step_size_up",
                               .label = "Steps up",
                               .help = "steps from base to max",
                               .leftOut = "1/4 of run",
                               .seldom = true,
                               .range = kAtLeastOne}),
        field(&C::stepSizeDown, {.key = "step_size_down",
                                 .label = "Steps down",
                                 .help = "steps from max back to base",
                                 .leftOut = "same as up",
                                 .seldom = true,
                                 .range = kAtLeastOne}),
        field(&C::cycleMomentum, {.key = "cycle_momentum",
                                  .label = "Cycle momentum",
                                  .help = "move momentum against the learning rate",
                                  .seldom = true}),
        field(&C::baseMomentum, onlyIfCycling(aboutBaseMomentum(), true)),
        field(&C::maxMomentum, onlyIfCycling(aboutMaxMomentum(), true)),
        field(&C::momentum, onlyIfCycling(aboutMomentum(), false))};
    if (Shape == CycleShape::ExpRange) {
        fields.insert(fields.begin() + 4, field(&C::gamma, {.key = "gamma",
                                                            .label = "Gamma",
                                                            .help = "factor of the height, per step",
                                                            .seldom = true,
                                                            .range = kFactorRange}));
    }
    return fields;
}

#define CYCLO_CYCLIC(SHAPE)                                                                                  \
    template StepHyperparameters rowAt(const Cyclic<SHAPE>&, std::int64_t, std::int64_t);                    \
    template void requireConsistent(const Cyclic<SHAPE>&, std::int64_t);                                     \
    template std::vector<PolicyField> fieldsOf(const Cyclic<SHAPE>&);                                        \
    template std::int64_t stepSizeUpOf(const Cyclic<SHAPE>&, std::int64_t);
CYCLO_CYCLIC(CycleShape::Triangular)
CYCLO_CYCLIC(CycleShape::Triangular2)
CYCLO_CYCLIC(CycleShape::ExpRange)
#undef CYCLO_CYCLIC

} // namespace cyclo
