// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/RawData.h"

#include <cstdint>
#include <filesystem>

namespace cyclo {

/// CIFAR-10 in its official binary form: data_batch_1.bin to data_batch_5.bin and test_batch.bin, each plain,
/// .gz or .xz, in the folder or in its cifar-10-batches-bin; else cifar-10-binary.tar.gz in the folder, or
/// named itself. Samples are 3 × 32 × 32, 0..255, in file order.
/// @param trainLimit  reads no more training samples than that
/// @throws DataError  if a file is missing or wrong
RawData readCifar10(const std::filesystem::path& place, std::int64_t trainLimit);

/// CIFAR-100 with its 100 fine classes: train.bin and test.bin, cifar-100-binary, cifar-100-binary.tar.gz.
RawData readCifar100(const std::filesystem::path& place, std::int64_t trainLimit);

} // namespace cyclo
