// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "core/network/Network.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"
#include "tests/support/LayerCases.h"
#include "tests/support/Messages.h"
#include "tests/support/NaiveNetwork.h"

using namespace cyclo;
using cyclo::test::ContainsSubstring;
using cyclo::test::LayerCase;
using cyclo::test::layerCases;
using cyclo::test::messageOf;
using cyclo::test::NaiveNetwork;
using cyclo::test::randomSamples;
using cyclo::test::RandomSamples;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

/// Weights with biases that are not zero, so that a forgotten bias shows; spread by the number of inputs they
/// sum, so that logits stay of size 1 and the tolerances below mean the same for every net.
std::vector<NamedTensor> randomWeights(const Network& network) {
    Rng rng(9, "weights");
    auto weights = network.weights();
    for (NamedTensor& tensor : weights) {
        const auto& shape = tensor.tensor.shape;
        double spread = 0.5;
        if (shape.size() > 1)
            spread = std::min(spread, std::sqrt(2.0 * static_cast<double>(shape[0]) /
                                                static_cast<double>(tensor.tensor.values.size())));
        for (float& value : tensor.tensor.values) {
            value = static_cast<float>(spread * rng.normal());
            if (tensor.name.ends_with("running_var")) value = std::abs(value) + 0.5f;
        }
    }
    return weights;
}

/// Checks that a batch, which may be computed by other code than a single sample, has the mean of its
/// samples' losses and gradients.
void checkIsMeanOfSamples(const NetworkSpec& spec, const SampleShape& src, std::int64_t batch,
                          double tolerance) {
    const auto compiledFor = [&](std::int64_t samples) {
        return compile(spec, {.src = src, .batchSize = samples, .threads = 1, .seed = 1});
    };
    Network many = compiledFor(batch), one = compiledFor(1);
    REQUIRE(many.weights() == one.weights());
    const RandomSamples samples = randomSamples(src, batch, 3);
    const double loss = many.forward(samples.values, samples.labels).loss;
    many.backward();

    auto mean = one.gradients();
    for (NamedTensor& tensor : mean)
        std::ranges::fill(tensor.tensor.values, 0.f);
    double meanLoss = 0.0;
    const auto size = static_cast<std::size_t>(src.channels * src.height * src.width);
    for (std::size_t n = 0; n < static_cast<std::size_t>(batch); ++n) {
        meanLoss += one.forward(std::span(samples.values).subspan(n * size, size),
                                std::span(samples.labels).subspan(n, 1))
                        .loss /
                    static_cast<double>(batch);
        one.backward();
        const auto gradients = one.gradients();
        for (std::size_t t = 0; t < mean.size(); ++t)
            for (std::size_t e = 0; e < mean[t].tensor.values.size(); ++e)
                mean[t].tensor.values[e] += gradients[t].tensor.values[e] / static_cast<float>(batch);
    }
    CHECK_THAT(loss, WithinAbs(meanLoss, 1e-5));
    const auto gradients = many.gradients();
    for (std::size_t t = 0; t < mean.size(); ++t)
        for (std::size_t e = 0; e < mean[t].tensor.values.size(); ++e) {
            INFO(mean[t].name << "[" << e << "]");
            REQUIRE_THAT(static_cast<double>(gradients[t].tensor.values[e]),
                         WithinAbs(static_cast<double>(mean[t].tensor.values[e]), tolerance));
        }
}

} // namespace

TEST_CASE("A compiled network computes what plain loops compute", "[network][engine]") {
    for (const LayerCase& c : layerCases()) {
        DYNAMIC_SECTION(c.what) {
            const std::int64_t batch = 4;
            const NetworkSpec spec{.name = c.what, .initialization = Initialization::He, .layers = c.layers};
            Network network = compile(spec, {.src = c.src, .batchSize = batch, .threads = 1, .seed = 1});
            NaiveNetwork naive{spec, c.src, randomWeights(network)};
            network.setWeights(naive.weights);
            const RandomSamples samples = randomSamples(c.src, batch, 3);

            const BatchResult result = network.forward(samples.values, samples.labels);
            // f32 sums of fewer than 200 products of size 1: errors near 1e-6 of the largest value; a wrong
            // term shows at 0.1.
            const auto expected = naive.logits(samples.values, batch);
            CHECK_THAT(result.loss, WithinAbs(naive.loss(samples.values, samples.labels), 2e-5));
            REQUIRE(network.logits().size() == expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i)
                CHECK_THAT(static_cast<double>(network.logits()[i]), WithinAbs(expected[i], 5e-5));

            network.setWeights(naive.weights);
            naive.training = false;
            const BatchResult evaluated = network.evaluate(samples.values, samples.labels);
            CHECK_THAT(evaluated.loss, WithinAbs(naive.loss(samples.values, samples.labels), 2e-5));
            CHECK(network.weights() == naive.weights);
        }
    }
}

