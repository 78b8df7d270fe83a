// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/PooledCurve.h"

#include "core/analysis/RangeCurve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

void requireSameGrid(const LrCurve& first, const LrCurve& other, std::size_t number) {
    const auto shared = std::min(first.learningRates.size(), other.learningRates.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const double a = first.learningRates[i], b = other.learningRates[i];
        if (std::abs(a - b) <= 1e-6 * std::abs(a)) continue;
        throw std::invalid_argument("curves can be pooled if they have the same learning rates; at sample " +
                                    std::to_string(i) + " the first has " + std::to_string(a) + ", number " +
                                    std::to_string(number + 1) + " has " + std::to_string(b));
    }
}

} // namespace

LrCurve pooledCurve(std::span<const LrCurve> curves) {
    if (curves.empty()) throw std::invalid_argument("there is no curve to pool");
    if (curves.size() == 1) return curves[0];
    std::size_t samples = curves[0].losses.size();
    for (std::size_t i = 0; i < curves.size(); ++i) {
        requireSameGrid(curves[0], curves[i], i);
        samples = std::min(samples, curves[i].losses.size());
    }
    LrCurve pooled{.learningRates = {curves[0].learningRates.begin(),
                                     curves[0].learningRates.begin() + static_cast<std::ptrdiff_t>(samples)},
                   .losses = std::vector<double>(samples, 0.0)};
    for (const LrCurve& curve : curves) {
        const RangeCurve range = rangeCurve(curve.learningRates, curve.losses, CurveSmoothing::None);
        for (std::size_t i = 0; i < samples; ++i) {
            const double loss =
                i < range.usable ? range.limited[i] : std::numeric_limits<double>::quiet_NaN();
            pooled.losses[i] += loss / static_cast<double>(curves.size());
        }
    }
    return pooled;
}

} // namespace cyclo
