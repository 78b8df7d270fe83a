// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image8.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// What the head of an image file says.
struct ImageHeader {
    std::int64_t width = 0; ///< as stored, before a rotation
    std::int64_t height = 0;
    bool grey = false;

    bool operator==(const ImageHeader&) const = default;
};

inline constexpr std::int64_t kMostImagePixels =
    64'000'000; ///< larger ones are refused before memory is taken

/// The bytes of a file. @throws DataError  if it cannot be read, is empty or has more than 256 MB
std::vector<std::uint8_t> readImageBytes(const std::filesystem::path& path);

/// Looks at the head of a JPEG or PNG; the content decides, not the name.
/// @param path  for messages
/// @throws DataError  if it is neither, damaged there, or larger than kMostImagePixels
ImageHeader readImageHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path);

/// Decodes a JPEG or PNG (grey, colour, palette, CMYK, 16 bit; what is transparent lies on white), turns it
/// as its EXIF orientation says, and resizes its central square to size × size, each pixel the mean of what
/// it covers (triangle filter). A JPEG is decoded no larger than it must be.
/// @param dst  channels * size * size bytes, [C, H, W]; channels 1 (grey) or 3
/// @throws DataError  as above, and where the content is damaged
void decodeImage(std::span<const std::uint8_t> bytes, const std::filesystem::path& path,
                 std::int64_t channels, std::int64_t size, std::span<std::uint8_t> dst);

} // namespace cyclo
