// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cyclo {

enum class OptimizerKind { Sgd, Nesterov };

/// Where the learning rate stands in the velocity; the two differ when it moves.
enum class MomentumForm {
    PyTorch, ///< v <- μv + g;  w <- w - lr·v
};

enum class WeightDecayMode {
    Coupled, ///< L2: g <- g + λw before the momentum
};

/// What the optimizer is; learning rate, momentum and weight decay come with each step.
struct OptimizerConfig {
    OptimizerKind kind = OptimizerKind::Sgd;
    MomentumForm momentumForm = MomentumForm::PyTorch;
    WeightDecayMode weightDecayMode = WeightDecayMode::Coupled;

    bool operator==(const OptimizerConfig&) const = default;
};

std::string toString(OptimizerKind kind);   ///< "sgd", "nesterov"
std::string toString(MomentumForm form);    ///< "pytorch"
std::string toString(WeightDecayMode mode); ///< "coupled"

/// Each @throws std::invalid_argument naming the words that exist
OptimizerKind optimizerKindFromString(const std::string& text);
MomentumForm momentumFormFromString(const std::string& text);
WeightDecayMode weightDecayModeFromString(const std::string& text);

} // namespace cyclo
