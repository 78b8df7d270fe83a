// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Smoothing.h"

#include <cmath>
#include <stdexcept>
#include <string>

namespace cyclo {

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
