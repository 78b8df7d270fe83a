// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace cyclo {

/// Order of the samples in one epoch: a permutation of 0 .. order.size() - 1, decided by (seed, epoch, size)
/// alone (Fisher & Yates; Durstenfeld 1964).
void shuffleForEpoch(std::span<std::int64_t> order, std::uint64_t seed, std::int64_t epoch);

} // namespace cyclo
