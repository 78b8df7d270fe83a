// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RangeCurve.h"

#include "core/analysis/CurveSmoother.h"
#include "core/analysis/Gradient.h"
#include "core/analysis/Smoothing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double startLossOf(std::span<const double> usable) {
    const auto count = std::min(usable.size(), startSamples(usable.size()));
    return median({usable.begin(), usable.begin() + static_cast<std::ptrdiff_t>(count)});
}

/// From the distances of samples to the middle of their neighbours (Gasser, Sroka & Jennen-Steinmetz 1986),
/// which a slow curve hardly touches: their median size is 0.6745·√1.5 standard deviations of the noise; the
/// median does not see the few large ones of a blow-up.
double noiseOf(std::span<const double> usable) {
    std::vector<double> distances;
    for (std::size_t i = 1; i + 1 < usable.size(); ++i)
        distances.push_back(std::abs(usable[i] - (usable[i - 1] + usable[i + 1]) / 2));
    return median(std::move(distances)) / (0.6745 * std::sqrt(1.5));
}

std::vector<double> placesOf(std::span<const double> learningRates) {
    std::vector<double> places(learningRates.size());
    if (positiveAndRising(learningRates))
        std::ranges::transform(learningRates, places.begin(), [](double lr) { return std::log10(lr); });
    else
        std::iota(places.begin(), places.end(), 0.0);
    for (std::size_t i = 1; i < places.size(); ++i) // LRs a rounding apart may have the same logarithm
        places[i] = std::max(places[i], std::nextafter(places[i - 1], std::numeric_limits<double>::max()));
    return places;
}

/// Samples at the limit after those of a curve that ended in no number, as far as the smoother reaches.
void appendBlowUp(RangeCurve& curve) {
    const auto last = curve.usable - 1;
    const double gap = last == 0 ? 1.0 : (curve.places[last] - curve.places[0]) / static_cast<double>(last);
    const auto count = static_cast<std::size_t>(std::ceil(4 * curve.sigma));
    for (std::size_t i = 0; i < count; ++i) {
        curve.places.push_back(curve.places.back() + gap);
        curve.limited.push_back(curve.lossLimit);
    }
}

void smoothZeroPhase(RangeCurve& curve) {
    const CurveSmoother smoother(curve.places, curve.sigma);
    const auto knots = smoother.atKnots(curve.limited);
    const auto smoothed = smoother.atSamples(smoother.smoothed(knots));
    curve.slopes = smoother.atSamples(smoother.slopes(knots));
    curve.slopes.resize(curve.usable);
    std::copy_n(smoothed.begin(), curve.usable, curve.smoothed.begin());
}

void takeSeries(RangeCurve& curve, std::span<const double> series) {
    std::ranges::copy(series, curve.smoothed.begin());
    curve.slopes = series.size() < 2
                       ? std::vector<double>(series.size(), 0.0)
                       : gradientBy<double>(std::span(curve.places).first(series.size()), series);
}

/// Fills what is known of the raw losses.
void measure(RangeCurve& curve, std::span<const double> learningRates, std::span<const double> usable) {
    const double lowest = *std::ranges::min_element(usable);
    curve.startLoss = startLossOf(usable);
    curve.noise = noiseOf(usable);
    curve.lossLimit = curve.startLoss + (curve.startLoss - lowest);
    curve.places = placesOf(learningRates.first(usable.size()));
    curve.limited.resize(usable.size());
    std::ranges::transform(usable, curve.limited.begin(),
                           [&](double loss) { return std::min(loss, curve.lossLimit); });
    const double fall = curve.startLoss - lowest;
    curve.sigma = smoothingSigma(usable.size(), fall > 0 ? curve.noise / fall : 0.0);
}

} // namespace

std::size_t startSamples(std::size_t samples) {
    return std::max<std::size_t>(3, samples / 10);
}

double smoothingSigma(std::size_t samples, double relativeNoise) {
    constexpr double kShare = 5.2, kLeast = 3.0, kMost = 8.0, kUsualNoise = 1.0 / 15, kPower = 0.15;
    const double hundreds = static_cast<double>(samples) / 100.0;
    const double length = std::max(hundreds, std::sqrt(hundreds));
    const double noise = relativeNoise / std::sqrt(std::max(hundreds, 1e-2)) / kUsualNoise;
    return length * std::clamp(kShare * std::pow(noise, kPower), kLeast, kMost);
}

bool positiveAndRising(std::span<const double> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]) || values[i] <= (i == 0 ? 0.0 : values[i - 1])) return false;
    }
    return true;
}

RangeCurve rangeCurve(std::span<const double> learningRates, std::span<const double> losses,
                      CurveSmoothing smoothing) {
    if (learningRates.size() != losses.size()) {
        throw std::invalid_argument("a curve needs one loss per learning rate, got " +
                                    std::to_string(learningRates.size()) + " learning rates and " +
                                    std::to_string(losses.size()) + " losses");
    }
    RangeCurve curve;
    const auto firstBad = std::ranges::find_if_not(losses, [](double loss) { return std::isfinite(loss); });
    curve.usable = static_cast<std::size_t>(firstBad - losses.begin());
    curve.diverged = firstBad != losses.end();
    curve.smoothed.assign(losses.size(), std::numeric_limits<double>::quiet_NaN());
    if (curve.usable == 0) return curve;

    measure(curve, learningRates, losses.first(curve.usable));
    const std::vector<double> own(curve.limited);
    if (curve.diverged) appendBlowUp(curve);
    switch (smoothing) {
    case CurveSmoothing::ZeroPhase:
        smoothZeroPhase(curve);
        break;
    case CurveSmoothing::Ema:
        takeSeries(curve, smoothEma(own));
        break;
    case CurveSmoothing::None:
        takeSeries(curve, own);
        break;
    }
    return curve;
}

} // namespace cyclo
