// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image8.h"

#include <filesystem>

namespace cyclo {

/// Writes a picture as PNG. The file is there whole or not at all: a neighbour is written and then renamed.
/// @throws std::invalid_argument  if the picture is empty or its sizes do not agree
/// @throws DataError  with path and cause if the file cannot be written
void writePng(const Image8& image, const std::filesystem::path& path);

} // namespace cyclo
