// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/LayerSpec.h"
#include "core/tensor/Shape.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// How weights start; biases start at 0.
enum class Initialization {
    Xavier, ///< uniform in ±sqrt(3 / fanIn), as Caffe's filler (Glorot & Bengio 2010)
    He      ///< normal with standard deviation sqrt(2 / fanIn) (He et al., arXiv:1502.01852)
};

/// A network as a description that can be printed, compared and compiled. The loss, softmax with
/// cross-entropy over the outputs of the last layer, is not part of the list.
struct NetworkSpec {
    std::string name; ///< the spec it was made from: "lenet", "mlp:512,512"
    Initialization initialization = Initialization::He;
    std::vector<LayerSpec> layers;

    bool operator==(const NetworkSpec&) const = default;
};

/// Where a layer's source comes from: the number of a layer, or the network's input.
using LayerSource = std::optional<std::size_t>;

/// A layer in its place in a network.
struct LayerSummary {
    std::string name;      ///< as set, else kind and number: "conv1", "relu1"
    std::string text;      ///< for people: "convolution 20 × 5×5"
    LayerSource source{};  ///< nothing: the input
    LayerSource other{};   ///< the second source of a sum; means nothing for other layers
    SampleShape src{};     ///< shape of one sample before it
    SampleShape dst{};     ///< and after it
    std::int64_t parameterCount = 0; ///< that an optimizer moves
};

/// The layers with their shapes for samples of shape src.
/// @throws std::invalid_argument  naming network and layer: both shapes where one does not fit, a name that is
/// there twice or that no layer before it has, a result that nobody takes, more than 2^31 values, a layer that
/// needs maps where there are only rows of values
std::vector<LayerSummary> summarize(const NetworkSpec& spec, const SampleShape& src);

/// The network with as many outputs where it has kOnePerClass.
/// @throws std::invalid_argument  if its last layer has another number of its own
NetworkSpec withOutputs(NetworkSpec spec, std::int64_t classes);

/// Of its last layer; kOnePerClass where the data decide.
std::int64_t outputsOf(const NetworkSpec& spec);

std::int64_t parameterCount(const NetworkSpec& spec, const SampleShape& src);

} // namespace cyclo
