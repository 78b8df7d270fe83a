// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SubsetDataset.h"
#include "core/network/NamedNetworks.h"
#include "core/optim/Sgd.h"
#include "core/schedules/Schedule.h"
#include "core/training/Evaluation.h"
#include "core/training/RangeTest.h"
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"

#include <cmath>

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
    const bool validated = GENERATE(false, true);
    INFO(ending.how << (validated ? ", measured after each step" : ""));
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
    const HeldOutLoss heldOut(good.test, 21, 8);
    const RunSummary summary = rangeTest(network, optimizer, data, sweepTo(ending.lrMax), 1, true, observer,
                                         stop, validated ? &heldOut : nullptr);

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

TEST_CASE("The validation loss of a step is that of the weights after its update", "[training][rangetest]") {
    struct Keep : TrainingObserver {
        std::vector<StepRecord> steps;
        void stepEnded(const StepRecord& step) override { steps.push_back(step); }
    } observer, plain;
    const DataSource data = test::tinyData();
    const auto compiled = [&] {
        return compile(networkFromSpec("mlp:8", 3),
                       {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
    };
    Network network = compiled();
    Sgd optimizer({}, network.parameters().weights.size(), 1);
    const HeldOutLoss heldOut(data.test, 10, 8);
    CHECK(heldOut.samples() == 10);
    CHECK(HeldOutLoss(data.test, 1000, 8).samples() == data.test->size());
    rangeTest(network, optimizer, data, sweepTo(0.1, 12), 1, true, observer, StopToken{}, &heldOut);
    rangeTest(network, optimizer, data, sweepTo(0.1, 12), 1, true, plain, StopToken{});
    REQUIRE(observer.steps.size() == 12);

    // The same training stopped after t + 1 steps, measured by the whole-set evaluation.
    const auto tenSamples = firstSamples(data.test, 10);
    for (const std::int64_t t : {std::int64_t{0}, std::int64_t{5}, std::int64_t{11}}) {
        Network other = compiled();
        Sgd otherOptimizer({}, other.parameters().weights.size(), 1);
        ScheduleRows rows = sweepTo(0.1, 12);
        for (auto* column : {&rows.learningRate, &rows.momentum, &rows.weightDecay})
            column->resize(static_cast<std::size_t>(t) + 1);
        TrainingObserver silent;
        Trainer(other, otherOptimizer, data, {.validate = false, .seed = 1}).run(rows, silent, StopToken{});
        const double after = evaluate(other, tenSamples, StopToken{})->loss;
        const auto& step = observer.steps[static_cast<std::size_t>(t)];
        CHECK(step.validationLoss == after);
        CHECK(step.learningRate == rows.learningRate.back());
    }
    // Measuring changes nothing of the training.
    for (std::size_t i = 0; i < 12; ++i) {
        CHECK(observer.steps[i].loss == plain.steps[i].loss);
        CHECK_FALSE(plain.steps[i].validationLoss);
    }
}

TEST_CASE("A validation loss that is no number ends the range test after the update that made it",
          "[training][rangetest]") {
    struct Keep : TrainingObserver {
        std::vector<StepRecord> steps;
        void stepEnded(const StepRecord& step) override { steps.push_back(step); }
    } observer;
    const DataSource data = test::tinyData();
    Network network = compile(networkFromSpec("mlp:8", 3),
                              {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
    Sgd optimizer({}, network.parameters().weights.size(), 1);
    const auto weights = network.weights();
    const HeldOutLoss heldOut(data.test, 21, 8);
    ScheduleRows rows = sweepTo(0.01, 9);
    rows.learningRate[4] = 1e38; // the update leaves the range of floats
    const RunSummary summary =
        rangeTest(network, optimizer, data, rows, 1, true, observer, StopToken{}, &heldOut);
    CHECK(summary.outcome == RunOutcome::Diverged);
    CHECK(summary.stepsDone == 5); // the update of step 4 was made
    REQUIRE(observer.steps.size() == 5);
    CHECK(std::isfinite(observer.steps[4].loss));
    REQUIRE(observer.steps[4].validationLoss);
    CHECK_FALSE(std::isfinite(*observer.steps[4].validationLoss));
    CHECK(summary.message.find("diverged at step 4") != std::string::npos);
    REQUIRE(summary.diagnosis);
    CHECK(network.weights() == weights);
}
