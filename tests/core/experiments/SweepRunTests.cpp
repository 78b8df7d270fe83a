// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Runs.h"
#include "core/experiments/SweepPlan.h"
#include "core/experiments/SweepResults.h"
#include "core/experiments/SweepRun.h"
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

using namespace cyclo;
using namespace cyclo::test;

namespace {

SweepConfig smallSweep(SweepKind kind, SweepMode mode, std::vector<double> values) {
    SweepConfig config{.kind = kind, .mode = mode, .values = std::move(values)};
    config.base.network = "mlp:8";
    config.base.batchSize = 16;
    config.base.threads = 2;
    config.base.finder = {.lrMin = 1e-4, .lrMax = 100.0, .steps = 60};
    config.base.epochs = 2;
    return config;
}

SweepRecord run(const SweepConfig& config, const DataSource& data) {
    SweepObserver silent;
    return runSweep(config, data, silent, StopToken{});
}

} // namespace

TEST_CASE("Members of a decay sweep share seeds, batches and the learning rate that was found",
          "[experiments][sweep]") {
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::WeightDecay, SweepMode::ShortRuns, {0.0, 1e-3, 1e-1});
    config.seeds = 2;
    const SweepRecord record = run(config, data);
    REQUIRE(record.outcome == RunOutcome::Completed);
    REQUIRE(record.members.size() == 2 + 3 * 2 + 2); // range tests, grid, one bisected value
    const auto found = sharedLearningRate(config, record.members);
    REQUIRE(found);
    for (const auto& member : record.members) {
        const auto& points = member.points;
        REQUIRE_FALSE(points.empty());
        CHECK(points.front().weightDecay == member.member.value);
        if (member.member.stage == SweepStage::LearningRate) continue;
        CHECK(points.size() == 40);
        const double peak = std::ranges::max(points, {}, &StepRecord::learningRate).learningRate;
        CHECK_THAT(peak, WithinRel(*found, 1e-12));
        // Decay acts on the first update: the first loss is that of the same weights and batch for all.
        const auto first = std::ranges::find_if(record.members, [&](const auto& other) {
            return other.member.stage == SweepStage::Grid && other.member.seed == member.member.seed;
        });
        CHECK(points.front().loss == first->points.front().loss);
    }
    CHECK(record.members[2].points.front().loss != record.members[3].points.front().loss); // other seed
    double sum = 0.0;
    for (const auto& point : record.members[4].points)
        sum += point.learningRate * 1e-3;
    CHECK_THAT(totalDecay(record.members[4]), WithinRel(sum, 1e-12));
}

TEST_CASE("A member is the run that its experiment alone would be", "[experiments][sweep]") {
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::Momentum, SweepMode::ShortRuns, {0.5, 0.9});
    config.learningRate = 0.05;
    const auto [policy, expected] = GENERATE(
        std::pair(Policy(Constant{}), Policy(Constant{.learningRate = 0.05, .momentum = 0.9})),
        std::pair(Policy(MultiStep{.milestones = {0.25, 0.5}, .gamma = 0.3}),
                  Policy(MultiStep{
                      .learningRate = 0.05, .milestones = {0.25, 0.5}, .gamma = 0.3, .momentum = 0.9})));
    config.base.policy = policy;
    const SweepRecord record = run(config, data);
    REQUIRE(record.members.size() == 2);
    ExperimentConfig alone = config.base;
    alone.threads = 1; // two members share two threads
    TrainingObserver silent;
    const auto rows = rowsOf(Schedule{expected, 0.0}, 40);
    CHECK(record.members[1].points == runTraining(alone, rows, data, silent, StopToken{}).steps);
    CHECK(record.members[0].points.front().momentum == 0.5);
}

TEST_CASE("Batch sizes are compared at equal samples", "[experiments][sweep]") {
    const DataSource data = tinyData({.trainSize = 320});
    const auto config = smallSweep(SweepKind::BatchSize, SweepMode::RangeTests, {16, 8, 32});
    CHECK(finderSteps(config, 32) == 60);
    CHECK(finderSteps(config, 16) == 120);
    const SweepRecord record = run(config, data);
    REQUIRE(record.members.size() == 3);
    CHECK(record.members[1].member.value == 8);
    CHECK(record.members[1].points.size() <= 240);
    // Equal factors over 240 steps in place of 60: the second step is a quarter as far.
    CHECK_THAT(std::log(record.members[1].points[1].learningRate / 1e-4),
               WithinRel(std::log(1e6) / 239, 1e-9));
}

