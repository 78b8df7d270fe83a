// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "core/optim/Sgd.h"
#include "core/schedules/Schedule.h"
#include "core/training/RangeTest.h"
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"

using namespace cyclo;

namespace {

/// Asks for a stop once so many steps are done.
class StopAfter : public TrainingObserver {
public:
    StopAfter(StopToken& stop, std::int64_t steps) : stop_(stop), steps_(steps) {}
    void stepEnded(const StepRecord& step) override {
        if (step.step + 1 == steps_) stop_.requestStop();
    }

private:
    StopToken& stop_;
    std::int64_t steps_;
};

struct Ending {
    std::string how;
    RunOutcome outcome;
    double lrMax;
    std::int64_t throwAt;
    std::int64_t stopAfter;
};

ScheduleRows sweepTo(double lrMax, std::int64_t steps = 30) {
    return rowsOf({Sweep{.lrMin = 1e-4, .lrMax = lrMax, .momentum = 0.9}, 1e-3}, steps);
}

} // namespace

TEST_CASE("A range test leaves weights and optimizer state as they were, however it ends",
          "[training][rangetest]") {
    const auto ending = GENERATE(values<Ending>({{"completed", RunOutcome::Completed, 0.01, -1, -1},
                                                 {"stopped", RunOutcome::Stopped, 0.01, -1, 7},
                                                 {"diverged", RunOutcome::Diverged, 1e6, -1, -1},
                                                 {"failed", RunOutcome::Failed, 0.01, 40, -1}}));
    INFO(ending.how);
    const DataSource good = test::tinyData();
    const DataSource data = test::tinyData({.throwAt = ending.throwAt});
    Network network = compile(networkFromSpec("mlp:8", 3),
                              {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
    Sgd optimizer({}, network.parameters().weights.size(), 1);
    StopToken never;
    TrainingObserver silent;
    // A little training first, so that the optimizer has a velocity to lose.
    Trainer(network, optimizer, good, {.seed = 1}).run(sweepTo(0.01, 5), silent, never);
    const auto weights = network.weights();
    const OptimizerState state = optimizer.state();
    REQUIRE(std::ranges::any_of(state.velocity, [](float v) { return v != 0.f; }));

    StopToken stop;
    StopAfter observer(stop, ending.stopAfter);
    const RunSummary summary =
        rangeTest(network, optimizer, data, sweepTo(ending.lrMax), 1, true, observer, stop);

    CHECK(summary.outcome == ending.outcome);
    CHECK(summary.stepsDone > 0);
    CHECK(network.weights() == weights);
    CHECK(optimizer.state() == state);

    SECTION("and training goes on as if it had not been there") {
        Network other = compile(networkFromSpec("mlp:8", 3),
                                {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
        Sgd otherOptimizer({}, other.parameters().weights.size(), 1);
        Trainer(other, otherOptimizer, good, {.seed = 1}).run(sweepTo(0.01, 5), silent, never);
        Trainer(other, otherOptimizer, good, {.seed = 2}).run(sweepTo(0.02, 9), silent, never);
        Trainer(network, optimizer, good, {.seed = 2}).run(sweepTo(0.02, 9), silent, never);
        CHECK(network.weights() == other.weights());
    }
}

TEST_CASE("The blow-up's own loss is recorded, and no update is made with it", "[training][rangetest]") {
    struct Keep : TrainingObserver {
        std::vector<StepRecord> steps;
        RunSummary summary;
        int ends = 0;
        void stepEnded(const StepRecord& step) override { steps.push_back(step); }
        void runEnded(const RunSummary& s) override { summary = s, ++ends; }
    } observer;
    const DataSource data = test::tinyData();
    Network network = compile(networkFromSpec("mlp:8", 3),
                              {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
    Sgd optimizer({}, network.parameters().weights.size(), 1);
    const RunSummary summary =
        rangeTest(network, optimizer, data, sweepTo(1e9), 1, true, observer, StopToken{});
    CHECK(summary.outcome == RunOutcome::Diverged);
    CHECK(static_cast<std::int64_t>(observer.steps.size()) == summary.stepsDone + 1);
    CHECK(summary.stepsDone < 30);
    CHECK(observer.ends == 1);
    CHECK(summary.message.find("diverged at step " + std::to_string(observer.steps.back().step)) !=
          std::string::npos);
}
