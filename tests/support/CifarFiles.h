// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/IdxFiles.h"

#include <string>
#include <utility>
#include <vector>

namespace cyclo::test {

/// Records as CIFAR has them, one per label: `labelBytes` bytes (the last one is the label, others 0), then
/// 3072 pixel bytes. Every pixel of record i of channel c is `firstValue + 3 * i + c`.
Bytes cifarRecords(const Bytes& labels, std::size_t labelBytes = 1, std::uint8_t firstValue = 0);

/// The six files of CIFAR-10, two records each: labels 2k and 2k + 1 modulo 10 in data_batch_(k + 1), 3 and 8
/// in test_batch. The pixels of the red plane are 10 * (k + 1) and 3 more; of the test records 100 and 103.
std::vector<std::pair<std::string, Bytes>> smallCifar10();

/// A tar.gz with these members.
void writeTarGz(const std::filesystem::path& path, const std::vector<std::pair<std::string, Bytes>>& members);

} // namespace cyclo::test
