// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Benchmark.h"

#include "core/network/Network.h"
#include "core/optim/Sgd.h"
#include "core/tensor/Rng.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace cyclo {

namespace {

constexpr std::int64_t kUsualClasses = 10;
constexpr int kWarmUpSteps = 3;
constexpr int kRounds = 15;

struct RandomBatch {
    std::vector<float> samples;
    std::vector<std::int32_t> labels;
};

RandomBatch randomBatch(const SampleShape& shape, std::int64_t count, std::int64_t classes) {
    Rng rng(1, "benchmark");
    RandomBatch batch;
    batch.samples.resize(static_cast<std::size_t>(shape.count() * count));
    for (float& value : batch.samples)
        value = static_cast<float>(rng.normal());
    for (std::int64_t n = 0; n < count; ++n)
        batch.labels.push_back(static_cast<std::int32_t>(rng.below(static_cast<std::uint64_t>(classes))));
    return batch;
}

} // namespace

SampleShape usualSampleShape(const std::string& network) {
    if (network.starts_with("lenet") || network.starts_with("mlp")) return {1, 28, 28};
    if (network == "resnet18" || network == "resnet50") return {3, 224, 224};
    return {3, 32, 32};
}

BenchmarkResult benchmark(const BenchmarkConfig& config, const StopToken& stop) {
    const SampleShape& shape = config.sampleShape;
    const std::int64_t own = outputsOf(config.network);
    const std::int64_t classes = own == kOnePerClass ? kUsualClasses : own;
    Network network = compile(withOutputs(config.network, classes), {.src = shape,
                                                                     .batchSize = config.batchSize,
                                                                     .threads = config.threads,
                                                                     .seed = 1,
                                                                     .precision = config.precision});
    Sgd optimizer({}, network.parameters().weights.size(), network.threads());
    const RandomBatch batch = randomBatch(shape, config.batchSize, classes);
    const auto step = [&] {
        network.forward(batch.samples, batch.labels);
        optimizer.begin(network.parameters(), {.learningRate = 1e-3, .momentum = 0.9, .weightDecay = 5e-4});
        network.backward(optimizer);
    };
    for (int i = 0; i < kWarmUpSteps; ++i)
        step();

    using Clock = std::chrono::steady_clock;
    const auto timed = [&] {
        const auto before = Clock::now();
        step();
        return std::chrono::duration<double>(Clock::now() - before).count();
    };
    BenchmarkResult result{.threads = network.threads(), .parameters = network.parameterCount()};
    double best = 1e300, inSteps = 0, inPrimitives = 0;
    int rounds = 0;
    do {
        const double until = inSteps + config.seconds / kRounds;
        do {
            const double seconds = timed();
            best = std::min(best, seconds);
            inSteps += seconds;
            ++result.steps;
        } while (inSteps < until);
        inPrimitives += network.primitiveSeconds();
        ++rounds;
        step(); // finds the caches as after a step
    } while (inSteps < config.seconds && !stop.stopRequested());

    const auto steps = static_cast<double>(result.steps);
    result.imagesPerSecond = steps * static_cast<double>(config.batchSize) / inSteps;
    result.msPerStep = 1e3 * inSteps / steps;
    result.bestMsPerStep = 1e3 * best;
    result.primitiveMs = 1e3 * inPrimitives / rounds;
    return result;
}

} // namespace cyclo
