// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/GlyphShapes.h"

#include <span>

namespace cyclo {

/// A point of the pen's way on the paper, in pixels; the centre of the top left pixel is (0.5, 0.5).
struct InkPoint {
    float x = 0;
    float y = 0;
    float halfWidth = 0; ///< of the line there
};

/// The pen's way through the points of a stroke: Catmull-Rom curves (Catmull & Rom 1974) that end at corners,
/// as a chain of short straight pieces in the box of the stroke.
std::vector<PenPoint> smoothed(const PenStroke& stroke);

/// Draws a chain of straight pieces with round joins. Ink only grows darker: strokes drawn one after another
/// join.
/// @param ink   [side, side] coverage in [0, 1], row by row
/// @param edge  half the width, in pixels, of the ramp from ink to paper; > 0
void drawInk(std::span<const InkPoint> chain, float edge, std::span<float> ink, int side);

} // namespace cyclo
