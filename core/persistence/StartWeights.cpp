// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/StartWeights.h"

#include "core/persistence/Safetensors.h"

namespace cyclo {

InitialWeights startWeightsOf(const ExperimentConfig& config) {
    if (config.init.empty()) return std::nullopt;
    return loadSafetensors(config.init);
}

} // namespace cyclo
