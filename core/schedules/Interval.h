// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>

namespace cyclo {

/// The values a setting may have. NaN and infinity are in no interval.
struct Interval {
    double from = -std::numeric_limits<double>::infinity();
    double to = std::numeric_limits<double>::infinity();
    bool fromOpen = false; ///< without `from` itself
    bool toOpen = false;   ///< without `to` itself

    bool contains(double value) const;
    bool operator==(const Interval&) const = default;
};

inline constexpr Interval kAboveZero{.from = 0, .fromOpen = true};
inline constexpr Interval kAtLeastZero{.from = 0};
inline constexpr Interval kAtLeastOne{.from = 1};
inline constexpr Interval kMomentumRange{.from = 0, .to = 1, .toOpen = true}; ///< at 1 nothing is forgotten
inline constexpr Interval kFactorRange{.from = 0, .to = 1, .fromOpen = true};
inline constexpr Interval kShareRange{.from = 0, .to = 1}; ///< of a run, both ends included
inline constexpr Interval kInnerShareRange{.from = 0, .to = 1, .fromOpen = true, .toOpen = true};

/// "above 0", "at least 0 and below 1".
std::string textOf(const Interval& interval);

} // namespace cyclo
