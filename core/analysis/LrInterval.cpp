// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrInterval.h"

#include "core/analysis/CurveSmoother.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace cyclo {

namespace {

constexpr std::size_t kReplicates = 200;
constexpr std::size_t kOutside = kReplicates / 20; // 5 % on either side

/// What the rule says of the knots of a curve, without those of a blow-up after it.
double ask(const MaxLrRule& rule, const CurveSmoother& smoother, std::span<const double> atKnots,
           const RangeCurve& curve) {
    const auto smoothed = smoother.smoothed(atKnots);
    const auto inside =
        static_cast<std::size_t>(std::ranges::upper_bound(smoother.knots(), curve.places[curve.usable - 1]) -
                                 smoother.knots().begin());
    return rule({.places = smoother.knots().first(inside),
                 .losses = std::span(smoothed).first(inside),
                 .startLoss = curve.startLoss,
                 .noise = curve.noise});
}

/// Distances of the knots from the smoothed curve, as wide as they would be had they not drawn it to
/// themselves.
std::vector<double> residuals(const CurveSmoother& smoother, std::span<const double> knots,
                              std::span<const double> smoothed) {
    std::vector<double> distances;
    for (std::size_t i = 0; i < knots.size(); ++i) {
        const double own = std::clamp(smoother.ownWeight(i), 0.0, 0.9);
        distances.push_back((knots[i] - smoothed[i]) / (1 - own));
    }
    return distances;
}

} // namespace

LrInterval noiseInterval(const RangeCurve& curve, const MaxLrRule& rule, double answer) {
    const CurveSmoother smoother(curve.places, curve.sigma);
    const auto knots = smoother.atKnots(curve.limited);
    const auto smoothed = smoother.smoothed(knots);
    const auto distances = residuals(smoother, knots, smoothed);
    // Smoothing the smoothed curve again shifts it: the replicates are compared with that.
    const double centre = ask(rule, smoother, smoothed, curve);
    std::mt19937_64 random(1);
    std::vector<double> shifts, replicate(knots.size());
    for (std::size_t round = 0; round < kReplicates; ++round) {
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < replicate.size(); ++i, bits >>= 1) {
            if (i % 64 == 0) bits = random();
            replicate[i] = smoothed[i] + ((bits & 1) != 0 ? distances[i] : -distances[i]);
        }
        shifts.push_back(ask(rule, smoother, replicate, curve) - centre);
    }
    std::ranges::sort(shifts);
    const double first = std::min(answer, curve.places.front()), last = curve.places[curve.usable - 1];
    const double low = std::max(first, answer + std::min(0.0, shifts[kOutside]));
    const double high =
        std::min(std::max(answer, last), answer + std::max(0.0, shifts[kReplicates - 1 - kOutside]));
    return {.low = std::pow(10.0, low), .high = std::pow(10.0, high)};
}

} // namespace cyclo
