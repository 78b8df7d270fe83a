// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace cyclo {

/// Grey images of an IDX file (LeCun's MNIST format).
struct IdxImages {
    std::int64_t count = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::vector<std::uint8_t> pixels; ///< [count, rows, columns]
};

/// Images: magic 0x00000803, count, rows, columns (4 big-endian u32), then bytes. Plain, gzip or xz.
/// What the header promises is believed only as far as there are bytes.
/// @throws DataError  for a wrong magic number, sizes that are 0 or beyond reason, missing or surplus bytes
IdxImages readIdxImages(const std::filesystem::path& path);

/// Labels: magic 0x00000801, count (2 big-endian u32), then bytes. Plain, gzip or xz.
/// @throws DataError  as readIdxImages, and for a label that is not in [0, classCount)
std::vector<std::int32_t> readIdxLabels(const std::filesystem::path& path, std::int64_t classCount);

} // namespace cyclo
