// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/OptimizerConfig.h"

#include <stdexcept>

namespace cyclo {

std::string toString(OptimizerKind kind) {
    return kind == OptimizerKind::Nesterov ? "nesterov" : "sgd";
}
std::string toString(MomentumForm) {
    return "pytorch";
}
std::string toString(WeightDecayMode) {
    return "coupled";
}

OptimizerKind optimizerKindFromString(const std::string& text) {
    if (text == "sgd") return OptimizerKind::Sgd;
    if (text == "nesterov") return OptimizerKind::Nesterov;
    throw std::invalid_argument("unknown optimizer '" + text + "'; there are sgd and nesterov");
}

MomentumForm momentumFormFromString(const std::string& text) {
    if (text == "pytorch") return MomentumForm::PyTorch;
    throw std::invalid_argument("unknown momentum form '" + text + "'; there is pytorch");
}

WeightDecayMode weightDecayModeFromString(const std::string& text) {
    if (text == "coupled") return WeightDecayMode::Coupled;
    throw std::invalid_argument("unknown weight decay mode '" + text + "'; there is coupled");
}

} // namespace cyclo
