// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepStanding.h"

#include "core/analysis/PowerLaw.h"
#include "core/schedules/NumberText.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cyclo {

namespace {

constexpr double kOneSeedShare = 0.03;
constexpr double kProbability = 0.95;

/// A mean of losses, and the losses it is of.
struct MeanLoss {
    double mean = 0.0;
    std::span<const SeedLoss> losses;
};

MeanLoss lossOf(const ValueScore& score) {
    return {score.validationLoss, score.losses};
}

MeanLoss lossOf(const DecayCurve& curve) {
    return {curve.lowestLoss, curve.losses};
}

std::int64_t runsOf(const MeanLoss& loss) {
    return static_cast<std::int64_t>(loss.losses.size());
}

/// What the seeds that both have say of the difference, one each.
std::vector<double> pairedDifferences(const MeanLoss& one, const MeanLoss& other) {
    std::vector<double> differences;
    for (const SeedLoss& mine : one.losses) {
        const auto theirs = std::ranges::find(other.losses, mine.seed, &SeedLoss::seed);
        if (theirs != other.losses.end()) differences.push_back(mine.loss - theirs->loss);
    }
    return differences;
}

bool within(const MeanLoss& one, const MeanLoss& other) {
    if (!std::isfinite(one.mean - other.mean)) return false;
    const std::vector<double> differences = pairedDifferences(one, other);
    if (differences.size() < 2) return withinNoiseOfOneSeed(one.mean, other.mean);
    const double count = static_cast<double>(differences.size());
    double sum = 0.0, squares = 0.0;
    for (const double difference : differences)
        sum += difference;
    for (const double difference : differences)
        squares += (difference - sum / count) * (difference - sum / count);
    const double error = std::sqrt(squares / (count - 1.0) / count);
    return std::abs(sum / count) <= studentBound(kProbability, differences.size() - 1) * error;
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
    Standing found{.best = valueOf(*best), .close = {}, .oneSeed = runsOf(lossOf(*best)) < 2};
    const auto isBeyond = [&](const Score& score) { return valueOf(score) > found.best; };
    found.isLargest = scores.size() > 1 && std::ranges::none_of(scores, isBeyond);
    for (const Score& score : scores) {
        if (valueOf(score) == found.best || !isClose(*best, score)) continue;
        found.close.push_back(valueOf(score));
        found.oneSeed = found.oneSeed || runsOf(lossOf(score)) < 2;
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

std::string doubtsOf(const Standing& standing) {
    std::string close;
    for (const double value : standing.close)
        close += (close.empty() ? "" : ", ") + exactText(value);
    std::string text;
    if (!close.empty())
        text = standing.oneSeed ? "; one seed cannot tell it from " + close + ", at most 3 % behind"
                                : "; these seeds cannot tell it from " + close;
    if (standing.isLargest) text += "; it is the largest that was tried, a larger one may be better";
    return text;
}

} // namespace cyclo
