// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/LayerSpec.h"
#include "core/tensor/Shape.h"

#include <string>
#include <vector>

namespace cyclo {

/// A parameter of a layer in PyTorch's plain layout: "weight" [O, I, KH, KW] or [out, in], "bias" [O].
struct ParameterShape {
    std::string name;
    Shape shape;
    std::int64_t fanIn = 0;     ///< inputs that one output sums over; 0 for what starts at a constant
    float start = 0.f;          ///< the constant
    bool isStatistic = false;   ///< moved by the layer itself, not by the optimizer
};

/// Shape of one sample after the layer.
/// @param other  shape of the second source, for layers that have one
/// @throws std::invalid_argument  naming the layer, the source shape and what would fit
SampleShape outputShape(const LayerOptions& layer, const SampleShape& src, const SampleShape& other,
                        const std::string& layerName);

/// Parameters in definition order; none for layers without.
std::vector<ParameterShape> parametersOf(const LayerOptions& layer, const SampleShape& src);

} // namespace cyclo