TEST_CASE("A momentum range test goes from the smallest to the largest value", "[experiments][sweep]") {
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::Momentum, SweepMode::MomentumRamp, {0.9, 0.7, 0.99});
    config.base.policy = Constant{};
    config.learningRate = 0.01;
    const SweepRecord record = run(config, data);
    REQUIRE(record.members.size() == 1);
    CHECK(record.members[0].points.front().momentum == 0.7);
    CHECK(record.members[0].points.back().momentum == 0.99);
    CHECK(record.members[0].points.back().learningRate == 0.01);
}

TEST_CASE("A sweep that was stopped and taken up again is the one that was never stopped",
          "[experiments][sweep]") {
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::WeightDecay, SweepMode::ShortRuns, {0.0, 1e-3, 1e-1});
    const SweepRecord whole = run(config, data);
    REQUIRE(whole.outcome == RunOutcome::Completed);

    struct StopAfter : SweepObserver {
        StopAfter(int count, StopToken& token) : left(count), stop(token) {}
        void memberEnded(const SweepRecord& soFar, const SweepMemberRecord&) override {
            finished = soFar.members.size();
            if (--left == 0) stop.requestStop();
        }
        int left;
        StopToken& stop;
        std::size_t finished = 0;
    };
    StopToken stop;
    StopAfter observer(GENERATE(1, 2, 4), stop);
    const SweepRecord part = runSweep(config, data, observer, stop);
    CHECK(part.outcome == RunOutcome::Stopped);
    CHECK(part.members.size() >= observer.finished);
    REQUIRE(part.members.size() < whole.members.size());

    SweepObserver silent;
    const SweepRecord resumed = runSweep(config, data, silent, StopToken{}, part.members);
    CHECK(resumed.outcome == RunOutcome::Completed);
    REQUIRE(resumed.members.size() == whole.members.size());
    for (std::size_t i = 0; i < whole.members.size(); ++i) {
        CHECK(resumed.members[i].member == whole.members[i].member);
        CHECK(resumed.members[i].points == whole.members[i].points);
    }
}

TEST_CASE("Branches share their first steps, and are the whole runs that their rows describe",
          "[experiments][sweep][branch]") {
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::WeightDecay, SweepMode::Branches, {0.0, 1e-3, 1e-1});
    config.learningRate = 0.05;
    config.base.weightDecay = 1e-3;
    config.branchAt = 25; // in the second epoch of 20 steps
    config.seeds = 2;
    const SweepRecord record = run(config, data);
    REQUIRE(record.outcome == RunOutcome::Completed);
    REQUIRE(record.members.size() == 6);
    TrainingObserver silent;
    for (const auto& member : record.members) {
        ExperimentConfig alone = experimentOf(config, member.member, 0.05);
        alone.threads = 1;
        const auto rows = rowsOf(config, member.member, 0.05, 40);
        CHECK(rows.weightDecay[24] == 1e-3);
        CHECK(rows.weightDecay[25] == member.member.value);
        const TrainRecord whole = runTraining(alone, rows, data, silent, StopToken{});
        CHECK(member.points == whole.steps); // to the last bit
        REQUIRE(member.epochs.size() == 2);
        CHECK(member.epochs[0].validationLoss == whole.epochs[0].validationLoss);
        CHECK(member.epochs[1].validationLoss == whole.epochs[1].validationLoss);
        CHECK(member.epochs[1].trainLoss == whole.epochs[1].trainLoss);
        CHECK(member.summary.stepsDone == 40);
    }
    CHECK(record.members[0].points[25].loss == record.members[4].points[25].loss);
    CHECK(record.members[0].points[39].loss != record.members[4].points[39].loss);
    CHECK(scoresOf(config, record.members).size() == 3);

    SECTION("also where the sweep was stopped and its trunks are made anew") {
        SweepObserver nobody;
        std::vector<SweepMemberRecord> finished{record.members[0], record.members[3]};
        const SweepRecord resumed = runSweep(config, data, nobody, StopToken{}, finished);
        REQUIRE(resumed.members.size() == 6);
        for (std::size_t i = 0; i < 6; ++i)
            CHECK(resumed.members[i].points == record.members[i].points);
    }
    SECTION("a trunk that diverges ends the sweep and says where") {
        config.learningRate = 1e9;
        const SweepRecord none = run(config, data);
        CHECK(none.outcome == RunOutcome::Failed);
        CHECK(none.message.find("before the branch") != std::string::npos);
        CHECK(none.members.empty());
    }
    SECTION("a stop in the trunk is a stop of the sweep") {
        struct StopInTrunk : SweepObserver {
            void memberStepped(const SweepMember& member, const StepRecord&) override {
                if (member.stage == SweepStage::Trunk) stop.requestStop();
            }
            StopToken stop;
        } observer;
        const SweepRecord none = runSweep(config, data, observer, observer.stop);
        CHECK(none.outcome == RunOutcome::Stopped);
        CHECK(none.members.empty());
    }
}

