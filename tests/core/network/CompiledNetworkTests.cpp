// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "core/network/Network.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"
#include "tests/support/NaiveNetwork.h"

using namespace cyclo;
using cyclo::test::NaiveNetwork;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

struct Case {
    std::string what;
    SampleShape src;
    std::vector<LayerSpec> layers;
};

std::vector<Case> cases() {
    const Linear out{.outFeatures = 3};
    return {
        {"linear", {5, 1, 1}, {out}},
        {"linear on an image", {2, 3, 4}, {out}},
        {"linear, ReLU, linear", {6, 1, 1}, {Linear{.outFeatures = 7}, Relu{}, out}},
        {"ReLU first", {6, 1, 1}, {Relu{}, out}},
        {"convolution", {1, 6, 6}, {Conv2d{.outChannels = 4, .kernelSize = 3}, out}},
        {"convolution of three channels", {3, 6, 5}, {Conv2d{.outChannels = 2, .kernelSize = 3}, out}},
        {"convolution with padding and stride",
         {2, 7, 7},
         {Conv2d{.outChannels = 5, .kernelSize = 5, .stride = 2, .padding = 2}, out}},
        {"convolution with ReLU", {1, 6, 6}, {Conv2d{.outChannels = 4, .kernelSize = 3}, Relu{}, out}},
        {"two convolutions in blocks of 16",
         {1, 7, 7},
         {Conv2d{.outChannels = 16, .kernelSize = 3}, Relu{}, Conv2d{.outChannels = 16, .kernelSize = 3},
          out}},
        {"two convolutions of odd widths",
         {1, 7, 7},
         {Conv2d{.outChannels = 3, .kernelSize = 3}, Conv2d{.outChannels = 5, .kernelSize = 3}, out}},
        {"max pooling",
         {1, 8, 8},
         {Conv2d{.outChannels = 3, .kernelSize = 3}, MaxPool2d{.kernelSize = 2, .stride = 2}, out}},
        {"overlapping pooling, then ReLU",
         {1, 8, 8},
         {Conv2d{.outChannels = 3, .kernelSize = 3}, MaxPool2d{.kernelSize = 3, .stride = 2}, Relu{}, out}},
        {"pooling of the input", {1, 6, 6}, {MaxPool2d{.kernelSize = 2, .stride = 2}, out}},
    };
}

struct Samples {
    std::vector<float> values;
    std::vector<std::int32_t> labels;
};

Samples randomSamples(const SampleShape& src, std::int64_t count, int classes) {
    Rng rng(5, "samples");
    Samples samples;
    for (std::int64_t i = 0; i < count * src.count(); ++i)
        samples.values.push_back(static_cast<float>(rng.normal()));
    for (std::int64_t i = 0; i < count; ++i)
        samples.labels.push_back(static_cast<std::int32_t>(rng.below(static_cast<std::uint64_t>(classes))));
    return samples;
}

/// Weights with biases that are not zero, so that a forgotten bias shows.
std::vector<NamedTensor> randomWeights(const Network& network) {
    Rng rng(9, "weights");
    auto weights = network.weights();
    for (NamedTensor& tensor : weights)
        for (float& value : tensor.tensor.values)
            value = static_cast<float>(0.5 * rng.normal());
    return weights;
}

} // namespace

TEST_CASE("A compiled network computes what plain loops compute", "[network][engine]") {
    for (const Case& c : cases()) {
        DYNAMIC_SECTION(c.what) {
            const std::int64_t batch = 4;
            const NetworkSpec spec{.name = c.what, .initialization = Initialization::He, .layers = c.layers};
            Network network = compile(spec, {.src = c.src, .batchSize = batch, .threads = 1, .seed = 1});
            const NaiveNetwork naive{spec, c.src, randomWeights(network)};
            network.setWeights(naive.weights);
            const Samples samples = randomSamples(c.src, batch, 3);

            const BatchResult result = network.forward(samples.values, samples.labels);
            // f32 sums of fewer than 200 products of size 1: errors near 1e-6; a wrong term shows at 0.1.
            CHECK_THAT(result.loss, WithinAbs(naive.loss(samples.values, samples.labels), 2e-5));
            const auto expected = naive.logits(samples.values, batch);
            REQUIRE(network.logits().size() == expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i)
                CHECK_THAT(static_cast<double>(network.logits()[i]), WithinAbs(expected[i], 5e-5));
        }
    }
}

