// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Runs.h"
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"

using namespace cyclo;

namespace {

ExperimentConfig smallConfig() {
    ExperimentConfig config;
    config.network = "mlp:8";
    config.batchSize = 8;
    config.threads = 1;
    config.finder = {.lrMin = 1e-4, .lrMax = 100.0, .steps = 60};
    return config;
}

} // namespace

TEST_CASE("A range test gives the same curve twice, and a recommendation within it", "[experiments]") {
    const DataSource data = test::tinyData({.trainSize = 400});
    TrainingObserver silent;
    const FindRecord first = runRangeTest(smallConfig(), data, silent, StopToken{});
    const FindRecord again = runRangeTest(smallConfig(), data, silent, StopToken{});
    CHECK(first.points == again.points);
    REQUIRE(first.points.size() > 20);
    CHECK(first.points.front().learningRate == 1e-4);
    REQUIRE(first.suggestions.recommended);
    CHECK(first.suggestions.recommended->maxLr > 1e-4);
    CHECK(first.suggestions.recommended->maxLr <= first.points.back().learningRate);
}

TEST_CASE("Training from saved weights goes on where they stand", "[experiments]") {
    const DataSource data = test::tinyData();
    TrainingObserver silent;
    const auto rows = rowsOf({Constant{.learningRate = 0.05}, 0.0}, 10);
    const TrainRecord first = runTraining(smallConfig(), rows, data, silent, StopToken{});
    const TrainRecord onwards = runTraining(smallConfig(), {}, data, silent, StopToken{}, first.weights);
    CHECK(onwards.weights == first.weights);
    CHECK(runTraining(smallConfig(), {}, data, silent, StopToken{}).weights != first.weights);
}

TEST_CASE("Impossible settings are refused before a run starts", "[experiments]") {
    const DataSource data = test::tinyData();
    struct Never : TrainingObserver {
        void runStarted(const RunInfo&) override { FAIL("started"); }
    } observer;
    ExperimentConfig config = smallConfig();
    SECTION("batch larger than the data") {
        config.batchSize = 65;
    }
    SECTION("no batch") {
        config.batchSize = 0;
    }
    SECTION("unknown network") {
        config.network = "lenot";
    }
    SECTION("network too large for the samples") {
        config.network = "lenet";
    }
    SECTION("an LR that is not above 0") {
        config.finder.lrMin = 0.0;
    }
    SECTION("ends swapped") {
        config.finder.lrMin = 1000.0;
    }
    SECTION("one step") {
        config.finder.steps = 1;
    }
    SECTION("threads") {
        config.threads = -1;
    }
    CHECK_THROWS_AS(runRangeTest(config, data, observer, StopToken{}), std::invalid_argument);
}
