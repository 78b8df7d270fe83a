// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Inverse.h"

#include "core/schedules/PolicyField.h"

#include <cmath>

namespace cyclo {

StepHyperparameters rowAt(const Inverse& config, std::int64_t step, std::int64_t) {
    const double fall = std::pow(1.0 + config.gamma * static_cast<double>(step), -config.power);
    return {.learningRate = config.learningRate * fall, .momentum = config.momentum};
}

std::vector<PolicyField> fieldsOf(const Inverse&) {
    return {field(&Inverse::learningRate, aboutLr()),
            field(&Inverse::gamma, {.key = "gamma",
                                    .label = "Gamma",
                                    .help = "how fast the learning rate falls, per step",
                                    .range = kAtLeastZero}),
            field(&Inverse::power,
                  {.key = "power", .label = "Power", .help = "exponent of the fall", .range = kAtLeastZero}),
            field(&Inverse::momentum, aboutMomentum())};
}

} // namespace cyclo
