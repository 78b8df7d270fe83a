// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace cyclo {

/// y = coefficient · x^exponent, fitted to measurements.
struct PowerLaw {
    double exponent = 0.0;
    double coefficient = 0.0;
    std::size_t points = 0;
    /// 95 % interval of the exponent; nothing with fewer than 3 points, which leave no residual to judge by.
    struct Interval {
        double low = 0.0;
        double high = 0.0;

        bool contains(double value) const { return low <= value && value <= high; }
        bool operator==(const Interval&) const = default;
    };
    std::optional<Interval> interval = {};

    double at(double x) const;
    bool operator==(const PowerLaw&) const = default;
};

/// Least squares of log y on log x. The interval is Student's, with n - 2 degrees of freedom: right where the
/// measurements are independent and scatter by equal factors.
/// @param x,y  same length, all above 0 and finite
/// @return nothing with fewer than two different x
/// @throws std::invalid_argument  if the lengths differ or a value is not above 0
std::optional<PowerLaw> fitPowerLaw(std::span<const double> x, std::span<const double> y);

/// The t that a Student variable stays within, ±t, with this probability.
/// @param probability       in (0, 1)
/// @param degreesOfFreedom  >= 1
double studentBound(double probability, std::size_t degreesOfFreedom);

} // namespace cyclo
