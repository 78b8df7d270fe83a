// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Bf16.h"
#include "core/network/NamedNetworks.h"
#include "core/network/Network.h"
#include "core/optim/Sgd.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"
#include "tests/support/LayerCases.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::LayerCase;
using cyclo::test::layerCases;
using cyclo::test::randomSamples;
using cyclo::test::RandomSamples;

namespace {

/// Prints "skipped: ..." where this processor has no bf16, so that nobody takes silence for a pass.
bool skipWithoutBf16() {
    if (canCompute(Precision::Bf16)) return false;
    WARN("skipped: oneDNN has no bf16 for this processor (it wants AVX-512)");
    SUCCEED();
    return true;
}

Network networkIn(Precision precision, const NetworkSpec& spec, const SampleShape& src,
                  std::int64_t batchSize) {
    return compile(spec,
                   {.src = src, .batchSize = batchSize, .threads = 1, .seed = 3, .precision = precision});
}

void roundAll(std::vector<float>& values) {
    for (float& value : values)
        value = engine::Bf16(value);
}

/// Biases are not zero, so that a forgotten one shows.
std::vector<NamedTensor> weightsFor(const Network& network) {
    Rng rng(9, "biases");
    auto weights = network.weights();
    for (NamedTensor& tensor : weights)
        if (tensor.name.ends_with(".bias"))
            for (float& value : tensor.tensor.values)
                value += static_cast<float>(0.1 * rng.normal());
    return weights;
}

/// |a - b| / |b| over all values.
double relativeError(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    REQUIRE(a.size() == b.size());
    double difference = 0, length = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
        REQUIRE(a[t].name == b[t].name);
        REQUIRE(a[t].tensor.shape == b[t].tensor.shape);
        for (std::size_t i = 0; i < b[t].tensor.values.size(); ++i) {
            const double x = a[t].tensor.values[i], y = b[t].tensor.values[i];
            difference += (x - y) * (x - y);
            length += y * y;
        }
    }
    return std::sqrt(difference / length);
}

struct Pass {
    double loss = 0, evaluated = 0;
    std::vector<NamedTensor> gradients;
};

Pass passOf(Network& network, const std::vector<NamedTensor>& weights, const RandomSamples& samples) {
    network.setWeights(weights);
    NetworkState state = network.state();
    state.trainingPasses = 0; // dropout draws the same again
    network.setState(state);
    Pass pass;
    pass.evaluated = network.evaluate(samples.values, samples.labels).loss;
    pass.loss = network.forward(samples.values, samples.labels).loss;
    network.backward();
    pass.gradients = network.gradients();
    return pass;
}

/// A network in bf16 beside the same in f32. Where rounding tips a ReLU or a maximum over, a gradient goes
/// another way; the more layers, the more of them. How much that is, f32 tells by itself: it is asked what
/// rounding weights and samples does to its gradient. bf16 rounds the results of layers and their gradients,
/// which is of the same size.
void compare(const NetworkSpec& spec, const SampleShape& src, std::int64_t batchSize, int classes) {
    Network exact = networkIn(Precision::F32, spec, src, batchSize);
    Network rounded = networkIn(Precision::Bf16, spec, src, batchSize);
    auto weights = weightsFor(exact);
    RandomSamples samples = randomSamples(src, batchSize, classes);
    const Pass unrounded = passOf(exact, weights, samples);
    for (NamedTensor& tensor : weights)
        roundAll(tensor.tensor.values);
    roundAll(samples.values);
    const Pass expected = passOf(exact, weights, samples);
    const Pass found = passOf(rounded, weights, samples);

    const double sensitivity = relativeError(unrounded.gradients, expected.gradients);
    const double error = relativeError(found.gradients, expected.gradients);
    CAPTURE(spec.name, sensitivity, expected.loss, found.loss);
    CHECK(sensitivity < 0.3); // what is wrong makes an error of 1 or so
    CHECK(error < 0.03 + 2 * sensitivity); // in a small network one maximum tipped over is 1 or 2 % already
    CHECK(error > 1e-5); // it is bf16 that computed
    CHECK(std::abs(found.loss - expected.loss) < 0.01 * expected.loss);
    CHECK(std::abs(found.evaluated - expected.evaluated) < 0.01 * expected.evaluated);
}

} // namespace

TEST_CASE("Each kind of layer computes in bf16 what it computes in f32, but for rounding",
          "[network][bf16]") {
    if (skipWithoutBf16()) return;
    for (const LayerCase& c : layerCases()) {
        DYNAMIC_SECTION(c.what) {
            compare({.name = c.what, .initialization = Initialization::He, .layers = c.layers}, c.src, 8, 3);
        }
    }
}

