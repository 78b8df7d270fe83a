// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/NormWatch.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

/// "conv1" of "conv1.weight".
std::string layerOf(const std::string& tensor) {
    return tensor.substr(0, tensor.rfind('.'));
}

} // namespace

NormWatch::NormWatch(Network& network) : network_(network) {
    for (const ParameterRange& range : network.parameterRanges()) {
        const std::string layer = layerOf(range.name);
        if (layers_.empty() || layers_.back() != layer) layers_.push_back(layer);
        addParts(range.begin, range.end, layers_.size() - 1);
    }
    squares_.resize(parts_.size());
    records_.reserve(kKept);
}

void NormWatch::addParts(std::size_t begin, std::size_t end, std::size_t layer) {
    constexpr std::size_t kLargest = 4096; // so that threads share a large tensor
    for (; begin < end; begin += kLargest)
        parts_.push_back({.begin = begin, .size = std::min(kLargest, end - begin), .layer = layer});
}

void NormWatch::look(std::int64_t step, double learningRate, double loss) {
    const ParameterView view = network_.parameters();
    const auto squaredNorms = detail::updateKernels().squaredNorms;
    const auto count = static_cast<std::ptrdiff_t>(parts_.size());
#pragma omp parallel for num_threads(network_.threads()) schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const Part& part = parts_[static_cast<std::size_t>(i)];
        squares_[static_cast<std::size_t>(i)] =
            squaredNorms(view.weights.data() + part.begin, view.gradients.data() + part.begin, part.size);
    }
    NormRecord& now = record(step, learningRate, loss);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        LayerNorms& layer = now.layers[parts_[i].layer];
        layer.weights += static_cast<double>(squares_[i].first);
        layer.gradient = layer.gradient.value_or(0.0) + static_cast<double>(squares_[i].second);
    }
    for (LayerNorms& layer : now.layers)
        layer = {.weights = std::sqrt(layer.weights), .gradient = std::sqrt(*layer.gradient)};
}

NormRecord& NormWatch::record(std::int64_t step, double learningRate, double loss) {
    if (records_.size() < kKept) records_.emplace_back();
    NormRecord& now = records_[next_];
    next_ = (next_ + 1) % kKept;
    now.step = step;
    now.learningRate = learningRate;
    now.loss = loss;
    now.layers.assign(layers_.size(), LayerNorms{});
    return now;
}

Diagnosis NormWatch::diagnose(std::int64_t step, double learningRate, double loss) {
    look(step, learningRate, loss);
    Diagnosis diagnosis{.layers = layers_, .lastSteps = records_, .first = {}};
    auto& steps = diagnosis.lastSteps;
    if (steps.size() == kKept) std::ranges::rotate(steps, steps.begin() + static_cast<std::ptrdiff_t>(next_));
    for (LayerNorms& layer : steps.back().layers)
        layer.gradient.reset(); // the buffer still holds that of the step before
    diagnosis.first = firstToLeave(layers_, steps);
    return diagnosis;
}

} // namespace cyclo
