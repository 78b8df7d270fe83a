// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/FileError.h"
#include "core/tensor/Tensor.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cyclo {

/// The safetensors format: eight bytes of header length (little-endian), a JSON header that gives each
/// tensor's dtype, shape and byte range, and the values without gaps. Here always F32, in the order given,
/// the values beginning at a multiple of 8 bytes.
/// @throws std::invalid_argument  for two tensors of one name, or values that do not fill their shape
std::string safetensorsBytes(std::span<const NamedTensor> tensors);

/// Tensors in the order of the header.
/// @throws FileError  with the byte and the cause for anything that is not a whole, gapless F32 file
std::vector<NamedTensor> parseSafetensors(std::string_view bytes);

/// @throws FileError  with the path
void saveSafetensors(const std::filesystem::path& path, std::span<const NamedTensor> tensors);
std::vector<NamedTensor> loadSafetensors(const std::filesystem::path& path);

} // namespace cyclo
