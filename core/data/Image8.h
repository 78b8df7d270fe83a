// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cyclo {

/// A picture of bytes, rows from top to bottom.
struct Image8 {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t channels = 1;        ///< 1: grey; 3: red, green, blue
    std::vector<std::uint8_t> pixels; ///< [height, width, channels]

    bool operator==(const Image8&) const = default;
};

} // namespace cyclo
