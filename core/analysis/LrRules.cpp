// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrRules.h"

#include "core/analysis/Gradient.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cyclo {

namespace {

/// lengths[i]: length of the longest strictly falling subsequence that ends at i.
std::vector<std::size_t> fallingLengths(std::span<const double> y) {
    std::vector<double> ends; // ends[k]: highest end of a falling subsequence of k+1 samples; falls with k
    std::vector<std::size_t> lengths;
    lengths.reserve(y.size());
    for (const double value : y) {
        if (std::isnan(value)) { // above and below nothing
            lengths.push_back(1);
            continue;
        }
        const auto place = std::ranges::lower_bound(ends, value, std::greater<>{});
        lengths.push_back(static_cast<std::size_t>(place - ends.begin()) + 1);
        if (place == ends.end())
            ends.push_back(value);
        else
            *place = value;
    }
    return lengths;
}

} // namespace

std::optional<std::size_t> lowestIndex(std::span<const double> losses) {
    if (losses.empty()) return std::nullopt;
    return static_cast<std::size_t>(std::ranges::min_element(losses) - losses.begin());
}

std::optional<std::ptrdiff_t> fastaiValleyIndex(std::span<const double> losses) {
    if (losses.empty()) return std::nullopt;
    const auto lengths = fallingLengths(losses);
    const auto longest = std::ranges::max_element(lengths); // the first one
    if (*longest == 1) return 0;
    const auto end = static_cast<std::ptrdiff_t>(longest - lengths.begin());
    const auto start = end - static_cast<std::ptrdiff_t>(*longest);
    const double third = static_cast<double>(end - start) / 3.0;
    return start + static_cast<std::ptrdiff_t>(third) + static_cast<std::ptrdiff_t>(third / 2.0);
}

std::optional<std::size_t> valleyIndex(std::span<const double> losses) {
    const auto place = fastaiValleyIndex(losses);
    if (!place) return std::nullopt;
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(*place, 0));
}

std::optional<std::size_t> slideIndex(std::span<const double> losses) {
    constexpr std::size_t kLag = 15;
    constexpr double kSameSlope = 0.005;
    if (losses.size() <= kLag) return std::nullopt;
    const auto slopes = gradientByIndex(losses);
    std::size_t left = losses.size() - 1 - kLag;
    std::size_t answer = left;
    while (std::abs(slopes[left + kLag] - slopes[left]) > kSameSlope) {
        answer = left;
        if (left == 0) break;
        --left;
    }
    return answer;
}

std::optional<std::size_t> slideFromRise(std::span<const double> losses, std::size_t lowest,
                                         std::size_t lag) {
    if (losses.size() < 2) return std::nullopt;
    const auto slopes = gradientByIndex(losses);
    const auto steepestRise =
        std::max_element(slopes.begin() + static_cast<std::ptrdiff_t>(lowest), slopes.end());
    const auto right = static_cast<std::size_t>(steepestRise - slopes.begin());
    if (*steepestRise <= 0 || right < lag) return std::nullopt;
    std::size_t left = right - lag;
    while (left > 0 && slopes[left - 1 + lag] > slopes[left - 1])
        --left;
    return left;
}

} // namespace cyclo
