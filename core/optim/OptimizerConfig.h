// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace cyclo {

enum class OptimizerKind { Sgd, Nesterov, Adam, AdamW };

/// Where the learning rate stands in the velocity of SGD and Nesterov; the two differ when it moves.
enum class MomentumForm {
    PyTorch, ///< v <- μv + g;  w <- w - lr·v
    Caffe,   ///< v <- μv + lr·g;  w <- w - v: what the papers on cyclical learning rates ran
};

enum class WeightDecayMode {
    Coupled,   ///< L2: g <- g + λw before everything else
    Decoupled, ///< w <- (1 - lr·λ)·w beside the step (Loshchilov and Hutter, arXiv:1711.05101)
};

/// What the optimizer is; learning rate, momentum (Adam's β1) and weight decay come with each step.
struct OptimizerConfig {
    OptimizerKind kind = OptimizerKind::Sgd;
    MomentumForm momentumForm = MomentumForm::PyTorch;
    WeightDecayMode weightDecayMode = WeightDecayMode::Coupled; ///< AdamW has Decoupled
    double beta2 = 0.999;                                       ///< Adam: of the second moment, in [0, 1)
    double eps = 1e-8;                                          ///< Adam: beside its root, in [1e-30, 1]
    std::optional<double> clipNorm = {}; ///< longest gradient, as L2 norm over all parameters, > 0

    bool operator==(const OptimizerConfig&) const = default;
};

/// The usual settings of an optimizer: decoupled decay for AdamW, coupled for the others.
OptimizerConfig usualConfig(OptimizerKind kind);

bool isAdam(OptimizerKind kind); ///< Adam or AdamW

/// @throws std::invalid_argument  with one sentence: which option, its value, what would be right
void validate(const OptimizerConfig& config);

std::string toString(OptimizerKind kind);   ///< "sgd", "nesterov", "adam", "adamw"
std::string toString(MomentumForm form);    ///< "pytorch", "caffe"
std::string toString(WeightDecayMode mode); ///< "coupled", "decoupled"

/// Each @throws std::invalid_argument naming the words that exist
OptimizerKind optimizerKindFromString(const std::string& text);
MomentumForm momentumFormFromString(const std::string& text);
WeightDecayMode weightDecayModeFromString(const std::string& text);

} // namespace cyclo