TEST_CASE("Gradients of a compiled network equal central differences of plain loops", "[network][engine]") {
    for (const LayerCase& c : layerCases()) {
        DYNAMIC_SECTION(c.what) {
            const std::int64_t batch = 3;
            const NetworkSpec spec{.name = c.what, .initialization = Initialization::He, .layers = c.layers};
            Network network = compile(spec, {.src = c.src, .batchSize = batch, .threads = 1, .seed = 1});
            const NaiveNetwork naive{spec, c.src, randomWeights(network)};
            network.setWeights(naive.weights);
            const RandomSamples samples = randomSamples(c.src, batch, 3);

            network.forward(samples.values, samples.labels);
            network.backward();
            const auto gradients = network.gradients();
            REQUIRE(gradients.size() <= naive.weights.size());
            for (std::size_t t = 0; t < gradients.size(); ++t) {
                const auto& values = gradients[t].tensor.values;
                const std::size_t stride = std::max<std::size_t>(1, values.size() / 40);
                for (std::size_t e = 0; e < values.size(); e += stride) {
                    INFO(gradients[t].name << "[" << e << "]");
                    const double expected =
                        naive.gradient(gradients[t].name, e, samples.values, samples.labels);
                    // Central differences err by h²·f'''/6, about 1e-8; f32 by 1e-6. Typical gradients are
                    // 0.1.
                    CHECK_THAT(static_cast<double>(values[e]),
                               WithinAbs(expected, 3e-5) || WithinRel(expected, 1e-4));
                }
            }
        }
    }
}

TEST_CASE("The gradient of a batch that pays Winograd's algorithm is the mean of its samples' gradients",
          "[network][engine]") {
    const std::int64_t kernelSize = GENERATE(3, 5);
    const std::int64_t channels = GENERATE(32, 29); // in blocks, and last
    const Conv2d conv{.outChannels = channels, .kernelSize = kernelSize, .padding = kernelSize / 2};
    const NetworkSpec spec{.name = "wide",
                           .initialization = Initialization::He,
                           .layers = {conv, Relu{}, conv, Relu{}, conv, Linear{.outFeatures = 3}}};
    // Tiles of 4x4 and 2x2 that overhang, 9 or 30 of a sample. Typical gradients are 0.03; Winograd's
    // transforms lose a digit of f32, more for the larger kernel.
    checkIsMeanOfSamples(spec, {3, 11, 9}, 64, kernelSize == 3 ? 2e-6 : 1e-5);
}

TEST_CASE("The gradient of a batch that pays panels of weights is the mean of its samples' gradients",
          "[network][engine]") {
    const auto src = GENERATE(SampleShape{70, 1, 1}, SampleShape{3, 5, 7}, SampleShape{1, 9, 8});
    const bool behindConvolution = GENERATE(false, true);
    if (behindConvolution && src.height == 1) return;
    std::vector<LayerSpec> layers{Linear{.outFeatures = 40}, Relu{}, Linear{.outFeatures = 70},
                                  Linear{.outFeatures = 3}};
    if (behindConvolution) // of an odd width, so that channels come last
        layers.insert(layers.begin(), {Conv2d{.outChannels = 5, .kernelSize = 3, .padding = 1}, Relu{}});
    const NetworkSpec spec{.name = "panels", .initialization = Initialization::He, .layers = layers};
    checkIsMeanOfSamples(spec, src, 21, 1e-6); // typical gradients are 0.03
}

TEST_CASE("Dropout drops its share in training, scales the rest, and lets all pass in evaluation",
          "[network][engine]") {
    const double probability = 0.3;
    const std::int64_t batch = 64, width = 24;
    const NetworkSpec spec{
        .name = "dropout",
        .initialization = Initialization::He,
        .layers = {Linear{.outFeatures = width}, Dropout{probability}, Linear{.outFeatures = width}}};
    Network network = compile(spec, {.src = {width, 1, 1}, .batchSize = batch, .threads = 1, .seed = 3});
    // The last layer passes on what comes, so that the outputs are what dropout made.
    auto weights = network.weights();
    for (std::size_t i = 0; i < weights[2].tensor.values.size(); ++i)
        weights[2].tensor.values[i] = i % (width + 1) == 0 ? 1.f : 0.f;
    network.setWeights(weights);
    const RandomSamples samples = randomSamples({width, 1, 1}, batch, static_cast<int>(width));
    const auto outputs = [&] { return std::vector<float>(network.logits().begin(), network.logits().end()); };

    network.evaluate(samples.values, samples.labels);
    const std::vector<float> all = outputs();
    const NetworkState before = network.state();
    network.forward(samples.values, samples.labels);
    const std::vector<float> some = outputs();
    const auto dropped = std::ranges::count(some, 0.f);
    // 1536 draws: the standard deviation of the share is 0.012.
    CHECK_THAT(static_cast<double>(dropped) / static_cast<double>(some.size()), WithinAbs(probability, 0.05));
    for (std::size_t i = 0; i < some.size(); ++i)
        if (some[i] != 0.f)
            CHECK_THAT(some[i], WithinRel(static_cast<double>(all[i]) / (1 - probability), 1e-6));

    SECTION("the gradient passes where a value passed") {
        network.backward();
        // d loss / d bias of the first layer, from the outputs alone.
        std::vector<double> expected(static_cast<std::size_t>(width));
        for (std::size_t n = 0; n < static_cast<std::size_t>(batch); ++n) {
            const auto row = std::span(some).subspan(n * width, width);
            double sum = 0;
            for (float z : row)
                sum += std::exp(static_cast<double>(z));
            for (std::size_t j = 0; j < static_cast<std::size_t>(width); ++j) {
                const bool isLabel = samples.labels[n] == static_cast<std::int32_t>(j);
                const double toOutput = std::exp(static_cast<double>(row[j])) / sum - (isLabel ? 1.0 : 0.0);
                if (row[j] != 0.f) expected[j] += toOutput / (1 - probability) / static_cast<double>(batch);
            }
        }
        const auto gradients = network.gradients();
        REQUIRE(gradients[1].name == "fc1.bias");
        for (std::size_t j = 0; j < expected.size(); ++j)
            CHECK_THAT(static_cast<double>(gradients[1].tensor.values[j]), WithinAbs(expected[j], 1e-6));
    }
    SECTION("the next pass draws anew, and the same pass the same") {
        network.forward(samples.values, samples.labels);
        CHECK(outputs() != some);
        network.setState(before);
        network.forward(samples.values, samples.labels);
        CHECK(outputs() == some);
    }
}

