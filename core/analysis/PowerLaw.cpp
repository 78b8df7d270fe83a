// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/PowerLaw.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace cyclo {

namespace {

constexpr double kProbability = 0.95;

std::vector<double> logarithms(std::span<const double> values, const char* name) {
    std::vector<double> logs;
    for (const double value : values) {
        if (!std::isfinite(value) || value <= 0.0)
            throw std::invalid_argument(std::string("a power law needs every ") + name + " above 0, got " +
                                        std::to_string(value));
        logs.push_back(std::log(value));
    }
    return logs;
}

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// P(|T| < t) for whole degrees of freedom: Abramowitz & Stegun 26.7.3 and 26.7.4.
double probabilityWithin(double t, std::size_t degrees) {
    const double angle = std::atan(t / std::sqrt(static_cast<double>(degrees)));
    const double cosine = std::cos(angle);
    const bool odd = degrees % 2 == 1;
    double term = odd ? cosine : 1.0, sum = degrees == 1 ? 0.0 : term;
    for (std::size_t k = odd ? 3 : 2; k < degrees; k += 2) {
        term *= cosine * cosine * static_cast<double>(k - 1) / static_cast<double>(k);
        sum += term;
    }
    return odd ? 2.0 / std::numbers::pi * (angle + std::sin(angle) * sum) : std::sin(angle) * sum;
}

} // namespace

double PowerLaw::at(double x) const {
    return coefficient * std::pow(x, exponent);
}

double studentBound(double probability, std::size_t degreesOfFreedom) {
    double low = 0.0, high = 1.0;
    while (probabilityWithin(high, degreesOfFreedom) < probability)
        high *= 2.0;
    for (int halving = 0; halving < 100; ++halving) {
        const double middle = std::midpoint(low, high);
        (probabilityWithin(middle, degreesOfFreedom) < probability ? low : high) = middle;
    }
    return high;
}

std::optional<PowerLaw> fitPowerLaw(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size())
        throw std::invalid_argument("a power law needs one y per x, got " + std::to_string(x.size()) +
                                    " and " + std::to_string(y.size()));
    const auto logX = logarithms(x, "x"), logY = logarithms(y, "y");
    if (x.empty()) return std::nullopt;
    const double meanX = mean(logX), meanY = mean(logY);
    double spread = 0.0, slope = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        spread += (logX[i] - meanX) * (logX[i] - meanX);
        slope += (logX[i] - meanX) * (logY[i] - meanY);
    }
    constexpr double kRounding = 1e-12; // equal x differ from their mean by no more
    if (spread <= kRounding) return std::nullopt;
    PowerLaw law{.exponent = slope / spread, .points = x.size()};
    law.coefficient = std::exp(meanY - law.exponent * meanX);
    if (x.size() < 3) return law;

    double residuals = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double rest = logY[i] - meanY - law.exponent * (logX[i] - meanX);
        residuals += rest * rest;
    }
    const std::size_t degrees = x.size() - 2;
    const double error = std::sqrt(residuals / static_cast<double>(degrees) / spread);
    const double half = studentBound(kProbability, degrees) * error;
    law.interval = {.low = law.exponent - half, .high = law.exponent + half};
    return law;
}

} // namespace cyclo
