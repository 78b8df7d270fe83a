// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Network.h"

#include "core/engine/CrossEntropy.h"
#include "core/engine/Engine.h"
#include "core/engine/ParameterStore.h"
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
          classes(static_cast<std::int64_t>(plan->result().size()) / batchSize) {}

    engine::Engine engine;
    engine::ParameterStore parameters;
    std::unique_ptr<engine::Plan> plan;
    std::int64_t batchSize;
    std::int64_t classes;
};

namespace {

using Store = engine::ParameterStore;

std::vector<NamedTensor> copyAll(const Store& store, Tensor (Store::*copy)(Store::Id) const) {
    std::vector<NamedTensor> tensors;
    for (Store::Id id = 0; id < store.size(); ++id)
        tensors.push_back({store.name(id), (store.*copy)(id)});
    return tensors;
}

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

BatchResult Network::forward(std::span<const float> src, std::span<const std::int32_t> labels) {
    compiled_->plan->forward(src);
    const auto result = engine::softmaxCrossEntropy(compiled_->plan->result(), labels, compiled_->classes,
                                                    compiled_->plan->diffResult());
    return {result.loss, result.correct};
}

void Network::backward() {
    compiled_->plan->backward();
}

ParameterView Network::parameters() {
    return {compiled_->parameters.flatWeights(), compiled_->parameters.flatGradients()};
}

std::span<const float> Network::logits() const {
    return compiled_->plan->result();
}

std::vector<NamedTensor> Network::weights() const {
    return copyAll(compiled_->parameters, &Store::plainWeights);
}

std::vector<NamedTensor> Network::gradients() const {
    return copyAll(compiled_->parameters, &Store::plainGradient);
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
    Network network(std::make_unique<Network::Compiled>(spec, options));
    network.setWeights(initialWeights(spec, options.src, options.seed));
    return network;
}

} // namespace cyclo
