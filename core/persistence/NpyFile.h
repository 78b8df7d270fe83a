// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cyclo {

/// An array of numbers as numpy.save writes it.
struct NpyArray {
    std::vector<std::size_t> shape; ///< one or two dimensions
    std::vector<double> values;     ///< rows one after another

    bool operator==(const NpyArray&) const = default;
};

/// Whether the bytes begin as a .npy file does.
bool looksLikeNpy(std::string_view bytes);

/// Reads format versions 1 to 3 with little-endian float32, float64 or integers of 32 or 64 bits.
/// @throws FileError  with the byte, what stands there and what would be right; no object arrays (pickles)
NpyArray parseNpy(std::string_view bytes);

} // namespace cyclo
