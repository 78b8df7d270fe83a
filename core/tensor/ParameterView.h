// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace cyclo {

/// A part of the flat range whose learning rate and weight decay are multiplied by numbers of its own.
struct ParameterSegment {
    std::size_t begin = 0;
    std::size_t end = 0; ///< one past the last
    double lrMultiplier = 1.0;
    double decayMultiplier = 1.0;

    bool operator==(const ParameterSegment&) const = default;
};

/// All parameters of a network at one moment as an optimizer sees them: one flat range, and the gradients in
/// the same order. The order and any padding (zero in both) are the network's own.
struct ParameterView {
    std::span<float> weights;
    std::span<const float> gradients;
    std::span<const ParameterSegment> segments = {}; ///< in order, without gaps; none: all multipliers are 1
};

} // namespace cyclo
