// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/Optimizer.h"

#include "core/optim/Adam.h"
#include "core/optim/ParameterPass.h"
#include "core/optim/Sgd.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace cyclo {

Optimizer::Optimizer(const OptimizerConfig& config, OptimizerState state, int threads)
    : config_(config), threads_(std::max(threads, 1)), state_(std::move(state)) {
    validate(config_);
}

void Optimizer::begin(const ParameterView& parameters, const StepHyperparameters& hyperparameters) {
    const std::size_t size = state_.velocity.size();
    if (parameters.weights.size() != size || parameters.gradients.size() != size)
        throw std::invalid_argument("the optimizer was made for " + std::to_string(size) +
                                    " parameters, got " + std::to_string(parameters.weights.size()) +
                                    " with " + std::to_string(parameters.gradients.size()) + " gradients");
    step_ = {parameters, hyperparameters, clippingScale(parameters)};
    ++state_.steps;
    prepare(step_);
}

void Optimizer::apply(std::size_t begin, std::span<const float> gradients) {
    detail::forEachPart(step_.parameters.segments, begin, begin + gradients.size(),
                        [&](const detail::ParameterPart& part) {
                            update(step_, part, gradients.data() + (part.begin - begin));
                        });
}

void Optimizer::step(const ParameterView& parameters, const StepHyperparameters& hyperparameters) {
    begin(parameters, hyperparameters);
    applyToAll(parameters, threads_, *this);
}

float Optimizer::clippingScale(const ParameterView& parameters) const {
    if (!config_.clipNorm) return 1.f;
    const double norm = std::sqrt(detail::squaredNorm(parameters.gradients, threads_));
    return static_cast<float>(std::min(1.0, *config_.clipNorm / (norm + 1e-6)));
}

void Optimizer::setState(const OptimizerState& state) {
    if (state.velocity.size() != state_.velocity.size())
        throw std::invalid_argument("the state is of " + std::to_string(state.velocity.size()) +
                                    " parameters, the optimizer has " +
                                    std::to_string(state_.velocity.size()));
    if (state.secondMoment.size() != state_.secondMoment.size())
        throw std::invalid_argument("the state is of another optimizer than " + toString(config_.kind));
    state_ = state;
}

std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::size_t size, int threads) {
    if (isAdam(config.kind)) return std::make_unique<Adam>(config, size, threads);
    return std::make_unique<Sgd>(config, size, threads);
}

} // namespace cyclo
