// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Initialization.h"

#include "core/network/ShapeRules.h"
#include "core/tensor/Rng.h"

#include <cmath>

namespace cyclo {

namespace {

void fill(Tensor& tensor, const ParameterShape& parameter, Initialization initialization, Rng& rng) {
    if (parameter.fanIn == 0) return;
    const auto fanIn = static_cast<double>(parameter.fanIn);
    const double bound = std::sqrt(3.0 / fanIn);
    const double deviation = std::sqrt(2.0 / fanIn);
    for (float& value : tensor.values)
        value = static_cast<float>(initialization == Initialization::Xavier ? rng.uniform(-bound, bound)
                                                                            : deviation * rng.normal());
}

} // namespace

std::vector<NamedTensor> initialWeights(const NetworkSpec& spec, const SampleShape& src, std::uint64_t seed) {
    std::vector<NamedTensor> weights;
    const std::vector<LayerSummary> layers = summarize(spec, src);
    SampleShape shape = src;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        for (const ParameterShape& parameter : parametersOf(spec.layers[i], shape)) {
            const std::string name = layers[i].name + "." + parameter.name;
            Tensor tensor{parameter.shape,
                          std::vector<float>(static_cast<std::size_t>(elementCount(parameter.shape)))};
            Rng rng(seed,
                    "init." + name); // a stream of its own: a change in one layer leaves the others alone
            fill(tensor, parameter, spec.initialization, rng);
            weights.push_back({name, std::move(tensor)});
        }
        shape = layers[i].dst;
    }
    return weights;
}

} // namespace cyclo
