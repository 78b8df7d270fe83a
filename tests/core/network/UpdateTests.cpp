// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "core/network/Network.h"
#include "core/optim/Optimizer.h"
#include "tests/support/Catch.h"
#include "tests/support/LayerCases.h"

using namespace cyclo;
using cyclo::test::randomSamples;

namespace {

struct UpdateCase {
    const char* network;
    SampleShape src;
    std::int64_t batch;
};

/// Inner products that update their weights by themselves, with panels and tiles that are cut; some that do
/// not; and multipliers of single layers.
UpdateCase anyCase() {
    return GENERATE(UpdateCase{"mlp:130,70", {1, 9, 9}, 130}, UpdateCase{"lenet", {1, 28, 28}, 128},
                    UpdateCase{"cifar10-full", {3, 32, 32}, 12}, UpdateCase{"resnet20", {3, 16, 16}, 3});
}

struct TrainedState {
    NetworkState network;
    OptimizerState optimizer;

    bool operator==(const TrainedState&) const = default;
};

/// After some steps, each of which makes the way back and moves the weights by `move`.
template <class Move>
TrainedState trained(const UpdateCase& with, int threads, const OptimizerConfig& config, const Move& move) {
    Network network = compile(networkFromSpec(with.network, 10),
                              {.src = with.src, .batchSize = with.batch, .threads = threads, .seed = 2});
    const auto optimizer = makeOptimizer(config, network.parameters().weights.size(), threads);
    const auto samples = randomSamples(with.src, with.batch, 10);
    for (int step = 0; step < 3; ++step) {
        network.forward(samples.values, samples.labels);
        move(network, *optimizer,
             StepHyperparameters{.learningRate = 0.01 * (1 + step), .momentum = 0.9, .weightDecay = 1e-3});
    }
    return {network.state(), optimizer->state()};
}

} // namespace

TEST_CASE("An update within the way back moves all as one behind it does, to the bit",
          "[network][optim][openmp]") {
    const UpdateCase with = anyCase();
    const auto kind = GENERATE(OptimizerKind::Sgd, OptimizerKind::Nesterov, OptimizerKind::Adam);
    const int threads = GENERATE(1, 2);
    CAPTURE(with.network, toString(kind), threads);
    const OptimizerConfig config = usualConfig(kind);
    const TrainedState behind = trained(
        with, threads, config, [](Network& network, Optimizer& optimizer, const StepHyperparameters& now) {
            network.backward();
            optimizer.step(network.parameters(), now);
        });
    const TrainedState within = trained(
        with, threads, config, [](Network& network, Optimizer& optimizer, const StepHyperparameters& now) {
            optimizer.begin(network.parameters(), now);
            network.backward(optimizer);
        });
    CHECK(within == behind);
}
