// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cyclo {

/// Which samples train and which test.
struct Split {
    std::vector<std::int64_t> train;
    std::vector<std::int64_t> test;
};

/// A fifth of the samples, rounded to nearest but at least one, for testing; both in random order decided by
/// (seed, count) alone, so that the first N training samples are a fair choice.
/// @throws std::invalid_argument  if count < 2
Split seededSplit(std::int64_t count, std::uint64_t seed);

} // namespace cyclo
