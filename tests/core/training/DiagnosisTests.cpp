// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "core/optim/Sgd.h"
#include "core/schedules/Schedule.h"
#include "core/training/Diagnosis.h"
#include "core/training/NormWatch.h"
#include "core/training/Trainer.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/TinyData.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::kNaN;
using cyclo::test::WithinRel;

namespace {

const std::vector<std::string> kLayers{"conv1", "fc1"};

/// Quiet records; the gradients sway by a half.
std::vector<NormRecord> quiet(std::int64_t steps) {
    std::vector<NormRecord> records;
    for (std::int64_t step = 0; step < steps; ++step) {
        const double gradient = 1.0 + 0.5 * std::sin(static_cast<double>(step));
        records.push_back({.step = 100 + step,
                           .learningRate = 0.1,
                           .loss = 2.0,
                           .layers = {{.weights = 10.0, .gradient = gradient},
                                      {.weights = 5.0, .gradient = 2.0 * gradient}}});
    }
    return records;
}

struct NoUpdate final : ParameterUpdate {
    void apply(std::size_t, std::span<const float>) override {}
};

double normOf(const Tensor& tensor) {
    double squares = 0.0;
    for (const float value : tensor.values)
        squares += static_cast<double>(value) * static_cast<double>(value);
    return squares;
}

} // namespace

TEST_CASE("The layer that left first is named, not the one that ended farthest away",
          "[training][diagnosis]") {
    auto records = quiet(20);
    for (std::size_t i = 12; i < 20; ++i)
        records[i].layers[1].gradient = 20.0 * std::pow(2.0, static_cast<double>(i));
    for (std::size_t i = 15; i < 20; ++i)
        records[i].layers[0] = {.weights = 1e9, .gradient = 1e12};
    records.back().layers[0].gradient.reset();
    records.back().layers[1].gradient.reset();
    const auto first = firstToLeave(kLayers, records);
    REQUIRE(first);
    CHECK(first->layer == "fc1");
    CHECK(first->gradient);
    CHECK(first->step == 112);
    CHECK(first->norm == 20.0 * 4096.0);
    CHECK_THAT(first->usual, WithinRel(2.0, 0.5));
    CHECK(toSentence({kLayers, records, first})
              .find("the gradient of fc1 left first, at step 112: norm 8.19e+04") == 0);
}

TEST_CASE("A run that explodes in its first steps is measured by the first of them",
          "[training][diagnosis]") {
    auto records = quiet(5);
    for (std::size_t i = 1; i < 5; ++i) {
        records[i].layers[1].gradient = std::pow(30.0, static_cast<double>(i)); // from the second step on
        if (i > 1) records[i].layers[0].gradient = std::pow(100.0, static_cast<double>(i));
    }
    const auto first = firstToLeave(kLayers, records);
    REQUIRE(first);
    CHECK(first->layer == "fc1");
    CHECK(first->step == 101);
    CHECK(first->usual == 2.0);
}

TEST_CASE("Norms that come back, and small ones, have not left", "[training][diagnosis]") {
    auto records = quiet(20);
    records[13].layers[0].gradient = 100.0; // one rough batch
    records[19].layers[1].weights = 9.0;    // not twice as large
    CHECK_FALSE(firstToLeave(kLayers, records));
    CHECK(toSentence({kLayers, records, {}}).find("no layer") == 0);
    CHECK_FALSE(firstToLeave(kLayers, {}));
}

TEST_CASE("Weights leave at twice their size, NaN at once, and of two in one step the farther one",
          "[training][diagnosis]") {
    auto records = quiet(9);
    records[8].layers[0].weights = 21.0;
    auto first = firstToLeave(kLayers, records);
    REQUIRE(first);
    CHECK(first->layer == "conv1");
    CHECK_FALSE(first->gradient);
    CHECK(toSentence({kLayers, records, first}) ==
          "the weights of conv1 left first, at step 108: norm 21, usually 10");
    records[8].layers[1].weights = 5e6;
    CHECK(firstToLeave(kLayers, records)->layer == "fc1");
    records[8].layers[0].gradient = kNaN;
    first = firstToLeave(kLayers, records);
    CHECK(first->layer == "conv1");
    CHECK(first->gradient);
}

