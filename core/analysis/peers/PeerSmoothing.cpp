// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerSmoothing.h"

#include <cmath>
#include <limits>

namespace cyclo {

namespace {

constexpr double kBeta = 0.98;

/// a_t = β·a_{t-1} + (1-β)·L_t, divided by 1 - β^(t+1+ahead).
std::vector<double> correctedMeans(std::span<const double> losses, int ahead) {
    std::vector<double> means;
    double mean = 0;
    for (const double loss : losses) {
        mean = kBeta * mean + (1 - kBeta) * loss;
        means.push_back(mean / (1 - std::pow(kBeta, static_cast<double>(means.size()) + 1 + ahead)));
    }
    return means;
}

/// Everything up to the first mean above `factor` times the best, that one included. NaN compares false.
/// A best below zero stops at once, as it does in the finders.
enum class Best { WithThis, BeforeThis };
void cutAtStop(std::vector<double>& means, double factor, Best counted) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t t = 0; t < means.size(); ++t) {
        const double before = best;
        if (t == 0 || means[t] < best) best = means[t];
        if (means[t] > factor * (counted == Best::WithThis ? best : before)) return means.resize(t + 1);
    }
}

} // namespace

std::vector<double> plottedByFastai(std::span<const double> losses) {
    // torch's lerp(loss, mean, 0.98) is mean - (mean - loss)·(1 - 0.98), the last two steps fused.
    constexpr float kPast = static_cast<float>(kBeta);
    std::vector<double> means;
    float mean = 0;
    for (const double loss : losses) {
        mean = std::fma(-(mean - static_cast<float>(loss)), 1 - kPast, mean);
        const double weight = 1 - std::pow(kBeta, static_cast<double>(means.size()) + 1);
        means.push_back(mean / static_cast<float>(weight));
    }
    cutAtStop(means, 4, Best::WithThis);
    return means;
}

std::vector<double> plottedByFastai1(std::span<const double> losses) {
    auto means = correctedMeans(losses, 0);
    cutAtStop(means, 4, Best::WithThis);
    for (std::size_t t = 0; t < means.size(); ++t) {
        if (std::isnan(means[t])) means.resize(t + 1);
    }
    return means;
}

std::vector<double> plottedByLrFinder(std::span<const double> losses) {
    constexpr double kShare = 0.05;
    std::vector<double> means(losses.begin(), losses.end());
    for (std::size_t t = 1; t < means.size(); ++t)
        means[t] = kShare * losses[t] + (1 - kShare) * means[t - 1];
    cutAtStop(means, 5, Best::WithThis);
    return means;
}

std::vector<double> plottedByLightning(std::span<const double> losses) {
    auto means = correctedMeans(losses, 1);
    cutAtStop(means, 4, Best::BeforeThis);
    return means;
}

std::vector<double> plottedByKtrain(std::span<const double> losses) {
    auto means = correctedMeans(losses, 0);
    cutAtStop(means, 4, Best::BeforeThis);
    return means;
}

} // namespace cyclo
