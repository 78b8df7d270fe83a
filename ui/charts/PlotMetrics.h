// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace cyclo::ui {

// What the parts of a plot share. Lengths are logical pixels.

inline constexpr double kSwatch = 12.0; ///< the line in a curve's colour beside its name
inline constexpr double kTickLength = 4.0;
inline constexpr double kRawAlpha = 0.35;    ///< of raw points under their smoothed curve
inline constexpr double kCutAboveBest = 4.0; ///< times the best loss: above it a range test has blown up

/// The middle of a pixel: a line of one pixel drawn there is not smeared over two.
inline double crisp(double pixel) {
    return std::floor(pixel) + 0.5;
}

} // namespace cyclo::ui
