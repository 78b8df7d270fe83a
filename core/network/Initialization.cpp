// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Initialization.h"

#include "core/network/ShapeRules.h"
#include "core/tensor/Rng.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

void fill(Tensor& tensor, const ParameterShape& parameter, const LayerSpec& layer,
          Initialization initialization, Rng& rng) {
    if (parameter.fanIn == 0) {
        std::ranges::fill(tensor.values, parameter.start);
        return;
    }
    const auto fanIn = static_cast<double>(parameter.fanIn);
    const double bound = std::sqrt(3.0 / fanIn);
    const double deviation = layer.deviation.value_or(std::sqrt(2.0 / fanIn));
    const bool uniform = initialization == Initialization::Xavier && !layer.deviation;
    for (float& value : tensor.values)
        value = static_cast<float>(uniform ? rng.uniform(-bound, bound) : deviation * rng.normal());
}

} // namespace

std::vector<NamedTensor> initialWeights(const NetworkSpec& spec, const SampleShape& src, std::uint64_t seed) {
    std::vector<NamedTensor> weights;
    const std::vector<LayerSummary> layers = summarize(spec, src);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        for (const ParameterShape& parameter : parametersOf(spec.layers[i].options, layers[i].src)) {
            const std::string name = layers[i].name + "." + parameter.name;
            Tensor tensor{parameter.shape,
                          std::vector<float>(static_cast<std::size_t>(elementCount(parameter.shape)))};
            Rng rng(seed,
                    "init." + name); // a stream of its own: a change in one layer leaves the others alone
            fill(tensor, parameter, spec.layers[i], spec.initialization, rng);
            weights.push_back({name, std::move(tensor)});
        }
    }
    return weights;
}

} // namespace cyclo
