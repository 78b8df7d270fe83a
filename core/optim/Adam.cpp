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

void Adam::update(const ParameterView& parameters, const StepHyperparameters& hyperparameters,
                  float gradientScale) {
    const bool coupled = config().weightDecayMode == WeightDecayMode::Coupled;
    const double beta1 = hyperparameters.momentum, beta2 = config().beta2;
    const auto steps = static_cast<double>(state().steps);
    const double correction1 = 1.0 - std::pow(beta1, steps);
    const double correction2 = 1.0 - std::pow(beta2, steps);
    const auto& kernels = detail::updateKernels();
    auto& [first, second, count] = mutableState();
    detail::forEachPart(parameters, threads(), [&](const detail::ParameterPart& part) {
        const double rate = hyperparameters.learningRate * part.lrMultiplier;
        const double decay = hyperparameters.weightDecay * part.decayMultiplier;
        kernels.adam(parameters.weights.data() + part.begin, first.data() + part.begin,
                     second.data() + part.begin, parameters.gradients.data() + part.begin,
                     part.end - part.begin,
                     {.gradientScale = gradientScale,
                      .decayScale = static_cast<float>(coupled ? decay : 0.0),
                      .beta1 = static_cast<float>(beta1),
                      .oneMinusBeta1 = static_cast<float>(1.0 - beta1),
                      .beta2 = static_cast<float>(beta2),
                      .oneMinusBeta2 = static_cast<float>(1.0 - beta2),
                      .rootScale = static_cast<float>(1.0 / std::sqrt(correction2)),
                      .eps = static_cast<float>(config().eps),
                      .stepScale = static_cast<float>(rate / correction1),
                      .keep = static_cast<float>(coupled ? 1.0 : 1.0 - rate * decay)});
    });
}

} // namespace cyclo
