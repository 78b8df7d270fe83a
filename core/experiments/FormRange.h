// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace cyclo {

inline constexpr std::int64_t kMostFormSeeds = 100;
inline constexpr std::int64_t kMostFormEpochs = 100'000;

/// @throws std::invalid_argument  unless least <= value <= most: "NAME must be from LEAST to MOST, got VALUE"
inline void requireWithin(const char* name, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value < least || value > most)
        throw std::invalid_argument(std::string(name) + " must be from " + std::to_string(least) + " to " +
                                    std::to_string(most) + ", got " + std::to_string(value));
}

} // namespace cyclo
