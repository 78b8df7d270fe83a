// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/PooledCurve.h"
#include "core/experiments/SeedTests.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"
#include "tests/support/TinyData.h"

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::test;

namespace {

ExperimentConfig tinyTest(int threads = 1) {
    ExperimentConfig config;
    config.network = "mlp:8";
    config.batchSize = 8;
    config.threads = threads;
    config.seed = 5;
    config.finder = {.lrMin = 1e-4, .lrMax = 100.0, .steps = 60};
    return config;
}

FindRecord seedTests(ExperimentConfig config, std::int64_t seeds, const DataSource& data,
                     SeedObserver& observer, const StopToken& stop) {
    config.finder.seeds = seeds;
    return runSeedTests(config, data, observer, stop);
}

/// A test of 20 steps or fewer whose loss is `level` everywhere.
FindRecord flatTest(std::uint64_t seed, double level, RunOutcome outcome, std::size_t steps = 20) {
    FindRecord test;
    test.config.seed = seed;
    test.config.batchSize = 8;
    test.summary.outcome = outcome;
    test.summary.stepsDone = static_cast<std::int64_t>(steps);
    test.summary.message = outcome == RunOutcome::Completed ? "" : "it ended so";
    for (std::size_t i = 0; i < steps; ++i)
        test.points.push_back({.step = static_cast<std::int64_t>(i),
                               .learningRate = std::pow(10.0, -4.0 + 0.1 * static_cast<double>(i)),
                               .momentum = 0.9,
                               .loss = level,
                               .smoothedLoss = level});
    const LrCurve curve = lrCurveOf(test.points);
    test.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    return test;
}

} // namespace

TEST_CASE("Range tests of several seeds are those of each seed alone, and their mean",
          "[experiments][seeds]") {
    const DataSource data = tinyData({.trainSize = 400});
    const int threads = GENERATE(1, 2); // one after the other, side by side
    SeedObserver silent;
    const FindRecord pooled = seedTests(tinyTest(threads), 3, data, silent, StopToken{});
    REQUIRE(pooled.seeds.size() == 3);
    TrainingObserver nobody;
    std::vector<LrCurve> curves;
    std::int64_t steps = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        ExperimentConfig alone = tinyTest();
        alone.seed += i;
        const FindRecord single = runRangeTest(alone, data, nobody, StopToken{});
        CHECK(pooled.seeds[i].config.seed == 5 + i);
        CHECK(pooled.seeds[i].points == single.points);
        CHECK(pooled.seeds[i].summary.outcome == single.summary.outcome);
        curves.push_back(lrCurveOf(single.points));
        steps += single.summary.stepsDone;
    }
    CHECK(lrCurveOf(pooled.points) == pooledCurve(curves));
    CHECK(pooled.suggestions == suggestLearningRates(curves));
    REQUIRE(pooled.suggestions.recommended);
    CHECK(pooled.summary.stepsDone == steps);
    CHECK(pooled.config.finder.seeds == 3);
    CHECK(pooled.seeds[1].config.finder.seeds == 1);
    const auto band = bandOf(pooled);
    REQUIRE(band.size() == pooled.points.size());
    for (const auto& test : pooled.seeds) {
        CHECK(band[7].low <= test.suggestions.smoothed[7]);
        CHECK(band[7].high >= test.suggestions.smoothed[7]);
    }
    CHECK(band[7].low < band[7].high);
}

TEST_CASE("Seeds that are judged by the validation loss have the mean of both losses",
          "[experiments][seeds]") {
    const DataSource data = tinyData({.trainSize = 400});
    SeedObserver silent;
    ExperimentConfig config = tinyTest();
    config.finder.loss = FinderLoss::Validation;
    const FindRecord pooled = seedTests(config, 2, data, silent, StopToken{});
    const auto &one = pooled.seeds[0].points[0], &other = pooled.seeds[1].points[0];
    CHECK_THAT(pooled.points[0].loss, WithinRel((one.loss + other.loss) / 2, 1e-12));
    REQUIRE(pooled.points[0].validationLoss);
    CHECK_THAT(*pooled.points[0].validationLoss,
               WithinRel((*one.validationLoss + *other.validationLoss) / 2, 1e-12));
    CHECK(pooled.suggestions == suggestLearningRates(std::vector{lrCurveOf(pooled.seeds[0].points),
                                                                 lrCurveOf(pooled.seeds[1].points)}));
}

TEST_CASE("A single seed is the range test itself", "[experiments][seeds]") {
    const DataSource data = tinyData({.trainSize = 400});
    SeedObserver silent;
    TrainingObserver nobody;
    const FindRecord one = seedTests(tinyTest(), 1, data, silent, StopToken{});
    const FindRecord same = runRangeTest(tinyTest(), data, nobody, StopToken{});
    CHECK(one.seeds.empty());
    CHECK(one.points == same.points);
    CHECK(one.suggestions == same.suggestions);
}

