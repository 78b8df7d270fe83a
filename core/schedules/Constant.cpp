// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Constant.h"

#include "core/schedules/PolicyField.h"

namespace cyclo {

StepHyperparameters rowAt(const Constant& config, std::int64_t, std::int64_t) {
    return {.learningRate = config.learningRate, .momentum = config.momentum};
}

std::vector<PolicyField> fieldsOf(const Constant&) {
    return {field(&Constant::learningRate, aboutLr()), field(&Constant::momentum, aboutMomentum())};
}

} // namespace cyclo
