// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/Sgd.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

struct Coefficients {
    float learningRate;
    float momentum;
    float weightDecay;
};

/// One pass over [begin, end): each value is read and written once.
template <bool kNesterov>
void update(float* __restrict weights, float* __restrict velocity, const float* __restrict gradients,
            std::ptrdiff_t begin, std::ptrdiff_t end, Coefficients c) {
#pragma omp simd
    for (std::ptrdiff_t i = begin; i < end; ++i) {
        const float gradient = gradients[i] + c.weightDecay * weights[i];
        velocity[i] = c.momentum * velocity[i] + gradient;
        weights[i] -= c.learningRate * (kNesterov ? gradient + c.momentum * velocity[i] : velocity[i]);
    }
}

} // namespace

Sgd::Sgd(const OptimizerConfig& config, std::size_t size, int threads)
    : config_(config), threads_(std::max(threads, 1)), state_{std::vector<float>(size, 0.f)} {}

void Sgd::step(const ParameterView& parameters, const StepHyperparameters& hyperparameters) {
    if (parameters.weights.size() != state_.velocity.size())
        throw std::invalid_argument("the optimizer was made for " + std::to_string(state_.velocity.size()) +
                                    " parameters, got " + std::to_string(parameters.weights.size()));
    const Coefficients coefficients{static_cast<float>(hyperparameters.learningRate),
                                    static_cast<float>(hyperparameters.momentum),
                                    static_cast<float>(hyperparameters.weightDecay)};
    const auto size = static_cast<std::ptrdiff_t>(state_.velocity.size());
    constexpr std::ptrdiff_t kChunk = 4096;
    const std::ptrdiff_t chunks = (size + kChunk - 1) / kChunk;
    float* weights = parameters.weights.data();
    float* velocity = state_.velocity.data();
    const float* gradients = parameters.gradients.data();
    const bool nesterov = config_.kind == OptimizerKind::Nesterov;
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < chunks; ++chunk) {
        const std::ptrdiff_t begin = chunk * kChunk, end = std::min(begin + kChunk, size);
        if (nesterov)
            update<true>(weights, velocity, gradients, begin, end, coefficients);
        else
            update<false>(weights, velocity, gradients, begin, end, coefficients);
    }
}

void Sgd::setState(const OptimizerState& state) {
    if (state.velocity.size() != state_.velocity.size())
        throw std::invalid_argument("the state is of " + std::to_string(state.velocity.size()) +
                                    " parameters, the optimizer has " +
                                    std::to_string(state_.velocity.size()));
    state_ = state;
}

} // namespace cyclo
