// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Constant.h"

#include "core/schedules/SettingChecks.h"

namespace cyclo {

StepHyperparameters constantAt(const Constant& config) {
    return {.learningRate = config.learningRate, .momentum = config.momentum};
}

void validateConstant(const Constant& config) {
    detail::requireAboveZero("lr", config.learningRate);
    detail::requireMomentum("momentum", config.momentum);
}

} // namespace cyclo
