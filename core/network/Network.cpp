// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Network.h"

#include "core/engine/CrossEntropy.h"
#include "core/engine/Engine.h"
#include "core/engine/ParameterStore.h"
#include "core/engine/SquaredError.h"
#include "core/network/Initialization.h"
#include "core/network/PlanLayers.h"

#include <algorithm>
#include <stdexcept>

namespace cyclo {

struct Network::Compiled {
    Compiled(const NetworkSpec& spec, const CompileOptions& options)
        : engine(options.threads),
          parameters(engine.handle()),
          plan(planLayers(engine, parameters, spec, options)),
          batchSize(options.batchSize),
          classes(static_cast<std::int64_t>(plan->result().size()) / batchSize) {
        // Multipliers that are all 1 are left out, so that the optimizer passes over one range.
        const auto& segments = parameters.segments();
        hasMultipliers = std::ranges::any_of(
            segments, [](const auto& s) { return s.lrMultiplier != 1.0 || s.decayMultiplier != 1.0; });
    }

    BatchResult run(std::span<const float> src, std::span<const std::int32_t> labels, engine::Phase phase);
    BatchResult run(std::span<const float> src, std::span<const float> targets, engine::Phase phase);

    engine::Engine engine;
    engine::ParameterStore parameters;
    std::unique_ptr<engine::Plan> plan;
    std::int64_t batchSize;
    std::int64_t classes;
    bool hasMultipliers = false;
};

namespace {

using Store = engine::ParameterStore;

const NamedTensor& tensorFor(const std::vector<NamedTensor>& tensors, const std::string& name,
                             const Shape& shape) {
    const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
    if (found == tensors.end())
        throw std::invalid_argument("the weights have no tensor '" + name + "' of shape " + toString(shape) +
                                    "; they are of another network");
    const Tensor& tensor = found->tensor;
    if (tensor.shape != shape || static_cast<std::int64_t>(tensor.values.size()) != elementCount(shape))
        throw std::invalid_argument("tensor '" + name + "' of the weights has shape " +
                                    toString(tensor.shape) + "; the network needs " + toString(shape));
    return *found;
}

} // namespace

Network::Network(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Network::Network(Network&&) noexcept = default;
Network::~Network() = default;

std::int64_t Network::batchSize() const {
    return compiled_->batchSize;
}

int Network::threads() const {
    return compiled_->engine.threads();
}

std::int64_t Network::parameterCount() const {
    return compiled_->parameters.elements();
}

bool Network::hasStatistics() const {
    return !compiled_->parameters.flatStatistics().empty();
}

BatchResult Network::Compiled::run(std::span<const float> src, std::span<const std::int32_t> labels,
                                   engine::Phase phase) {
    plan->forward(src, phase);
    const bool training = phase == engine::Phase::Training;
    const auto result = engine::softmaxCrossEntropy(plan->result(), labels, classes,
                                                    training ? plan->diffResult() : std::span<float>{});
    return {result.loss, result.correct};
}

BatchResult Network::Compiled::run(std::span<const float> src, std::span<const float> targets,
                                   engine::Phase phase) {
    plan->forward(src, phase);
    const bool training = phase == engine::Phase::Training;
    return {
        engine::meanSquaredError(plan->result(), targets, training ? plan->diffResult() : std::span<float>{}),
        0};
}

BatchResult Network::forward(std::span<const float> src, std::span<const std::int32_t> labels) {
    return compiled_->run(src, labels, engine::Phase::Training);
}

BatchResult Network::evaluate(std::span<const float> src, std::span<const std::int32_t> labels) {
    return compiled_->run(src, labels, engine::Phase::Evaluation);
}

BatchResult Network::forward(std::span<const float> src, std::span<const float> targets) {
    return compiled_->run(src, targets, engine::Phase::Training);
}

BatchResult Network::evaluate(std::span<const float> src, std::span<const float> targets) {
    return compiled_->run(src, targets, engine::Phase::Evaluation);
}

void Network::backward() {
    compiled_->plan->backward();
}

void Network::backward(ParameterUpdate& update) {
    compiled_->plan->backward(update);
}

ParameterView Network::parameters() {
    Store& store = compiled_->parameters;
    ParameterView view{.weights = store.flatWeights(), .gradients = store.flatGradients(), .segments = {}};
    if (compiled_->hasMultipliers) view.segments = store.segments();
    return view;
}

std::vector<ParameterRange> Network::parameterRanges() const {
    const Store& store = compiled_->parameters;
    std::vector<ParameterRange> ranges;
    for (Store::Id id = 0; id < store.size(); ++id) {
        if (store.isStatistic(id)) continue;
        const ParameterSegment& segment = store.segments()[ranges.size()];
        ranges.push_back({.name = store.name(id), .begin = segment.begin, .end = segment.end});
    }
    return ranges;
}

std::span<const float> Network::logits() const {
    return compiled_->plan->result();
}

std::vector<NamedTensor> Network::weights() const {
    const Store& store = compiled_->parameters;
    std::vector<NamedTensor> tensors;
    for (Store::Id id = 0; id < store.size(); ++id)
        tensors.push_back({store.name(id), store.plainWeights(id)});
    return tensors;
}

std::vector<NamedTensor> Network::gradients() const {
    const Store& store = compiled_->parameters;
    std::vector<NamedTensor> tensors;
    for (Store::Id id = 0; id < store.size(); ++id)
        if (!store.isStatistic(id)) tensors.push_back({store.name(id), store.plainGradient(id)});
    return tensors;
}

NetworkState Network::state() const {
    const auto copy = [](std::span<const float> values) {
        return std::vector<float>(values.begin(), values.end());
    };
    return {.weights = copy(compiled_->parameters.flatWeights()),
            .statistics = copy(compiled_->parameters.flatStatistics()),
            .trainingPasses = compiled_->plan->trainingPasses()};
}

void Network::setState(const NetworkState& state) {
    Store& store = compiled_->parameters;
    if (state.weights.size() != store.flatWeights().size() ||
        state.statistics.size() != store.flatStatistics().size())
        throw std::invalid_argument("the state is of another network");
    std::ranges::copy(state.weights, store.flatWeights().begin());
    std::ranges::copy(state.statistics, store.flatStatistics().begin());
    compiled_->plan->setTrainingPasses(state.trainingPasses);
}

double Network::primitiveSeconds() {
    return compiled_->plan->secondsAlone();
}

void Network::setWeights(const std::vector<NamedTensor>& weights) {
    Store& store = compiled_->parameters;
    std::vector<const NamedTensor*> found;
    for (Store::Id id = 0; id < store.size(); ++id)
        found.push_back(&tensorFor(weights, store.name(id), store.shape(id)));
    if (weights.size() != found.size())
        throw std::invalid_argument("the weights have " + std::to_string(weights.size()) +
                                    " tensors, the network has " + std::to_string(found.size()));
    for (Store::Id id = 0; id < store.size(); ++id)
        store.setWeights(id, found[id]->tensor.values);
}

Network compile(const NetworkSpec& spec, const CompileOptions& options) {
    if (options.batchSize < 1)
        throw std::invalid_argument("batch must be at least 1, got " + std::to_string(options.batchSize));
    if (!canCompute(options.precision))
        throw std::invalid_argument("precision " + toString(options.precision) +
                                    ": this processor does not compute in it; take f32");
    Network network(std::make_unique<Network::Compiled>(spec, options));
    network.setWeights(initialWeights(spec, options.src, options.seed));
    return network;
}

} // namespace cyclo
