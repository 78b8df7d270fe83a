// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/analysis/SyntheticCurves.h"

#include <cmath>

namespace cyclo::test {

std::vector<double> rungs(double from, double to, int count) {
    std::vector<double> values;
    for (int t = 0; t < count; ++t)
        values.push_back(from * std::pow(to / from, static_cast<double>(t) / count));
    return values;
}

double dropAndBlowUp(double u) {
    return 2.3 - 1.6 / (1 + std::exp(-3 * (u + 2.5))) + 2 * std::exp(2.2 * (u - 0.2));
}

SyntheticCurve sweepCurve(const std::function<double(int)>& ripple, int count) {
    SyntheticCurve curve{.learningRates = rungs(1e-7, 10, count), .losses = {}};
    for (int t = 0; t < count; ++t) {
        const double u = std::log10(curve.learningRates[static_cast<std::size_t>(t)]);
        curve.losses.push_back(dropAndBlowUp(u) + ripple(t));
    }
    return curve;
}

SyntheticCurve goldenCurve() {
    return sweepCurve([](int t) { return 0.01 * std::sin(1.7 * t); });
}

} // namespace cyclo::test
