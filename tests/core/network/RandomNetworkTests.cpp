// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Network.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"
#include "tests/support/LayerCases.h"
#include "tests/support/NaiveNetwork.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace cyclo;
using cyclo::test::NaiveNetwork;
using cyclo::test::RandomSamples;
using cyclo::test::randomSamples;
using cyclo::test::WithinAbs;

namespace {

constexpr int kClasses = 3;

/// A network drawn from a seed: layers in any order, branches that are summed up again, maps that are read
/// several times; so that what is fused, written in place or laid over each other in memory meets orders that
/// nobody thought of.
class RandomNetwork {
public:
    explicit RandomNetwork(std::uint64_t seed) : rng_(seed, "random network") {
        src.channels = pick<std::int64_t>({1, 3, 16});
        src.height = 5 + static_cast<std::int64_t>(rng_.below(6));
        src.width = 5 + static_cast<std::int64_t>(rng_.below(6));
        batch = pick<std::int64_t>({2, 3, 8});
        const auto length = 2 + rng_.below(8);
        while (spec.layers.size() < length)
            addLayer();
        if (rng_.below(3) == 0) add(GlobalAvgPool{});
        const std::size_t firstRow = spec.layers.size();
        while (rng_.below(3) == 0) {
            add(Linear{.outFeatures = pick<std::int64_t>({5, 16, 40})});
            if (rng_.below(2) == 0) add(Relu{});
            if (rng_.below(3) == 0) addSum(firstRow);
        }
        add(Linear{.outFeatures = kClasses});
    }

    NetworkSpec spec{.name = "random", .initialization = Initialization::He, .layers = {}};
    SampleShape src;
    std::int64_t batch = 2;

private:
    template <typename Value> Value pick(std::vector<Value> values) {
        return values[rng_.below(values.size())];
    }

    SampleShape shapeHere() const { return spec.layers.empty() ? src : summaries().back().dst; }
    std::vector<LayerSummary> summaries() const { return summarize(spec, src); }
    std::string nameHere() const { return spec.layers.empty() ? kNetworkInput : spec.layers.back().name; }

    void add(LayerOptions options, const std::string& from = {}) {
        spec.layers.emplace_back(std::move(options), "l" + std::to_string(spec.layers.size()), from);
    }

    Conv2d convolution() {
        const std::int64_t size = pick<std::int64_t>({1, 3, 3, 5});
        return {.outChannels = pick<std::int64_t>({3, 8, 16, 32, 17}),
                .kernelSize = size,
                .stride = rng_.below(4) == 0 ? 2 : 1,
                .padding = pick<std::int64_t>({0, size / 2, size / 2}),
                .bias = rng_.below(2) == 0};
    }

    PoolWindow window() {
        const std::int64_t size = pick<std::int64_t>({2, 3});
        return {.kernelSize = size,
                .stride = 1 + static_cast<std::int64_t>(rng_.below(2)),
                .padding = static_cast<std::int64_t>(rng_.below(2)),
                .ceil = rng_.below(2) == 0};
    }

    void addLayer() {
        const SampleShape here = shapeHere();
        const bool isSmall = here.height < 5 || here.width < 5;
        switch (rng_.below(9)) {
        case 0:
        case 1:
            return isSmall ? add(Conv2d{.outChannels = 16, .kernelSize = 3, .padding = 1})
                           : add(convolution());
        case 2:
        case 3:
            return add(BatchNorm2d{});
        case 4:
            return add(Relu{});
        case 5:
            return isSmall ? add(Relu{}) : add(MaxPool2d{window()});
        case 6:
            return isSmall ? add(BatchNorm2d{}) : add(AvgPool2d{window()});
        case 7:
            return addBranch();
        default:
            return addSum(0);
        }
    }

    /// A result before this one, or the input, that has as many rows and columns; read by a convolution whose
    /// result is added.
    void addBranch() {
        const SampleShape here = shapeHere();
        const std::string shortcut = nameHere();
        std::vector<std::string> from;
        if (src.height == here.height && src.width == here.width) from.push_back(kNetworkInput);
        for (const LayerSummary& layer : summaries())
            if (layer.dst.height == here.height && layer.dst.width == here.width) from.push_back(layer.name);
        const std::int64_t size = pick<std::int64_t>({1, 3});
        add(Conv2d{.outChannels = here.channels, .kernelSize = size, .padding = size / 2}, pick(from));
        if (rng_.below(2) == 0) add(BatchNorm2d{});
        add(Add{shortcut});
    }

