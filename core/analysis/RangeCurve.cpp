// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RangeCurve.h"

#include "core/analysis/Smoothing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cyclo {

namespace {

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double startLossOf(std::span<const double> usable) {
    const auto count = std::min(usable.size(), std::max<std::size_t>(3, usable.size() / 10));
    return median({usable.begin(), usable.begin() + static_cast<std::ptrdiff_t>(count)});
}

/// From the differences of neighbours, which a slow curve hardly touches: their median size is
/// 0.6745·√2 standard deviations of the noise; the median does not see the few large ones of a blow-up.
double noiseOf(std::span<const double> usable) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < usable.size(); ++i)
        steps.push_back(std::abs(usable[i] - usable[i - 1]));
    return median(std::move(steps)) / (0.6745 * std::sqrt(2.0));
}

} // namespace

double smoothingSigma(std::size_t samples) {
    const double hundreds = static_cast<double>(samples) / 100.0;
    return std::clamp(3.0 * std::max(hundreds, std::sqrt(hundreds)), 0.3, 300.0);
}

RangeCurve rangeCurve(std::span<const double> losses) {
    RangeCurve curve;
    const auto firstBad = std::ranges::find_if_not(losses, [](double loss) { return std::isfinite(loss); });
    curve.usable = static_cast<std::size_t>(firstBad - losses.begin());
    curve.diverged = firstBad != losses.end();
    curve.sigma = smoothingSigma(losses.size());
    curve.smoothed.assign(losses.size(), std::numeric_limits<double>::quiet_NaN());
    if (curve.usable == 0) return curve;

    const auto usable = losses.first(curve.usable);
    curve.startLoss = startLossOf(usable);
    curve.noise = noiseOf(usable);
    curve.lossLimit = curve.startLoss + (curve.startLoss - *std::ranges::min_element(usable));

    std::vector<double> limited(losses.size(), curve.lossLimit);
    std::ranges::transform(usable, limited.begin(),
                           [&](double loss) { return std::min(loss, curve.lossLimit); });
    const auto smoothed = smoothGaussian(limited, curve.sigma);
    std::copy_n(smoothed.begin(), curve.usable, curve.smoothed.begin());
    return curve;
}

} // namespace cyclo
