// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace cyclo::test {

using Bytes = std::vector<std::uint8_t>;

/// An image file as the format says: magic, count, rows, columns, pixels.
Bytes idxImages(std::uint32_t count, std::uint32_t rows, std::uint32_t columns, const Bytes& pixels);

/// A label file as the format says: magic, count, labels.
Bytes idxLabels(const Bytes& labels);

enum class Packing { Plain, Gzip, Xz };

void writeBytes(const std::filesystem::path& path, const Bytes& bytes, Packing packing = Packing::Plain);
Bytes readBytes(const std::filesystem::path& path);

/// A whole small set under the usual names: 3 training and 2 test images of 2×2, whose pixels count up from 0
/// in each split; training labels 7 0 9, test labels 1 2.
void writeSmallIdxFolder(const std::filesystem::path& folder);

} // namespace cyclo::test
