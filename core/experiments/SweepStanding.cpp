// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepStanding.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cyclo {

namespace {

constexpr double kOneSeedShare = 0.03;

/// A mean of losses, and what is known of its noise.
struct MeanLoss {
    double mean = 0.0;
    double spread = 0.0;
    std::int64_t runs = 0;
};

MeanLoss lossOf(const ValueScore& score) {
    return {score.validationLoss, score.lossSpread, score.runs - score.diverged};
}

MeanLoss lossOf(const DecayCurve& curve) {
    return {curve.lowestLoss, curve.lossSpread, curve.runs};
}

bool within(const MeanLoss& one, const MeanLoss& other) {
    const double gap = std::abs(one.mean - other.mean);
    if (!std::isfinite(gap)) return false;
    if (std::min(one.runs, other.runs) < 2) return withinNoiseOfOneSeed(one.mean, other.mean);
    const auto squaredError = [](const MeanLoss& loss) {
        return loss.spread * loss.spread / static_cast<double>(loss.runs);
    };
    return gap <= std::sqrt(squaredError(one) + squaredError(other));
}

bool isClose(const ValueScore& best, const ValueScore& other) {
    return other.diverged == best.diverged && withinNoise(best, other);
}

bool isClose(const DecayCurve& best, const DecayCurve& other) {
    return other.low && other.maxLr && std::abs(std::log10(other.stableLr / best.stableLr)) <= 0.1 &&
           withinNoise(best, other);
}

double valueOf(const ValueScore& score) {
    return score.value;
}

double valueOf(const DecayCurve& curve) {
    return curve.weightDecay;
}

template <typename Score> std::optional<Standing> standing(std::span<const Score> scores) {
    const std::optional<Score> best = bestOf(scores);
    if (!best) return std::nullopt;
    Standing found{.best = valueOf(*best), .close = {}, .oneSeed = lossOf(*best).runs < 2};
    for (const Score& score : scores) {
        if (valueOf(score) == found.best || !isClose(*best, score)) continue;
        found.close.push_back(valueOf(score));
        found.oneSeed = found.oneSeed || lossOf(score).runs < 2;
    }
    std::ranges::sort(found.close);
    return found;
}

} // namespace

bool withinNoiseOfOneSeed(double oneLoss, double otherLoss) {
    return std::abs(oneLoss - otherLoss) <= kOneSeedShare * std::min(oneLoss, otherLoss);
}

bool withinNoise(const ValueScore& one, const ValueScore& other) {
    return within(lossOf(one), lossOf(other));
}

bool withinNoise(const DecayCurve& one, const DecayCurve& other) {
    return within(lossOf(one), lossOf(other));
}

std::optional<Standing> standingOf(std::span<const ValueScore> scores) {
    return standing(scores);
}

std::optional<Standing> standingOf(std::span<const DecayCurve> curves) {
    return standing(curves);
}

} // namespace cyclo
