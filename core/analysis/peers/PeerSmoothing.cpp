// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerSmoothing.h"

#include <cmath>
#include <limits>

namespace cyclo {

namespace {

constexpr double kBeta = 0.98;

/// What the mean after so many losses is divided by. @param ahead  losses counted too many
double startCorrection(std::size_t losses, int ahead) {
    return 1 - std::pow(kBeta, static_cast<double>(losses) + ahead);
}

/// a_t = β·a_{t-1} + (1-β)·L_t, divided by 1 - β^(t+1+ahead).
std::vector<double> correctedMeans(std::span<const double> losses, int ahead) {
    std::vector<double> means;
    double mean = 0;
    for (const double loss : losses) {
        mean = kBeta * mean + (1 - kBeta) * loss;
        means.push_back(mean / startCorrection(means.size() + 1, ahead));
    }
    return means;
}

std::vector<double> undoCorrectedMeans(std::span<const double> plotted, int ahead) {
    std::vector<double> losses;
    double before = 0;
    for (const double value : plotted) {
        const double mean = value * startCorrection(losses.size() + 1, ahead);
        losses.push_back((mean - kBeta * before) / (1 - kBeta));
        before = mean;
    }
    return losses;
}

std::vector<double> undoLrFinder(std::span<const double> plotted, double smoothF) {
    std::vector<double> losses(plotted.begin(), plotted.end());
    for (std::size_t t = 1; t < losses.size(); ++t)
        losses[t] = (plotted[t] - (1 - smoothF) * plotted[t - 1]) / smoothF;
    return losses;
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
        means.push_back(mean / static_cast<float>(startCorrection(means.size() + 1, 0)));
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
    std::vector<double> means(losses.begin(), losses.end());
    for (std::size_t t = 1; t < means.size(); ++t)
        means[t] = kSmoothF * losses[t] + (1 - kSmoothF) * means[t - 1];
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

std::vector<double> rawLosses(PeerFinder smoothedBy, std::span<const double> plotted, double smoothF) {
    switch (smoothedBy) {
    case PeerFinder::TorchLrFinder:
    case PeerFinder::Ignite:
        return undoLrFinder(plotted, smoothF);
    case PeerFinder::Lightning:
        return undoCorrectedMeans(plotted, 1);
    case PeerFinder::Fastai:
    case PeerFinder::Fastai1:
    case PeerFinder::Ktrain:
        break;
    }
    return undoCorrectedMeans(plotted, 0);
}

} // namespace cyclo
