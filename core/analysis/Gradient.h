// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace cyclo {

/// Derivatives of a series as numpy.gradient and torch.gradient have them: second order inside, one-sided at
/// the ends. In the precision of the series, as finders differ in it. Both need 2 samples.

/// By index: half the difference of the neighbours.
template <typename Real> std::vector<Real> gradientByIndex(std::span<const Real> y) {
    const auto last = y.size() - 1;
    std::vector<Real> slopes(y.size());
    slopes[0] = y[1] - y[0];
    slopes[last] = y[last] - y[last - 1];
    for (std::size_t i = 1; i < last; ++i)
        slopes[i] = (y[i + 1] - y[i - 1]) / 2;
    return slopes;
}

/// By x, on uneven spacing. @param x  as many as y, strictly rising
template <typename Real> std::vector<Real> gradientBy(std::span<const Real> x, std::span<const Real> y) {
    const auto last = y.size() - 1;
    std::vector<Real> slopes(y.size());
    slopes[0] = (y[1] - y[0]) / (x[1] - x[0]);
    slopes[last] = (y[last] - y[last - 1]) / (x[last] - x[last - 1]);
    for (std::size_t i = 1; i < last; ++i) {
        const Real a = x[i] - x[i - 1], b = x[i + 1] - x[i];
        slopes[i] = (a * a * y[i + 1] + (b * b - a * a) * y[i] - b * b * y[i - 1]) / (a * b * (a + b));
    }
    return slopes;
}

/// Index of the lowest value as numpy.argmin and torch.argmin have it: the first of equals, and the first NaN
/// before any number. Needs 1 value.
template <typename Real> std::size_t argmin(std::span<const Real> values) {
    std::size_t lowest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) return i;
        if (values[i] < values[lowest]) lowest = i;
    }
    return lowest;
}

} // namespace cyclo
