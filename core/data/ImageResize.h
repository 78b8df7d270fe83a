// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image8.h"

#include <span>

namespace cyclo {

/// Resizes the central square of an image, each pixel the mean of what it covers weighted by a triangle
/// (as Pillow's BILINEAR does); a square of the size asked for is copied as it is.
/// @param dst  image.channels * size * size bytes, [C, H, W]
void resizeCentralSquare(const Image8& image, std::int64_t size, std::span<std::uint8_t> dst);

/// Turns a square as the EXIF orientation says (ExifOrientation.h), 1 to 8.
/// @param square  [C, H, W] with H = W = size
void turnUpright(int orientation, std::int64_t size, std::span<std::uint8_t> square);

} // namespace cyclo
