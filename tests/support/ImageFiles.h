// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image8.h"
#include "tests/support/IdxFiles.h"

namespace cyclo::test {

/// A picture of one colour. @param colour  as many values as channels
Image8 plainPicture(std::int64_t width, std::int64_t height, const Bytes& colour);

/// A JPEG of quality 95; 4 channels are CMYK as Adobe writes it, inverted.
/// @param orientation  EXIF; 0 writes none
Bytes jpegBytes(const Image8& image, int orientation = 0);

/// The head of a JPEG that claims a size, and nothing after it.
Bytes hugeJpeg(std::uint16_t width, std::uint16_t height);

} // namespace cyclo::test
