// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/ImageFile.h"

namespace cyclo {

bool isJpeg(std::span<const std::uint8_t> bytes);

/// @throws DataError  if it is cut off, damaged, or larger than kMostImagePixels
ImageHeader readJpegHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path);

/// An image, and how it lies.
struct DecodedImage {
    Image8 image;
    int orientation = 1; ///< EXIF: 1 upright ... 8
};

/// Decoded at 1/8 to 8/8 of its size, the smallest with which both sides have at least `atLeast` pixels.
/// @throws DataError  likewise
DecodedImage decodeJpeg(std::span<const std::uint8_t> bytes, const std::filesystem::path& path,
                        std::int64_t channels, std::int64_t atLeast);

} // namespace cyclo
