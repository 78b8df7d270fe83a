// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/RawData.h"

#include <filesystem>

namespace cyclo {

/// Reads the four files of an MNIST-like set from one folder: train-images-idx3-ubyte,
/// train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte; with '-' or '.' before idx;
/// plain, .gz or .xz. Samples are 1 × rows × columns, 0..255.
/// @throws DataError  if the folder or a file is missing or wrong, or the files do not fit each other
RawData readIdxFolder(const std::filesystem::path& folder, std::string title,
                      std::vector<std::string> classNames);

} // namespace cyclo
