// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace cyclo::engine {

/// A number of the bfloat16 format: the upper half of an f32, which has its range and 8 bits of its
/// precision. Values are kept in it and reckoned with in f32.
struct Bf16 {
    std::uint16_t bits = 0;

    Bf16() = default;
    /// Rounds to the nearest, ties to even, above the largest number to infinity; NaN stays NaN.
    explicit Bf16(float value) {
        const auto whole = std::bit_cast<std::uint32_t>(value);
        const std::uint32_t even = whole >> 16 & 1;
        bits =
            static_cast<std::uint16_t>(value != value ? whole >> 16 | 0x40 : (whole + 0x7fff + even) >> 16);
    }
    operator float() const { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }
};

} // namespace cyclo::engine
