// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/Sgd.h"

#include "core/optim/ParameterPass.h"
#include "core/optim/UpdateKernels.h"

namespace cyclo {

Sgd::Sgd(const OptimizerConfig& config, std::size_t size, int threads)
    : Optimizer(config, {.velocity = std::vector<float>(size, 0.f)}, threads) {}

void Sgd::update(const Step& step, const detail::ParameterPart& part, const float* gradients) {
    const bool caffe = config().momentumForm == MomentumForm::Caffe;
    const bool coupled = config().weightDecayMode == WeightDecayMode::Coupled;
    const auto& kernels = detail::updateKernels();
    const auto kernel = config().kind == OptimizerKind::Nesterov ? kernels.nesterov : kernels.sgd;
    const double rate = step.hyperparameters.learningRate * part.lrMultiplier;
    const double decay = step.hyperparameters.weightDecay * part.decayMultiplier;
    const double into = caffe ? rate : 1.0;
    kernel(step.parameters.weights.data() + part.begin, mutableState().velocity.data() + part.begin,
           gradients, part.end - part.begin,
           {.gradientScale = static_cast<float>(into * static_cast<double>(step.gradientScale)),
            .decayScale = static_cast<float>(coupled ? into * decay : 0.0),
            .momentum = static_cast<float>(step.hyperparameters.momentum),
            .stepScale = static_cast<float>(caffe ? 1.0 : rate),
            .keep = static_cast<float>(coupled ? 1.0 : 1.0 - rate * decay)});
}

} // namespace cyclo
