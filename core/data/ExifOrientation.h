// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace cyclo {

/// Orientation (tag 0x0112) in an EXIF block that begins with "Exif\0\0": 1 upright, 2 mirrored, 3 turned by
/// 180°, 4 upside down, 5 mirrored along the diagonal, 6 to be turned right, 7 mirrored along the other
/// diagonal, 8 to be turned left. 0 where there is none or the block is damaged.
int exifOrientation(std::span<const std::uint8_t> block);

} // namespace cyclo
