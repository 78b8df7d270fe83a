// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Runs.h"
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"

#include <algorithm>

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

TEST_CASE("A range test judged by the validation loss is the same training with another curve",
          "[experiments]") {
    const DataSource data = test::tinyData({.trainSize = 400});
    TrainingObserver silent;
    ExperimentConfig config = smallConfig();
    config.finder.loss = FinderLoss::Validation;
    config.finder.validationSamples = 15;
    CHECK(validationSamples(config, data) == 15);
    CHECK_THAT(priceOfValidation(config, data),
               test::WithinRel(1 + 2 / 3.0, 1e-12)); // 15 samples: two batches of 8
    const FindRecord validated = runRangeTest(config, data, silent, StopToken{});
    const FindRecord trained = runRangeTest(smallConfig(), data, silent, StopToken{});
    const auto both = std::min(validated.points.size(), trained.points.size());
    REQUIRE(both > 20);
    for (std::size_t i = 0; i < both; ++i)
        CHECK(validated.points[i].loss == trained.points[i].loss);
    const LrCurve judged = lrCurveOf(validated.points);
    CHECK(judged.losses[3] == validated.points[3].validationLoss);
    CHECK(validated.suggestions == suggestLearningRates(judged.learningRates, judged.losses));
    CHECK(validated.suggestions.recommended);
    CHECK(validated.suggestions.smoothed != trained.suggestions.smoothed);
}

TEST_CASE("A run that keeps no steps is the same run", "[experiments]") {
    const DataSource data = test::tinyData({.trainSize = 400});
    const ScheduleRows rows = rowsOf(Schedule{}, 60);
    TrainingObserver silent;
    const TrainRecord kept = runTraining(smallConfig(), rows, data, silent, StopToken{});
    const TrainRecord bare =
        runTraining(smallConfig(), rows, data, silent, StopToken{}, {}, {}, KeepSteps::No);
    CHECK(kept.steps.size() == 60);
    CHECK(bare.steps.empty());
    CHECK(bare.epochs.size() == kept.epochs.size());
    CHECK(bare.weights == kept.weights);
}

TEST_CASE("bf16 trains where it is fast, and is refused with what would be right elsewhere",
          "[experiments][bf16]") {
    const DataSource data = test::tinyData();
    TrainingObserver silent;
    ExperimentConfig config = smallConfig();
    config.precision = Precision::Bf16;
    const ScheduleRows rows = rowsOf({Constant{.learningRate = 0.01}, 0.0}, 3);
    std::string refused;
    try {
        requireFast(Precision::Bf16);
    } catch (const std::invalid_argument& error) {
        refused = error.what();
    }
    if (refused.empty()) {
        CHECK(runTraining(config, rows, data, silent, StopToken{}).steps.size() == 3);
        CHECK_FALSE(runRangeTest(config, data, silent, StopToken{}).points.empty());
    } else {
        CHECK(refused.ends_with("take f32"));
        CHECK_THROWS_AS(runTraining(config, rows, data, silent, StopToken{}), std::invalid_argument);
        CHECK_THROWS_AS(runRangeTest(config, data, silent, StopToken{}), std::invalid_argument);
    }
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

TEST_CASE("A training keeps what was done to its learning rate", "[experiments]") {
    const DataSource data = test::tinyData();
    TrainingObserver silent;
    LearningRateBend bend;
    bend.set(0.5);
    const auto rows = rowsOf({Constant{.learningRate = 0.05}, 0.0}, 10);
    const TrainRecord record = runTraining(smallConfig(), rows, data, silent, StopToken{}, {}, bend);
    CHECK(record.changes == std::vector<LearningRateChange>{{0, 0.5, 0.025}});
    CHECK(record.steps.back().learningRate == 0.025);
    CHECK(runTraining(smallConfig(), rows, data, silent, StopToken{}).changes.empty());
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
    SECTION("no validation samples") {
        config.finder.validationSamples = 0;
    }
    SECTION("threads") {
        config.threads = -1;
    }
    CHECK_THROWS_AS(runRangeTest(config, data, observer, StopToken{}), std::invalid_argument);
}