TEST_CASE("Named networks compute in bf16 what they compute in f32, but for rounding", "[network][bf16]") {
    if (skipWithoutBf16()) return;
    struct Case {
        std::string net;
        SampleShape src;
    };
    const auto c = GENERATE(values<Case>({{"mlp:64,32", {1, 28, 28}},
                                          {"lenet", {1, 28, 28}},
                                          {"cnn3", {3, 32, 32}},
                                          {"cifar10-full", {3, 32, 32}},
                                          {"resnet8", {3, 32, 32}},
                                          {"resnet20", {3, 16, 16}}}));
    compare(networkFromSpec(c.net, 10), c.src, 8, 10);
}

TEST_CASE("Convolutions of blocks of channels compute in bf16 what they compute in f32, but for rounding",
          "[network][bf16]") {
    if (skipWithoutBf16()) return;
    // 8192 places and 2048: enough for the engine's own gradient of the weights.
    const auto convolution = [](int channels, int stride) {
        return Conv2d{.outChannels = channels, .kernelSize = 3, .stride = stride, .padding = 1};
    };
    const NetworkSpec spec{.name = "blocks",
                           .initialization = Initialization::He,
                           .layers = {convolution(32, 1), Relu{}, convolution(16, 1), Relu{},
                                      convolution(64, 2), Relu{}, Linear{.outFeatures = 10}}};
    compare(spec, {3, 16, 16}, 32, 10);
}

TEST_CASE("Dropout draws in bf16 what it draws in f32", "[network][bf16]") {
    if (skipWithoutBf16()) return;
    compare({.name = "dropout",
             .initialization = Initialization::He,
             .layers = {Linear{.outFeatures = 64}, Relu{}, Dropout{0.3}, Linear{.outFeatures = 10}}},
            {20, 1, 1}, 32, 10);
}

TEST_CASE("Weights stay in f32 beside bf16 copies that follow them", "[network][bf16]") {
    if (skipWithoutBf16()) return;
    const SampleShape src{1, 28, 28};
    Network network = networkIn(Precision::Bf16, networkFromSpec("lenet", 10), src, 4);
    const RandomSamples samples = randomSamples(src, 4, 10);
    auto weights = network.weights();
    for (NamedTensor& tensor : weights)
        for (float& value : tensor.tensor.values)
            value *= 1.f + 0x1p-12f; // less than bf16 can tell
    network.setWeights(weights);
    CHECK(network.weights() == weights);
    const double before = network.evaluate(samples.values, samples.labels).loss;
    for (float& value : network.parameters().weights)
        value *= 1.25f;
    CHECK(network.evaluate(samples.values, samples.labels).loss != before);
    network.setWeights(weights);
    CHECK(network.evaluate(samples.values, samples.labels).loss == before);
}

TEST_CASE("Training in bf16 goes the way it goes in f32, and the same way each time", "[network][bf16]") {
    if (skipWithoutBf16()) return;
    const SampleShape src{1, 12, 12};
    const NetworkSpec spec{.name = "small",
                           .initialization = Initialization::He,
                           .layers = {Conv2d{.outChannels = 16, .kernelSize = 3, .padding = 1, .bias = false},
                                      BatchNorm2d{}, Relu{}, MaxPool2d{{.kernelSize = 2, .stride = 2}},
                                      Linear{.outFeatures = 10}}};
    const RandomSamples samples = randomSamples(src, 32, 10);
    const auto losses = [&](Precision precision) {
        Network network = networkIn(precision, spec, src, 32);
        Sgd optimizer({}, network.parameters().weights.size(), 1);
        std::vector<double> seen;
        for (int step = 0; step < 12; ++step) {
            seen.push_back(network.forward(samples.values, samples.labels).loss);
            network.backward();
            optimizer.step(network.parameters(),
                           {.learningRate = 0.05, .momentum = 0.9, .weightDecay = 5e-4});
        }
        return seen;
    };
    const auto exact = losses(Precision::F32), rounded = losses(Precision::Bf16);
    for (std::size_t step = 0; step < exact.size(); ++step) {
        CAPTURE(step, exact[step], rounded[step]);
        CHECK(std::abs(rounded[step] - exact[step]) < 0.03 * exact.front());
    }
    CHECK(rounded.back() < 0.5 * rounded.front());
    CHECK(losses(Precision::Bf16) == rounded);
}

TEST_CASE("A precision that the processor does not know is refused", "[network][bf16]") {
    CHECK(precisionFromString(toString(Precision::Bf16)) == Precision::Bf16);
    CHECK(precisionFromString(toString(Precision::F32)) == Precision::F32);
    CHECK_THROWS_AS(precisionFromString("f16"), std::invalid_argument);
    CHECK(canCompute(Precision::F32));
    CHECK_NOTHROW(requireFast(Precision::F32));
    if (!canCompute(Precision::Bf16)) {
        CHECK_THROWS_AS(requireFast(Precision::Bf16), std::invalid_argument);
        CHECK_THROWS_AS(networkIn(Precision::Bf16, networkFromSpec("mlp:8", 3), {4, 1, 1}, 2),
                        std::invalid_argument);
    }
}