TEST_CASE("An observer sees every step of every member, in order, and each end once",
          "[experiments][sweep]") {
    struct Watch : SweepObserver {
        void stageStarted(const std::vector<SweepMember>& members) override { announced += members.size(); }
        void memberStepped(const SweepMember& member, const StepRecord& step) override {
            const std::lock_guard lock(mutex);
            inOrder = inOrder && steps[member.value]++ == step.step;
        }
        void memberEnded(const SweepRecord&, const SweepMemberRecord& record) override {
            ended[record.member.value] += 1;
            complete = complete && steps[record.member.value] == std::int64_t(record.points.size());
        }
        std::mutex mutex;
        std::map<double, std::int64_t> steps;
        std::map<double, int> ended;
        std::size_t announced = 0;
        bool inOrder = true, complete = true;
    } watch;
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::Momentum, SweepMode::ShortRuns, {0.5, 0.7, 0.9});
    config.learningRate = 0.05;
    runSweep(config, data, watch, StopToken{});
    CHECK(watch.announced == 3);
    CHECK(watch.inOrder);
    CHECK(watch.complete);
    CHECK(watch.ended == std::map<double, int>{{0.5, 1}, {0.7, 1}, {0.9, 1}});
}

TEST_CASE("A sweep without a usable learning rate, or with a member that fails, says so",
          "[experiments][sweep]") {
    SECTION("flat range test") {
        auto config = smallSweep(SweepKind::Momentum, SweepMode::ShortRuns, {0.5, 0.9});
        config.base.finder = {.lrMin = 1e-9, .lrMax = 1e-8, .steps = 40};
        const SweepRecord record = run(config, tinyData({.trainSize = 320}));
        CHECK(record.outcome == RunOutcome::Failed);
        CHECK(record.message.find("recommends no learning rate") != std::string::npos);
        CHECK(record.members.size() == 1);
    }
    SECTION("a sample that cannot be read") {
        auto config = smallSweep(SweepKind::Momentum, SweepMode::ShortRuns, {0.5, 0.9});
        config.learningRate = 0.05;
        const SweepRecord record = run(config, tinyData({.trainSize = 320, .throwAt = 300}));
        CHECK(record.outcome == RunOutcome::Failed);
        CHECK(record.message.find("sample 300 is broken") != std::string::npos);
        CHECK(record.members.empty());
    }
}

TEST_CASE("Impossible sweeps are refused before a run starts", "[experiments][sweep]") {
    struct Never : SweepObserver {
        void stageStarted(const std::vector<SweepMember>&) override { FAIL("started"); }
    } observer;
    const DataSource data = tinyData({.trainSize = 320});
    auto config = smallSweep(SweepKind::WeightDecay, SweepMode::ShortRuns, {0.0, 1e-3});
    SECTION("no value") {
        config.values = {};
    }
    SECTION("a branch at the start") {
        config.mode = SweepMode::Branches;
    }
    SECTION("a branch at the end") {
        config.mode = SweepMode::Branches;
        config.branchAt = 40;
    }
    SECTION("a value twice") {
        config.values = {1e-3, 1e-3};
    }
    SECTION("a negative decay") {
        config.values = {-1e-3};
    }
    SECTION("a momentum of 1") {
        config.kind = SweepKind::Momentum;
        config.values = {1.0};
    }
    SECTION("half a sample") {
        config.kind = SweepKind::BatchSize;
        config.mode = SweepMode::RangeTests;
        config.values = {16, 32.5};
    }
    SECTION("a batch larger than the data") {
        config.kind = SweepKind::BatchSize;
        config.mode = SweepMode::RangeTests;
        config.values = {16, 512};
    }
    SECTION("batches by short runs") {
        config.kind = SweepKind::BatchSize;
        config.values = {16, 32};
    }
    SECTION("no seed") {
        config.seeds = 0;
    }
    SECTION("a policy that short runs do not follow") {
        config.base.policy = Sweep{.lrMin = 1e-3, .lrMax = 1.0};
    }
    SECTION("milestones that fall") {
        config.base.policy = MultiStep{.milestones = {0.5, 0.25}};
    }
    SECTION("an unknown network") {
        config.base.network = "lenot";
    }
    SECTION("weights to start from") {
        config.base.init = "start.safetensors";
    }
    SECTION("threads") {
        config.base.threads = -2;
    }
    CHECK_THROWS_AS(runSweep(config, data, observer, StopToken{}), std::invalid_argument);
}
