// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/Adam.h"

#include "core/optim/ParameterPass.h"
#include "core/optim/UpdateKernels.h"

#include <cmath>

namespace cyclo {

Adam::Adam(const OptimizerConfig& config, std::size_t size, int threads)
    : Optimizer(config,
                {.velocity = std::vector<float>(size, 0.f), .secondMoment = std::vector<float>(size, 0.f)},
                threads) {}

void Adam::prepare(const Step& step) {
    const auto steps = static_cast<double>(state().steps);
    correction1_ = 1.0 - std::pow(step.hyperparameters.momentum, steps);
    correction2_ = 1.0 - std::pow(config().beta2, steps);
}

void Adam::update(const Step& step, const detail::ParameterPart& part, const float* gradients) {
    const bool coupled = config().weightDecayMode == WeightDecayMode::Coupled;
    const double beta1 = step.hyperparameters.momentum, beta2 = config().beta2;
    const double rate = step.hyperparameters.learningRate * part.lrMultiplier;
    const double decay = step.hyperparameters.weightDecay * part.decayMultiplier;
    OptimizerState& moments = mutableState();
    detail::updateKernels().adam(step.parameters.weights.data() + part.begin,
                                 moments.velocity.data() + part.begin,
                                 moments.secondMoment.data() + part.begin, gradients, part.end - part.begin,
                                 {.gradientScale = step.gradientScale,
                                  .decayScale = static_cast<float>(coupled ? decay : 0.0),
                                  .beta1 = static_cast<float>(beta1),
                                  .oneMinusBeta1 = static_cast<float>(1.0 - beta1),
                                  .beta2 = static_cast<float>(beta2),
                                  .oneMinusBeta2 = static_cast<float>(1.0 - beta2),
                                  .rootScale = static_cast<float>(1.0 / std::sqrt(correction2_)),
                                  .eps = static_cast<float>(config().eps),
                                  .stepScale = static_cast<float>(rate / correction1_),
                                  .keep = static_cast<float>(coupled ? 1.0 : 1.0 - rate * decay)});
}

} // namespace cyclo
