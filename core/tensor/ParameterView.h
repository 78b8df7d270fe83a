// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace cyclo {

/// All parameters of a network at one moment as an optimizer sees them: one flat range, and the gradients in
/// the same order. The order and any padding (zero in both) are the network's own.
struct ParameterView {
    std::span<float> weights;
    std::span<const float> gradients;
};

} // namespace cyclo
