// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/RawData.h"

#include <filesystem>
#include <optional>

namespace cyclo {

struct ImageFolderOptions {
    std::optional<std::int64_t> size; ///< height and width of the samples, 4 to 1024; when left out that of
                                      ///< the images if all are equal squares up to 256, else 64
    std::uint64_t seed = 1; ///< of the split
};

/// JPEG and PNG files in one folder per class, or in such folders under train/ and one of test/, val/,
/// valid/, validation/; without the latter a seeded fifth is for testing. Classes are in the order of their
/// names; the first file of each, then the second of each, and so on. Up to 50,000 files are all decoded once
/// at opening, on all processors; those that cannot be are left out and named in RawData::notes. Of larger
/// sets a sample decides the size and nothing is left out: a damaged file ends the run with its name.
/// @throws DataError  for a folder without usable images and test classes that training does not have
RawData readImageFolder(const std::filesystem::path& folder, const ImageFolderOptions& options);

} // namespace cyclo
