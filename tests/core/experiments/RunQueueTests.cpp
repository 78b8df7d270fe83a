// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/RunQueue.h"
#include "core/experiments/Runs.h"
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"

#include <atomic>
#include <barrier>
#include <stdexcept>

using namespace cyclo;

TEST_CASE("Jobs share the threads evenly, and never take more than there are", "[experiments][queue]") {
    struct Row {
        std::size_t jobs;
        int threads;
        QueueShape shape;
    };
    const auto row = GENERATE(Row{4, 8, {4, 2}}, Row{4, 2, {2, 1}}, Row{3, 8, {3, 2}}, Row{1, 6, {1, 6}},
                              Row{5, 1, {1, 1}}, Row{0, 4, {1, 4}});
    CHECK(queueShape(row.jobs, row.threads) == row.shape);
    CHECK(queueShape(1000, 0).threadsEach == 1);
    CHECK_THROWS_AS(queueShape(1, -1), std::invalid_argument);
}

TEST_CASE("Runs side by side have the same bits as one after another", "[experiments][queue]") {
    const DataSource data = test::tinyData({.trainSize = 400});
    const auto runOf = [&](std::size_t index, int threads) {
        ExperimentConfig config;
        config.network = "mlp:16";
        config.batchSize = 16;
        config.threads = threads;
        config.seed = index;
        TrainingObserver silent;
        const auto rows = rowsOf({Constant{.learningRate = 0.05}, 1e-4}, 60);
        return runTraining(config, rows, data, silent, StopToken{});
    };
    const int threads = GENERATE(1, 2);
    const StopToken stop;
    const auto together =
        runSideBySide<TrainRecord>(5, {.sideBySide = 3, .threadsEach = threads}, runOf, stop);
    REQUIRE(together.size() == 5);
    for (std::size_t i = 0; i < together.size(); ++i) {
        const TrainRecord alone = runOf(i, threads);
        REQUIRE(together[i].result);
        CHECK(together[i].result->config.seed == i);
        CHECK(together[i].result->steps == alone.steps);
        CHECK(together[i].result->weights == alone.weights);
    }
}

TEST_CASE("Jobs are indeed side by side, and their results in order", "[experiments][queue]") {
    std::barrier meeting(3); // none gets past it unless three are there at once
    const auto outcomes = runSideBySide<std::size_t>(
        3, {.sideBySide = 3, .threadsEach = 1},
        [&](std::size_t index, int) {
            meeting.arrive_and_wait();
            return index * index;
        },
        StopToken{});
    REQUIRE(outcomes.size() == 3);
    CHECK(outcomes[0].result == 0);
    CHECK(outcomes[1].result == 1);
    CHECK(outcomes[2].result == 4);
}

TEST_CASE("A job that throws leaves its message, and the others their results", "[experiments][queue]") {
    const auto outcomes = runSideBySide<int>(
        3, {.sideBySide = 2, .threadsEach = 1},
        [](std::size_t index, int) {
            if (index == 1) throw std::runtime_error("sample 7 is broken");
            return 5;
        },
        StopToken{});
    CHECK(outcomes[0].result == 5);
    CHECK_FALSE(outcomes[1].result);
    CHECK(outcomes[1].error == "sample 7 is broken");
    CHECK(outcomes[2].result == 5);
    CHECK(outcomes[2].error.empty());
}

TEST_CASE("After a stop no further job begins", "[experiments][queue]") {
    StopToken stop;
    std::atomic<int> begun{0};
    const auto outcomes = runSideBySide<int>(
        10, {.sideBySide = 1, .threadsEach = 1},
        [&](std::size_t index, int) {
            ++begun;
            if (index == 2) stop.requestStop();
            return 1;
        },
        stop);
    CHECK(begun == 3);
    CHECK(outcomes[2].result);
    CHECK_FALSE(outcomes[3].result);
    CHECK(outcomes[3].error.empty());
}
