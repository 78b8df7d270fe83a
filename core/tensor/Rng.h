// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cyclo {

/// Random stream with the same numbers on every platform: xoshiro256** (Blackman & Vigna 2018), seeded by
/// splitmix64. A value: copying it copies the position in the stream.
class Rng {
public:
    /// @param stream  a name ("init", "shuffle", ...) that keeps the streams of one seed apart.
    explicit Rng(std::uint64_t seed, std::string_view stream = {});

    std::uint64_t next();                     ///< 64 random bits
    double uniform();                         ///< in [0, 1), 53 bits
    double uniform(double low, double high);  ///< in [low, high)
    double normal();                          ///< mean 0, standard deviation 1 (Box & Muller 1958)
    std::uint64_t below(std::uint64_t bound); ///< in [0, bound), without bias; bound > 0

    bool operator==(const Rng&) const = default;

private:
    std::array<std::uint64_t, 4> state_{};
};

} // namespace cyclo
