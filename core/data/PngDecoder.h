// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/ImageFile.h"

namespace cyclo {

bool isPng(std::span<const std::uint8_t> bytes);

/// @throws DataError  if its head is cut off or damaged, or it is larger than kMostImagePixels
ImageHeader readPngHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path);

/// The whole picture with 1 or 3 channels, on white where it is transparent. @throws DataError  likewise
Image8 decodePng(std::span<const std::uint8_t> bytes, const std::filesystem::path& path,
                 std::int64_t channels);

} // namespace cyclo
