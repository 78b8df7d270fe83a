// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/StartWeights.h"

#include "core/persistence/Safetensors.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

/// A ReLU would turn NaN into 0, and nobody would see it in the loss.
void requireFinite(const NamedTensor& tensor, const std::string& path) {
    const auto& values = tensor.tensor.values;
    const auto bad = std::ranges::find_if(values, [](float value) { return !std::isfinite(value); });
    if (bad == values.end()) return;
    throw FileError(path + ": tensor '" + tensor.name + "' has " + std::to_string(*bad) + " at value " +
                    std::to_string(bad - values.begin()) + "; start from weights that are all finite");
}

} // namespace

InitialWeights startWeightsOf(const ExperimentConfig& config) {
    if (config.init.empty()) return std::nullopt;
    std::vector<NamedTensor> weights = loadSafetensors(config.init);
    for (const NamedTensor& tensor : weights)
        requireFinite(tensor, config.init);
    return weights;
}

} // namespace cyclo