    /// The sum with any result of the same shape, also with itself. @param first  layer that may be taken
    void addSum(std::size_t first) {
        const std::vector<LayerSummary> layers = summaries();
        std::vector<std::string> others;
        for (std::size_t i = first; i < layers.size(); ++i)
            if (layers[i].dst == layers.back().dst) others.push_back(layers[i].name);
        if (!others.empty()) add(Add{pick(others)});
    }

    Rng rng_;
};

std::string describe(const RandomNetwork& random) {
    std::string text = std::to_string(random.batch) + " x " + toString(random.src);
    const std::vector<LayerSummary> layers = summarize(random.spec, random.src);
    for (const LayerSummary& layer : layers)
        text += "; " + layer.name + " " + layer.text + " of " +
                (layer.source ? layers[*layer.source].name : kNetworkInput) + " -> " + toString(layer.dst);
    return text;
}

/// Biases that are not zero: where nothing comes, ReLU would be at its kink.
std::vector<NamedTensor> withBiases(std::vector<NamedTensor> weights) {
    Rng rng(5, "biases");
    for (NamedTensor& tensor : weights)
        if (tensor.name.ends_with(".bias"))
            for (float& value : tensor.tensor.values)
                value = static_cast<float>(0.3 * rng.normal());
    return weights;
}

double dot(const std::vector<float>& a, const std::vector<float>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// d loss / d t where the values of one tensor move by t · direction.
double slopeAlong(const NaiveNetwork& naive, const std::string& tensor, const std::vector<float>& direction,
                  const RandomSamples& samples) {
    const auto lossAt = [&](float t) {
        NaiveNetwork moved = naive;
        auto& values = std::ranges::find(moved.weights, tensor, &NamedTensor::name)->tensor.values;
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += t * direction[i];
        return moved.loss(samples.values, samples.labels);
    };
    constexpr float kStep = 1.f / 8192; // small, as ReLU and the maxima have kinks
    return (lossAt(kStep) - lossAt(-kStep)) / (2 * static_cast<double>(kStep));
}

void checkAgainstPlainLoops(const RandomNetwork& random, int threads) {
    Network network =
        compile(random.spec, {.src = random.src, .batchSize = random.batch, .threads = threads, .seed = 1});
    const NaiveNetwork naive{random.spec, random.src, withBiases(network.weights())};
    network.setWeights(naive.weights);
    const RandomSamples samples = randomSamples(random.src, random.batch, kClasses);
    const std::vector<double> expected = naive.logits(samples.values, random.batch);
    double largest = 1;
    for (const double logit : expected)
        largest = std::max(largest, std::abs(logit));

    network.forward(samples.values, samples.labels);
    for (std::size_t i = 0; i < expected.size(); ++i)
        REQUIRE_THAT(static_cast<double>(network.logits()[i]), WithinAbs(expected[i], 1e-4 * largest));

    network.backward();
    Rng rng(3, "direction");
    for (const NamedTensor& gradient : network.gradients()) {
        INFO(gradient.name);
        const auto& values = gradient.tensor.values;
        const auto count = static_cast<double>(values.size());
        std::vector<float> direction(values.size());
        for (float& part : direction)
            part = static_cast<float>(rng.normal() / std::sqrt(count));
        // A wrong term shows at the size of a gradient.
        const double size = std::sqrt(dot(values, values) / count);
        CHECK_THAT(dot(direction, values),
                   WithinAbs(slopeAlong(naive, gradient.name, direction, samples), 0.05 * size + 1e-4));
    }
}

} // namespace

TEST_CASE("Networks drawn at random compute what plain loops compute", "[network][engine][openmp]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const RandomNetwork random(seed);
        INFO("seed " << seed << ": " << describe(random));
        checkAgainstPlainLoops(random, 1 + static_cast<int>(seed % 2));
    }
}
