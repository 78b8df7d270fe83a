// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/ExperimentConfig.h"

#include "core/network/NamedNetworks.h"

namespace cyclo {

NetworkSpec networkOf(const ExperimentConfig& config, std::int64_t classes) {
    return config.ownNetwork ? withOutputs(*config.ownNetwork, classes)
                             : networkFromSpec(config.network, classes);
}

} // namespace cyclo
