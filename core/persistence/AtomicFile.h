// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/FileError.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cyclo {

/// Replaces the file by these bytes, wholly or not at all: they go to a temporary file in the same folder,
/// to the disk, and then under the name. An existing file keeps its permissions, a symbolic link its place.
/// A device or pipe is written to as it is.
/// @throws FileError  if it cannot be written; the old file, if any, stands, and nothing else is left behind
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// The whole file.
/// @throws FileError  if it cannot be read, is a folder, or is longer than maxBytes
std::string readWholeFile(const std::filesystem::path& path, std::uint64_t maxBytes);

} // namespace cyclo
