// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cyclo {

/// A point that the pen passes, in a box of 1 × 1 with x to the right and y down. Between points the pen
/// draws a smooth curve; at a corner it turns at once.
struct PenPoint {
    double x = 0;
    double y = 0;
    bool corner = false;
};

using PenStroke = std::vector<PenPoint>;   ///< from pen down to pen up, two points or more
using GlyphShape = std::vector<PenStroke>; ///< one way to write a digit

/// The ways to write `digit` (0 to 9), at least two of each.
/// @throws std::out_of_range  for other numbers
const std::vector<GlyphShape>& glyphShapes(std::int32_t digit);

} // namespace cyclo
