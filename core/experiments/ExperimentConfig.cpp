// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/ExperimentConfig.h"

#include "core/network/NamedNetworks.h"

namespace cyclo {

NetworkSpec networkOf(const ExperimentConfig& config, std::int64_t classes) {
    return config.ownNetwork ? withOutputs(*config.ownNetwork, classes)
                             : networkFromSpec(config.network, classes);
}

Schedule rangeTestSchedule(const ExperimentConfig& config) {
    return {Sweep{.lrMin = config.finder.lrMin,
                  .lrMax = config.finder.lrMax,
                  .ramp = config.finder.ramp,
                  .momentum = config.momentum,
                  .finalMomentum = config.finder.finalMomentum},
            config.weightDecay};
}

} // namespace cyclo