TEST_CASE("Range tests that are stopped keep the seeds that ended, and pool those", "[experiments][seeds]") {
    class StopInSecond : public SeedObserver {
    public:
        explicit StopInSecond(StopToken& stop) : stop_(stop) {}
        void testStepped(std::uint64_t seed, const StepRecord& step) override {
            if (seed == 6 && step.step == 4) stop_.requestStop();
        }

    private:
        StopToken& stop_;
    };
    const DataSource data = tinyData({.trainSize = 400});
    StopToken stop;
    StopInSecond observer(stop);
    const FindRecord pooled = seedTests(tinyTest(), 3, data, observer, stop);
    CHECK(pooled.summary.outcome == RunOutcome::Stopped);
    CHECK(pooled.summary.message == "stopped with 1 of 3 range tests ended");
    REQUIRE(pooled.seeds.size() == 3);
    CHECK(pooled.seeds[1].points.size() == 5);
    CHECK(pooled.seeds[1].summary.outcome == RunOutcome::Stopped);
    CHECK(pooled.seeds[2].points.empty());
    CHECK(pooled.points.size() == pooled.seeds[0].points.size());
    CHECK(pooled.suggestions.recommended == pooled.seeds[0].suggestions.recommended);
}

TEST_CASE("A pooled record ends as its tests did", "[experiments][seeds]") {
    const auto pooled = [](std::vector<FindRecord> tests) {
        const ExperimentConfig config = tests.front().config;
        return pooledTests(config, std::move(tests), 2.0);
    };
    const auto good = flatTest(1, 2.0, RunOutcome::Completed);
    SECTION("completed") {
        const auto record = pooled({good, flatTest(2, 3.0, RunOutcome::Completed)});
        CHECK(record.summary.outcome == RunOutcome::Completed);
        CHECK(record.points.front().loss == 2.5);
        CHECK(record.summary.imagesPerSecond == 40 * 8 / 2.0);
        CHECK_THAT(bandOf(record).front().high, WithinRel(3.0, 1e-9));
    }
    SECTION("diverged, where the mean ends with the first blow-up") {
        const auto record = pooled({good, flatTest(2, 3.0, RunOutcome::Diverged, 12)});
        CHECK(record.summary.outcome == RunOutcome::Diverged);
        CHECK(record.summary.message == "seed 2: it ended so");
        CHECK(record.points.size() == 12);
    }
    SECTION("failed, with what the others have") {
        const auto record = pooled({good, flatTest(2, 3.0, RunOutcome::Failed, 3)});
        CHECK(record.summary.outcome == RunOutcome::Failed);
        CHECK(record.summary.message == "seed 2: it ended so");
        CHECK(record.points.size() == 20);
    }
    SECTION("stopped before any ended: what there is") {
        const auto record =
            pooled({flatTest(1, 2.0, RunOutcome::Stopped, 4), flatTest(2, 3.0, RunOutcome::Stopped, 0)});
        CHECK(record.summary.outcome == RunOutcome::Stopped);
        CHECK(record.points.size() == 4);
        CHECK_FALSE(record.suggestions.recommended);
    }
    SECTION("stopped before any began") {
        const auto record =
            pooled({flatTest(1, 2.0, RunOutcome::Stopped, 0), flatTest(2, 3.0, RunOutcome::Stopped, 0)});
        CHECK(record.points.empty());
        CHECK(bandOf(record).empty());
    }
    SECTION("a loss that is no number ends the mean there") {
        auto blown = flatTest(2, 3.0, RunOutcome::Diverged, 12);
        blown.points.back().loss = std::numeric_limits<double>::infinity();
        const auto record = pooled({good, blown});
        CHECK(std::isfinite(record.points[10].loss));
        CHECK(std::isnan(record.points[11].loss));
    }
}

TEST_CASE("While tests run, the mean is of those that ended, or else of all that were begun",
          "[experiments][seeds]") {
    std::vector<FindRecord> tests{flatTest(1, 2.0, RunOutcome::Stopped),
                                  flatTest(2, 3.0, RunOutcome::Stopped, 6)};
    CHECK(meanPointsOf(tests).size() == 6);
    CHECK(meanPointsOf(tests).front().loss == 2.5);
    tests[0].summary.outcome = RunOutcome::Completed;
    CHECK(meanPointsOf(tests).size() == 20);
    CHECK(meanPointsOf(tests).front().loss == 2.0);
    CHECK(meanPointsOf({}).empty());
}

TEST_CASE("Impossible range tests of several seeds are refused before any starts", "[experiments][seeds]") {
    SeedObserver silent;
    ExperimentConfig config = tinyTest();
    const auto refusal = [&](std::int64_t seeds) {
        return messageOf<std::invalid_argument>(
            [&] { seedTests(config, seeds, tinyData(), silent, StopToken{}); });
    };
    CHECK_THAT(refusal(0), ContainsSubstring("seeds must be at least 1"));
    config.batchSize = 65;
    CHECK_THAT(refusal(2), ContainsSubstring("larger than the 64 training samples"));
    config.batchSize = 8;
    config.finder.lrMin = -1;
    CHECK_THAT(refusal(2), ContainsSubstring("-1"));
    config.finder.lrMin = 1e-4;
    config.network = "lenet";
    CHECK(refusal(2) != "no error");
}