TEST_CASE("Batch-norm's running values follow the batch", "[network][engine]") {
    const NetworkSpec spec{.name = "norm",
                           .initialization = Initialization::He,
                           .layers = {BatchNorm2d{.momentum = 0.1}, Linear{.outFeatures = 2}}};
    Network network = compile(spec, {.src = {2, 1, 2}, .batchSize = 2, .threads = 1, .seed = 3});
    // Channel 0: 1, 2, 3, 6 has mean 3 and unbiased variance 14/3; channel 1 is constant.
    const std::vector<float> samples{1, 2, 5, 5, 3, 6, 5, 5};
    network.forward(samples, std::vector<std::int32_t>{0, 1});
    const auto weights = network.weights();
    REQUIRE(weights[2].name == "bn1.running_mean");
    REQUIRE(weights[3].name == "bn1.running_var");
    CHECK_THAT(weights[2].tensor.values[0], WithinAbs(0.1 * 3, 1e-6));
    CHECK_THAT(weights[2].tensor.values[1], WithinAbs(0.1 * 5, 1e-6));
    CHECK_THAT(weights[3].tensor.values[0], WithinAbs(0.9 + 0.1 * 14 / 3, 1e-6));
    CHECK_THAT(weights[3].tensor.values[1], WithinAbs(0.9, 1e-6));
}

TEST_CASE("A residual network gives the same bits each time", "[network][engine][openmp]") {
    const auto gradientsWith = [](int threads) {
        Network network = compile(networkFromSpec("resnet20", 10),
                                  {.src = {3, 16, 16}, .batchSize = 4, .threads = threads, .seed = 3});
        const RandomSamples samples = randomSamples({3, 16, 16}, 4, 10);
        network.forward(samples.values, samples.labels);
        network.backward();
        return network.gradients();
    };
    CHECK(gradientsWith(1) == gradientsWith(1));
    CHECK(gradientsWith(2) == gradientsWith(2));
}

TEST_CASE("A short batch counts its own samples only", "[network]") {
    const NetworkSpec spec = networkFromSpec("mlp:8", 3);
    Network network = compile(spec, {.src = {4, 1, 1}, .batchSize = 5, .threads = 1, .seed = 2});
    RandomSamples samples = randomSamples({4, 1, 1}, 5, 3);
    samples.labels.resize(2);
    const NaiveNetwork naive{spec, {4, 1, 1}, network.weights()};
    const BatchResult result = network.forward(samples.values, samples.labels);
    CHECK_THAT(result.loss, WithinAbs(naive.loss(samples.values, samples.labels), 1e-5));
    CHECK(result.correct <= 2);

    SECTION("and so does its gradient") {
        network.backward();
        const double expected = naive.gradient("fc1.weight", 1, samples.values, samples.labels);
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
    const RandomSamples samples = randomSamples({4, 1, 1}, 2, 3);
    CHECK_FALSE(std::isfinite(network.forward(samples.values, samples.labels).loss));
}

TEST_CASE("Batch-norm is refused where it would see one value of each channel", "[network]") {
    const auto compiledFor = [](std::int64_t side, std::int64_t batch) {
        return compile(networkFromSpec("resnet20", 3),
                       {.src = {3, side, side}, .batchSize = batch, .threads = 1, .seed = 1});
    };
    CHECK_THAT(messageOf<std::invalid_argument>([&] { compiledFor(4, 1); }),
               ContainsSubstring("network 'resnet20': ") && ContainsSubstring("batch-norm of 1x1 maps") &&
                   ContainsSubstring("use a larger batch"));
    CHECK_NOTHROW(compiledFor(4, 2));
    CHECK_NOTHROW(compiledFor(8, 1));
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
