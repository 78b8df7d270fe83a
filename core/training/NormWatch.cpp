// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/NormWatch.h"

#include "core/optim/ParameterPass.h"
#include "core/optim/UpdateKernels.h"

#include <algorithm>
#include <cmath>
#include <omp.h>

namespace cyclo {

namespace {

/// "conv1" of "conv1.weight".
std::string layerOf(const std::string& tensor) {
    return tensor.substr(0, tensor.rfind('.'));
}

struct Nothing final : ParameterUpdate {
    void apply(std::size_t, std::span<const float>) override {}
};

} // namespace

NormWatch::NormWatch(Network& network) : network_(network) {
    for (const ParameterRange& range : network.parameterRanges()) {
        const std::string layer = layerOf(range.name);
        if (layers_.empty() || layers_.back() != layer) {
            layers_.push_back(layer);
            ends_.emplace_back();
        }
        ends_.back() = range.end;
    }
    layersPadded_ = layers_.size() + 64 / sizeof(Sums);
    sums_.resize(layersPadded_ * static_cast<std::size_t>(network.threads()));
    records_.reserve(kKept);
}

void NormWatch::begin(std::int64_t step, double learningRate, double loss, ParameterUpdate& update) {
    if (records_.size() < kKept) records_.emplace_back();
    NormRecord& now = records_[next_];
    now.step = step;
    now.learningRate = learningRate;
    now.loss = loss;
    now.layers.resize(layers_.size());
    weights_ = network_.parameters().weights;
    update_ = &update;
    std::ranges::fill(sums_, Sums{});
}

void NormWatch::apply(std::size_t begin, std::span<const float> gradients) {
    const auto thread = static_cast<std::size_t>(omp_get_thread_num());
    const std::size_t end = begin + gradients.size();
    auto layer = static_cast<std::size_t>(std::ranges::upper_bound(ends_, begin) - ends_.begin());
    for (std::size_t at = begin; at < end; ++layer) {
        const std::size_t count = std::min(end, ends_[layer]) - at;
        const auto squares = detail::updateKernels().squaredNorms(weights_.data() + at,
                                                                  gradients.data() + (at - begin), count);
        Sums& sums = sumsOf(thread, layer);
        sums.weights += static_cast<double>(squares.first);
        sums.gradient += static_cast<double>(squares.second);
        at += count;
    }
    update_->apply(begin, gradients);
}

void NormWatch::end() {
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        Sums all;
        for (std::size_t thread = 0; thread < sums_.size() / layersPadded_; ++thread) {
            all.weights += sumsOf(thread, layer).weights;
            all.gradient += sumsOf(thread, layer).gradient;
        }
        records_[next_].layers[layer] = {.weights = std::sqrt(all.weights),
                                         .gradient = std::sqrt(all.gradient)};
    }
    next_ = (next_ + 1) % kKept;
}

Diagnosis NormWatch::diagnose(std::int64_t step, double learningRate, double loss) {
    Nothing nothing;
    begin(step, learningRate, loss, nothing);
    applyToAll(network_.parameters(), network_.threads(), *this);
    end();
    Diagnosis diagnosis{.layers = layers_, .lastSteps = records_, .first = {}};
    auto& steps = diagnosis.lastSteps;
    if (steps.size() == kKept) std::ranges::rotate(steps, steps.begin() + static_cast<std::ptrdiff_t>(next_));
    for (LayerNorms& layer : steps.back().layers)
        layer.gradient.reset(); // the buffer still holds that of the step before
    diagnosis.first = firstToLeave(layers_, steps);
    return diagnosis;
}

} // namespace cyclo
