// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Smoothing.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

/// weights[d] of a neighbour d samples away, none longer than the series.
std::vector<double> gaussianWeights(double sigma, std::size_t seriesLength) {
    const double reach = std::min(std::ceil(4 * sigma), static_cast<double>(seriesLength));
    std::vector<double> weights(static_cast<std::size_t>(reach) + 1);
    for (std::size_t distance = 0; distance < weights.size(); ++distance) {
        const double z = static_cast<double>(distance) / sigma;
        weights[distance] = std::exp(-0.5 * z * z);
    }
    return weights;
}

double weightedMeanAround(std::span<const double> values, std::size_t centre,
                          const std::vector<double>& weights) {
    const auto reach = weights.size() - 1;
    const auto first = centre - std::min(centre, reach);
    const auto last = std::min(values.size() - 1, centre + reach);
    double sum = 0, total = 0;
    for (auto i = first; i <= last; ++i) {
        if (!std::isfinite(values[i])) continue;
        const double weight = weights[i > centre ? i - centre : centre - i];
        sum += weight * values[i];
        total += weight;
    }
    return sum / total;
}

} // namespace

std::vector<double> smoothGaussian(std::span<const double> values, double sigma) {
    if (!(sigma > 0) || !std::isfinite(sigma))
        throw std::invalid_argument("sigma must be above 0 samples, got " + std::to_string(sigma));
    const auto weights = gaussianWeights(sigma, values.size());
    std::vector<double> smoothed(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i])) smoothed[i] = weightedMeanAround(values, i, weights);
    }
    return smoothed;
}

std::vector<double> smoothEma(std::span<const double> values, double beta) {
    if (!(beta >= 0 && beta < 1))
        throw std::invalid_argument("beta must be at least 0 and below 1, got " + std::to_string(beta));
    std::vector<double> smoothed(values.begin(), values.end());
    double average = 0, missing = 1; // missing = β^(number of values so far)
    for (double& value : smoothed) {
        if (!std::isfinite(value)) continue;
        average = beta * average + (1 - beta) * value;
        missing *= beta;
        value = average / (1 - missing);
    }
    return smoothed;
}

} // namespace cyclo
