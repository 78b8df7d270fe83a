// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace cyclo {

using Rgb = std::array<std::uint8_t, 3>;

/// A colour for each of ten classes that people with any colour vision can tell apart on white, then from the
/// beginning again: Okabe and Ito's (2008), and two darker ones. @param label  >= 0
inline Rgb classColour(std::int32_t label) {
    constexpr std::array<Rgb, 10> kColours{{{0, 114, 178},
                                            {213, 94, 0},
                                            {0, 158, 115},
                                            {204, 121, 167},
                                            {230, 159, 0},
                                            {86, 180, 233},
                                            {0, 0, 0},
                                            {150, 130, 0},
                                            {110, 60, 140},
                                            {128, 128, 128}}};
    return kColours[static_cast<std::size_t>(label) % kColours.size()];
}

} // namespace cyclo
