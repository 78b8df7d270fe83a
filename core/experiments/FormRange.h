// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cyclo {

inline constexpr std::int64_t kMostFormSeeds = 100;
inline constexpr std::int64_t kMostFormEpochs = 100'000;

/// @throws std::invalid_argument  unless least <= value <= most: "NAME must be from LEAST to MOST, got VALUE"
void requireWithin(const char* name, std::int64_t value, std::int64_t least, std::int64_t most);

} // namespace cyclo