TEST_CASE("Gradients of a compiled network equal central differences of plain loops", "[network][engine]") {
    for (const Case& c : cases()) {
        DYNAMIC_SECTION(c.what) {
            const std::int64_t batch = 3;
            const NetworkSpec spec{.name = c.what, .initialization = Initialization::He, .layers = c.layers};
            Network network = compile(spec, {.src = c.src, .batchSize = batch, .threads = 1, .seed = 1});
            const NaiveNetwork naive{spec, c.src, randomWeights(network)};
            network.setWeights(naive.weights);
            const Samples samples = randomSamples(c.src, batch, 3);

            network.forward(samples.values, samples.labels);
            network.backward();
            const auto gradients = network.gradients();
            REQUIRE(gradients.size() == naive.weights.size());
            for (std::size_t t = 0; t < gradients.size(); ++t) {
                const auto& values = gradients[t].tensor.values;
                const std::size_t stride = std::max<std::size_t>(1, values.size() / 40);
                for (std::size_t e = 0; e < values.size(); e += stride) {
                    INFO(gradients[t].name << "[" << e << "]");
                    // Central differences err by h²·f'''/6, about 1e-8; f32 by 1e-6. Typical gradients are
                    // 0.1.
                    CHECK_THAT(static_cast<double>(values[e]),
                               WithinAbs(naive.gradient(t, e, samples.values, samples.labels), 3e-5) ||
                                   WithinRel(naive.gradient(t, e, samples.values, samples.labels), 1e-4));
                }
            }
        }
    }
}

TEST_CASE("A short batch counts its own samples only", "[network]") {
    const NetworkSpec spec = networkFromSpec("mlp:8", 3);
    Network network = compile(spec, {.src = {4, 1, 1}, .batchSize = 5, .threads = 1, .seed = 2});
    Samples samples = randomSamples({4, 1, 1}, 5, 3);
    samples.labels.resize(2);
    const NaiveNetwork naive{spec, {4, 1, 1}, network.weights()};
    const BatchResult result = network.forward(samples.values, samples.labels);
    CHECK_THAT(result.loss, WithinAbs(naive.loss(samples.values, samples.labels), 1e-5));
    CHECK(result.correct <= 2);

    SECTION("and so does its gradient") {
        network.backward();
        const double expected = naive.gradient(0, 1, samples.values, samples.labels);
        CHECK_THAT(static_cast<double>(network.gradients()[0].tensor.values[1]), WithinAbs(expected, 3e-5));
    }
}

TEST_CASE("A non-finite weight gives a non-finite loss and no crash", "[network]") {
    Network network =
        compile(networkFromSpec("mlp:8", 3), {.src = {4, 1, 1}, .batchSize = 2, .threads = 1, .seed = 2});
    auto weights = network.weights();
    weights[3].tensor.values[0] =
        GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity());
    network.setWeights(weights);
    const Samples samples = randomSamples({4, 1, 1}, 2, 3);
    CHECK_FALSE(std::isfinite(network.forward(samples.values, samples.labels).loss));
}

TEST_CASE("Weights of another network are refused and change nothing", "[network]") {
    Network network =
        compile(networkFromSpec("mlp:8", 3), {.src = {4, 1, 1}, .batchSize = 2, .threads = 1, .seed = 2});
    const auto before = network.weights();
    auto other = before;
    SECTION("missing tensor") {
        other.pop_back();
    }
    SECTION("one too many") {
        other.push_back({"fc9.bias", {{1}, {0.f}}});
    }
    SECTION("other shape") {
        other[1].tensor = {{9}, std::vector<float>(9)};
    }
    other[0].tensor.values[0] += 1;
    CHECK_THROWS_AS(network.setWeights(other), std::invalid_argument);
    CHECK(network.weights() == before);
}

TEST_CASE("The same seed gives the same initial weights whatever the batch and thread count", "[network]") {
    const NetworkSpec spec = networkFromSpec("lenet", 10);
    const auto weights =
        compile(spec, {.src = {1, 28, 28}, .batchSize = 1, .threads = 1, .seed = 7}).weights();
    CHECK(compile(spec, {.src = {1, 28, 28}, .batchSize = 3, .threads = 2, .seed = 7}).weights() == weights);
    CHECK(compile(spec, {.src = {1, 28, 28}, .batchSize = 1, .threads = 1, .seed = 8}).weights() != weights);
    // Xavier: uniform in ±sqrt(3 / 800) for fc1, so the variance is 1/800; over 400,000 draws it is known to
    // 0.3 %.
    const auto& fc1 = weights[4];
    REQUIRE(fc1.name == "fc1.weight");
    double squares = 0;
    for (float value : fc1.tensor.values)
        squares += static_cast<double>(value) * value;
    CHECK_THAT(squares / 400000.0, WithinRel(1.0 / 800.0, 0.01));
}
