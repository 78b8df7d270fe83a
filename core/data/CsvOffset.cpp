// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvOffset.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

double offsetOf(std::span<const double> numbers) {
    if (numbers.empty()) return 0.0;
    double sum = 0, squares = 0, largest = 0;
    for (const double number : numbers) {
        const double x = number - numbers.front(); // so that a small spread keeps its digits
        sum += x;
        squares += x * x;
        largest = std::max(largest, std::abs(number));
    }
    const auto n = static_cast<double>(numbers.size());
    const double deviation = std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)));
    constexpr double kFloatRounding = 0x1p-24, kDoubleRounding = 0x1p-53;
    const bool lost = largest * kFloatRounding > deviation / 1000;
    // What is left of equal numbers that were computed is no spread to learn from.
    const bool isSpread = deviation > 512 * largest * kDoubleRounding;
    return lost && isSpread ? numbers.front() + sum / n : 0.0;
}

} // namespace cyclo
