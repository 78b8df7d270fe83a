// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/NormalizedDataset.h"
#include "core/data/Statistics.h"
#include "core/data/TableDataset.h"
#include "core/experiments/Runs.h"
#include "core/network/NamedNetworks.h"
#include "core/network/Network.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

/// Rows of two features and one target, 100 + 3 a - 2 b.
std::shared_ptr<const Dataset> plane(std::int64_t rows, std::uint64_t seed) {
    Rng rng(seed);
    std::vector<float> values;
    RealTargets targets{.perSample = 1, .values = {}};
    for (std::int64_t i = 0; i < rows; ++i) {
        const double a = rng.normal(), b = rng.normal();
        values.insert(values.end(), {static_cast<float>(a), static_cast<float>(b)});
        targets.values.push_back(static_cast<float>(100 + 3 * a - 2 * b));
    }
    return std::make_shared<TableDataset>(2, values, targets);
}

DataSource planeData() {
    const auto train = plane(320, 1);
    const auto inputs = normalizationOf(Normalization::Standardize, *train);
    const auto targets = targetNormalizationOf(*train);
    DataSource data;
    data.title = "Plane";
    data.sampleShape = train->sampleShape();
    data.train = std::make_shared<NormalizedDataset>(train, inputs, targets);
    data.test = std::make_shared<NormalizedDataset>(plane(77, 2), inputs, targets);
    data.rawTrain = train;
    data.targets = {{"height", 0, 0}};
    return data;
}

ExperimentConfig linearConfig() {
    ExperimentConfig config;
    config.network = "mlp:";
    config.batchSize = 32;
    config.threads = 1;
    return config;
}

} // namespace

TEST_CASE("A linear network learns a linear target by squared error, without an accuracy",
          "[experiments][regression]") {
    TrainingObserver silent;
    const auto rows = rowsOf({Constant{.learningRate = 0.02, .momentum = 0.9}, 0.0}, 200);
    const TrainRecord record = runTraining(linearConfig(), rows, planeData(), silent, StopToken{});
    REQUIRE(record.summary.last);
    CHECK(record.summary.last->validationLoss < 1e-4); // 1 is what the mean of the targets reaches
    CHECK(std::isnan(record.summary.last->validationAccuracy));
    CHECK(std::isnan(record.summary.last->trainAccuracy));
    // In standardised units the weights are 3 s_a / s_y and -2 s_b / s_y, whose squares sum to about 1.
    const auto& weight = record.weights.front().tensor.values;
    REQUIRE(weight.size() == 2);
    CHECK_THAT(weight[0] / weight[1], WithinRel(-1.5f, 0.15f)); // the features' deviations differ a little
}

TEST_CASE("A network's gradients of the squared error are those of central differences",
          "[experiments][regression]") {
    Network network =
        compile(networkFromSpec("mlp:4", 2),
                {.src = {.channels = 3, .height = 1, .width = 1}, .batchSize = 5, .threads = 1});
    Rng rng(7);
    std::vector<float> src(15), targets(2 * 3); // 3 of 5 samples
    for (auto* values : {&src, &targets})
        for (float& value : *values)
            value = static_cast<float>(rng.normal());
    const auto loss = [&] { return network.forward(src, std::span<const float>(targets)).loss; };
    const double before = loss();
    double naive = 0;
    for (std::size_t i = 0; i < targets.size(); ++i)
        naive += std::pow(network.logits()[i] - targets[i], 2) / static_cast<double>(targets.size());
    CHECK_THAT(before, WithinRel(naive, 1e-6));
    CHECK_THAT(network.evaluate(src, std::span<const float>(targets)).loss, WithinRel(before, 1e-6));
    loss();
    network.backward();
    const auto gradients = network.gradients();
    auto weights = network.weights();
    for (std::size_t t = 0; t < weights.size(); ++t)
        for (std::size_t i = 0; i < weights[t].tensor.values.size(); ++i) {
            float& weight = weights[t].tensor.values[i];
            const float kept = weight;
            constexpr float kStep = 1e-2f; // the loss is a parabola in a weight but for the kinks of ReLU
            const auto lossAt = [&](float value) {
                weight = value;
                network.setWeights(weights);
                return loss();
            };
            const double difference = (lossAt(kept + kStep) - lossAt(kept - kStep)) / (2.0 * kStep);
            weight = kept;
            CHECK_THAT(gradients[t].tensor.values[i],
                       WithinAbs(static_cast<float>(difference),
                                 2e-3f * std::max(1.0f, std::abs(gradients[t].tensor.values[i]))));
        }
}
