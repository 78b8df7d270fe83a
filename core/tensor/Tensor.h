// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/Shape.h"

#include <string>
#include <vector>

namespace cyclo {

/// Dense f32 values in plain row-major layout.
struct Tensor {
    Shape shape;
    std::vector<float> values; ///< elementCount(shape) of them

    bool operator==(const Tensor&) const = default;
};

/// A tensor as weight files know it: "conv1.weight" [O, I, KH, KW].
struct NamedTensor {
    std::string name;
    Tensor tensor;

    bool operator==(const NamedTensor&) const = default;
};

} // namespace cyclo
