// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/LrPlan.h"

#include "core/analysis/SignificantDigits.h"
#include "core/schedules/PolicyKind.h"
#include "core/schedules/PolicyRange.h"

#include <cmath>
#include <utility>

namespace cyclo::ui {

namespace {

constexpr double kBoundRatio = 10.0; ///< SmithOneCycle's own rule when a bound is left out

/// A bound that follows from the other one has the same digits: a tenth of 0.113 is 0.0113 to the last bit.
double follows(double bound) {
    constexpr int kDecimalDigits = 15; // that a double always holds
    return roundedToDigits(bound, kDecimalDigits);
}

bool usable(double learningRate) {
    return std::isfinite(learningRate) && learningRate > 0.0;
}

LrPicks ordered(LrPicks picks) {
    if (picks.minLr && picks.maxLr && *picks.minLr > *picks.maxLr) std::swap(picks.minLr, picks.maxLr);
    return picks;
}

const PolicyField* baseLrField(const Policy& policy) {
    return kindOf(policy).find("base_lr");
}

std::optional<double> valueOf(const PolicyField* field, const Policy& policy) {
    const auto value = field ? field->get(policy) : std::nullopt;
    return value ? std::optional(std::get<double>(*value)) : std::nullopt;
}

LrBounds ownBounds(const Policy& policy) {
    const auto range = lrRangeOf(policy);
    return {range.low, range.high};
}

LrBounds cycleBounds(const LrBounds& own, const LrPicks& picks,
                     const std::optional<LrRecommendation>& recommended) {
    if (picks.minLr && picks.maxLr)
        return {*picks.minLr, *picks.maxLr, BoundSource::Picked, BoundSource::Picked};
    if (picks.maxLr)
        return {follows(*picks.maxLr / kBoundRatio), *picks.maxLr, BoundSource::Derived, BoundSource::Picked};
    LrBounds bounds = own;
    if (recommended)
        bounds = {recommended->minLr, recommended->maxLr, BoundSource::Recommended, BoundSource::Recommended};
    if (!picks.minLr) return bounds;
    bounds.minLr = *picks.minLr;
    bounds.minSource = BoundSource::Picked;
    if (bounds.minLr >= bounds.maxLr) {
        bounds.maxLr = follows(bounds.minLr * kBoundRatio);
        bounds.maxSource = BoundSource::Derived;
    }
    return bounds;
}

/// Of a policy whose lower end follows from its peak.
LrBounds peakBounds(const Policy& policy, const LrPicks& picks,
                    const std::optional<LrRecommendation>& recommended) {
    const auto from = [&](double peak, BoundSource source) {
        return LrBounds{lowLrOf(policy, peak), peak, source, source};
    };
    if (picks.maxLr) return from(*picks.maxLr, BoundSource::Picked);
    if (recommended) return from(recommended->maxLr, BoundSource::Recommended);
    return ownBounds(policy);
}

} // namespace

LrPicks withMinLr(LrPicks picks, double learningRate) {
    if (!usable(learningRate)) return picks;
    if (picks.maxLr == learningRate) picks.maxLr.reset();
    picks.minLr = learningRate;
    return ordered(picks);
}

LrPicks withMaxLr(LrPicks picks, double learningRate) {
    if (!usable(learningRate)) return picks;
    if (picks.minLr == learningRate) picks.minLr.reset();
    picks.maxLr = learningRate;
    return ordered(picks);
}

LrBounds plannedBounds(const Policy& policy, const LrPicks& picks,
                       const std::optional<LrRecommendation>& recommended) {
    if (!peakLrField(policy)) return ownBounds(policy);
    if (!baseLrField(policy)) return peakBounds(policy, picks, recommended);
    return cycleBounds(ownBounds(policy), picks, recommended);
}

Policy withBounds(Policy policy, const LrBounds& bounds) {
    const auto* peak = peakLrField(policy);
    if (!peak) return policy;
    peak->set(policy, bounds.maxLr);
    const auto* base = baseLrField(policy);
    if (!base || bounds.minSource == BoundSource::Default) return policy;
    // What follows from the other bound stays left out where the policy has the same rule.
    const bool leftOut = bounds.minSource == BoundSource::Derived && !base->leftOut.empty();
    base->set(policy, leftOut ? std::nullopt : std::optional<FieldValue>(bounds.minLr));
    return policy;
}

Policy withLearningRatesOf(Policy policy, const Policy& other) {
    for (const auto* field : {peakLrField(policy), baseLrField(policy)})
        if (field) field->set(policy, field->get(other));
    return policy;
}

LrPicks picksAfterEdit(LrPicks picks, const Policy& planned, const Policy& edited) {
    const auto* peak = peakLrField(edited);
    if (!peak) return picks;
    if (peak->get(edited) != peak->get(planned)) picks = withMaxLr(picks, *valueOf(peak, edited));
    const auto* base = baseLrField(edited);
    if (!base || base->get(edited) == base->get(planned)) return picks;
    if (const auto value = valueOf(base, edited)) return withMinLr(picks, *value);
    picks.minLr.reset();
    return picks;
}

} // namespace cyclo::ui
