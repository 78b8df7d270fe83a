// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyRange.h"

#include "core/schedules/PolicyKind.h"

#include <algorithm>

namespace cyclo {

namespace {

ValueRange rangeOf(const Phases& phases, Course Phase::*course) {
    if (phases.phases.empty()) return {};
    const auto& first = phases.phases.front().*course;
    ValueRange range{first.from, first.from};
    for (const auto& phase : phases.phases) {
        for (const double end : {(phase.*course).from, (phase.*course).to})
            range = {std::min(range.low, end), std::max(range.high, end)};
    }
    return range;
}

} // namespace

double lowLrOf(const Policy& policy, double peak) {
    if (const auto* smith = std::get_if<SmithOneCycle>(&policy)) {
        SmithOneCycle moved = *smith;
        moved.maxLr = peak;
        return baseLrOf(moved);
    }
    if (const auto base = numberOf(policy, "base_lr")) return *base;
    if (const auto divisor = numberOf(policy, "div_factor")) return peak / *divisor;
    return numberOf(policy, "min_lr").value_or(peak);
}

ValueRange lrRangeOf(const Policy& policy) {
    if (const auto* sweep = std::get_if<Sweep>(&policy)) return {sweep->lrMin, sweep->lrMax};
    if (const auto* phases = std::get_if<Phases>(&policy)) return rangeOf(*phases, &Phase::learningRate);
    const double peak = std::get<double>(peakLrField(policy)->get(policy).value());
    return {lowLrOf(policy, peak), peak};
}

Policy withHighestMomentum(Policy policy, double momentum) {
    const auto& kind = kindOf(policy);
    const auto* highest = kind.find("max_momentum");
    if (!highest || !highest->isUsed(policy)) highest = kind.find("momentum");
    if (!highest) return policy;
    highest->set(policy, momentum);
    const auto* base = kind.find("base_momentum");
    if (base && numberOf(policy, "base_momentum") > momentum) base->set(policy, momentum);
    return policy;
}

ValueRange momentumRangeOf(const Policy& policy) {
    if (const auto* phases = std::get_if<Phases>(&policy)) return rangeOf(*phases, &Phase::momentum);
    const auto* base = kindOf(policy).find("base_momentum");
    if (base && base->isUsed(policy))
        return {numberOf(policy, "base_momentum").value(), numberOf(policy, "max_momentum").value()};
    const double held = numberOf(policy, "momentum").value();
    return {held, held};
}

} // namespace cyclo