TEST_CASE("The norms that are watched are those of the network's layers", "[training][diagnosis][openmp]") {
    constexpr std::int64_t kBatch = 128; // enough for a layer that updates its weights by itself
    const DataSource data = test::tinyData();
    Network network = compile(networkFromSpec("mlp:700,40", 3),
                              {.src = data.sampleShape, .batchSize = kBatch, .threads = 2, .seed = 3});
    std::vector<float> src;
    for (std::int64_t i = 0; i < kBatch * data.sampleShape.count(); ++i)
        src.push_back(std::sin(static_cast<float>(i)));
    const std::vector<std::int32_t> labels(kBatch, 2);
    network.forward(src, labels);
    network.backward(); // which keeps all gradients
    NormWatch watch(network);
    NoUpdate none;
    for (int step = 0; step < 40; ++step) {
        network.forward(src, labels);
        watch.begin(step, 0.5, 1.5, none);
        network.backward(watch);
        watch.end();
    }
    const Diagnosis diagnosis = watch.diagnose(40, 0.25, 7.0);
    CHECK(diagnosis.layers == std::vector<std::string>{"fc1", "fc2", "fc3"});
    REQUIRE(diagnosis.lastSteps.size() == NormWatch::kKept);
    for (std::size_t i = 0; i < NormWatch::kKept; ++i)
        CHECK(diagnosis.lastSteps[i].step == 41 - static_cast<std::int64_t>(NormWatch::kKept - i));
    CHECK(diagnosis.lastSteps.back().learningRate == 0.25);
    CHECK(diagnosis.lastSteps.back().loss == 7.0);

    const auto weights = network.weights(), gradients = network.gradients();
    for (std::size_t layer = 0; layer < 3; ++layer) {
        const auto& norms = diagnosis.lastSteps[5].layers[layer];
        const std::size_t weight = 2 * layer, bias = weight + 1;
        CHECK_THAT(norms.weights,
                   WithinRel(std::sqrt(normOf(weights[weight].tensor) + normOf(weights[bias].tensor)), 1e-5));
        REQUIRE(norms.gradient);
        CHECK_THAT(
            *norms.gradient,
            WithinRel(std::sqrt(normOf(gradients[weight].tensor) + normOf(gradients[bias].tensor)), 1e-5));
        CHECK_FALSE(diagnosis.lastSteps.back().layers[layer].gradient);
    }
}

TEST_CASE("A run that diverges says which layer left first, one that does not says nothing",
          "[training][diagnosis]") {
    const DataSource data = test::tinyData();
    const auto summaryOf = [&](double lr) {
        Network network = compile(networkFromSpec("mlp:8,8", 3),
                                  {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
        Sgd optimizer({}, network.parameters().weights.size(), 1);
        TrainingObserver silent;
        const auto rows = rowsOf({Constant{.learningRate = lr, .momentum = 0.9}, 0.0}, 60);
        return Trainer(network, optimizer, data, {.stopOnBlowUp = true, .seed = 1})
            .run(rows, silent, StopToken{});
    };
    CHECK_FALSE(summaryOf(0.01).diagnosis);
    const double lr = GENERATE(30.0, 1e30);
    const auto summary = summaryOf(lr);
    REQUIRE(summary.outcome == RunOutcome::Diverged);
    REQUIRE(summary.diagnosis);
    REQUIRE(summary.diagnosis->first);
    CHECK(summary.diagnosis->lastSteps.back().step == summary.stepsDone);
    CHECK(summary.diagnosis->first->step <= summary.stepsDone);
    CHECK(summary.message.find(toSentence(*summary.diagnosis)) != std::string::npos);
}
