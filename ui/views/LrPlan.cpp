// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/LrPlan.h"

#include <cmath>
#include <utility>

namespace cyclo::ui {

namespace {

constexpr double kBoundRatio = 10.0; ///< SmithOneCycle's own rule when a bound is left out

bool usable(double learningRate) {
    return std::isfinite(learningRate) && learningRate > 0.0;
}

LrPicks ordered(LrPicks picks) {
    if (picks.minLr && picks.maxLr && *picks.minLr > *picks.maxLr) std::swap(picks.minLr, picks.maxLr);
    return picks;
}

LrBounds ownBounds(const Policy& policy) {
    if (const auto* cycle = std::get_if<SmithOneCycle>(&policy))
        return {cycle->baseLr.value_or(cycle->maxLr / kBoundRatio), cycle->maxLr};
    if (const auto* constant = std::get_if<Constant>(&policy))
        return {constant->learningRate, constant->learningRate};
    const auto& sweep = std::get<Sweep>(policy);
    return {sweep.lrMin, sweep.lrMax};
}

LrBounds cycleBounds(const LrBounds& own, const LrPicks& picks,
                     const std::optional<LrRecommendation>& recommended) {
    if (picks.minLr && picks.maxLr)
        return {*picks.minLr, *picks.maxLr, BoundSource::Picked, BoundSource::Picked};
    if (picks.maxLr)
        return {*picks.maxLr / kBoundRatio, *picks.maxLr, BoundSource::Derived, BoundSource::Picked};
    LrBounds bounds = own;
    if (recommended)
        bounds = {recommended->minLr, recommended->maxLr, BoundSource::Recommended, BoundSource::Recommended};
    if (!picks.minLr) return bounds;
    bounds.minLr = *picks.minLr;
    bounds.minSource = BoundSource::Picked;
    if (bounds.minLr >= bounds.maxLr) {
        bounds.maxLr = bounds.minLr * kBoundRatio;
        bounds.maxSource = BoundSource::Derived;
    }
    return bounds;
}

LrBounds constantBounds(const LrBounds& own, const LrPicks& picks,
                        const std::optional<LrRecommendation>& recommended) {
    if (picks.maxLr) return {*picks.maxLr, *picks.maxLr, BoundSource::Picked, BoundSource::Picked};
    if (recommended)
        return {recommended->maxLr, recommended->maxLr, BoundSource::Recommended, BoundSource::Recommended};
    return own;
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
    const LrBounds own = ownBounds(policy);
    if (std::holds_alternative<Sweep>(policy)) return own;
    if (std::holds_alternative<Constant>(policy)) return constantBounds(own, picks, recommended);
    return cycleBounds(own, picks, recommended);
}

Policy withBounds(Policy policy, const LrBounds& bounds) {
    if (auto* cycle = std::get_if<SmithOneCycle>(&policy)) {
        cycle->maxLr = bounds.maxLr;
        // What follows from the other bound, or was left out, stays left out: the policy has the same rule.
        if (bounds.minSource == BoundSource::Derived)
            cycle->baseLr.reset();
        else if (bounds.minSource != BoundSource::Default)
            cycle->baseLr = bounds.minLr;
    } else if (auto* constant = std::get_if<Constant>(&policy)) {
        constant->learningRate = bounds.maxLr;
    }
    return policy;
}

Policy withLearningRatesOf(Policy policy, const Policy& other) {
    if (auto* cycle = std::get_if<SmithOneCycle>(&policy)) {
        const auto& from = std::get<SmithOneCycle>(other);
        cycle->maxLr = from.maxLr;
        cycle->baseLr = from.baseLr;
    } else if (auto* constant = std::get_if<Constant>(&policy)) {
        constant->learningRate = std::get<Constant>(other).learningRate;
    }
    return policy;
}

LrPicks picksAfterEdit(LrPicks picks, const Policy& planned, const Policy& edited) {
    if (const auto* cycle = std::get_if<SmithOneCycle>(&edited)) {
        const auto& before = std::get<SmithOneCycle>(planned);
        if (cycle->maxLr != before.maxLr) picks = withMaxLr(picks, cycle->maxLr);
        if (cycle->baseLr == before.baseLr) return picks;
        if (!cycle->baseLr)
            picks.minLr.reset();
        else
            picks = withMinLr(picks, *cycle->baseLr);
    } else if (const auto* constant = std::get_if<Constant>(&edited)) {
        if (constant->learningRate != std::get<Constant>(planned).learningRate)
            picks = withMaxLr(picks, constant->learningRate);
    }
    return picks;
}

} // namespace cyclo::ui
