// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "core/optim/Sgd.h"
#include "core/schedules/Schedule.h"
#include "core/training/Evaluation.h"
#include "core/training/Trainer.h"
#include "tests/support/Catch.h"
#include "tests/support/NaiveNetwork.h"
#include "tests/support/TinyData.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::WithinAbs;

namespace {

struct Keep : TrainingObserver {
    std::vector<StepRecord> steps;
    std::vector<EpochRecord> epochs;
    int starts = 0, ends = 0;
    void runStarted(const RunInfo&) override { ++starts; }
    void stepEnded(const StepRecord& step) override { steps.push_back(step); }
    void epochEnded(const EpochRecord& epoch) override { epochs.push_back(epoch); }
    void runEnded(const RunSummary&) override { ++ends; }
};

Network smallNetwork(const SampleShape& src) {
    return compile(networkFromSpec("mlp:8", 3), {.src = src, .batchSize = 8, .threads = 1, .seed = 3});
}

const test::TinyDataOptions kUsualData = {};

struct Setup {
    DataSource data = test::tinyData(kUsualData);
    Network network = smallNetwork(data.sampleShape);
    Sgd optimizer{OptimizerConfig{}, network.parameters().weights.size(), 1};
    StopToken stop;
    Keep seen;
};

ScheduleRows oneCycle(std::int64_t steps) {
    return rowsOf({SmithOneCycle{.maxLr = 0.1}, 1e-4}, steps);
}

} // namespace

TEST_CASE("Training learns separable classes", "[training]") {
    Setup s;
    s.data = test::tinyData({.trainSize = 1200, .testSize = 300});
    const RunSummary summary = Trainer(s.network, s.optimizer, s.data, {}).run(oneCycle(450), s.seen, s.stop);
    CHECK(summary.outcome == RunOutcome::Completed);
    REQUIRE(summary.last);
    // Chance is 1/3. Neighbouring centres lie 4 deviations apart, so the best rule errs in 2.3 % of the outer
    // classes and 4.6 % of the middle one: 3 % in all.
    CHECK(summary.last->validationAccuracy > 0.93);
    CHECK(summary.last->validationLoss < 0.2);
}

TEST_CASE("The recorded hyper-parameters are the rows of the schedule, bit for bit", "[training]") {
    Setup s;
    const ScheduleRows rows = oneCycle(40);
    Trainer(s.network, s.optimizer, s.data, {}).run(rows, s.seen, s.stop);
    REQUIRE(static_cast<std::int64_t>(s.seen.steps.size()) == rows.size());
    for (std::int64_t step = 0; step < rows.size(); ++step) {
        const StepRecord& seen = s.seen.steps[static_cast<std::size_t>(step)];
        CHECK(StepHyperparameters{seen.learningRate, seen.momentum, seen.weightDecay} == rows.at(step));
        CHECK(seen.step == step);
    }
}

namespace {

/// Bends the rest of the run after some of its steps, as a person at the window would.
struct Bender : Keep {
    LearningRateBend bend;
    std::vector<LearningRateChange> changes;
    std::vector<std::pair<std::int64_t, double>> plan; ///< after which step, by which factor
    void stepEnded(const StepRecord& step) override {
        Keep::stepEnded(step);
        for (const auto& [after, factor] : plan)
            if (step.step == after) bend.set(factor);
    }
    void learningRateChanged(const LearningRateChange& change) override { changes.push_back(change); }
};

} // namespace

TEST_CASE("A bend scales the planned learning rates from the next step on and is told of once",
          "[training][bend]") {
    Setup s;
    const ScheduleRows rows = oneCycle(40);
    Bender bender;
    bender.plan = {{9, 0.5}, {19, 0.5}, {29, 2.0}};
    const RunSummary summary =
        Trainer(s.network, s.optimizer, s.data, {}).run(rows, bender, s.stop, bender.bend);
    CHECK(summary.outcome == RunOutcome::Completed);
    REQUIRE(bender.steps.size() == 40);
    for (const StepRecord& step : bender.steps) {
        CAPTURE(step.step);
        const double factor = step.step < 10 ? 1.0 : step.step < 30 ? 0.5 : 2.0;
        CHECK(step.learningRate == rows.at(step.step).learningRate * factor);
        CHECK(step.momentum == rows.at(step.step).momentum);
    }
    CHECK(bender.changes == std::vector<LearningRateChange>{{10, 0.5, rows.at(10).learningRate * 0.5},
                                                            {30, 2.0, rows.at(30).learningRate * 2.0}});
}

TEST_CASE("Before a bend, and without one, a run is the same to the last bit", "[training][bend]") {
    Setup plain, bent;
    const ScheduleRows rows = oneCycle(40);
    Trainer(plain.network, plain.optimizer, plain.data, {}).run(rows, plain.seen, plain.stop);
    Bender bender;
    bender.plan = {{19, 0.1}};
    Trainer(bent.network, bent.optimizer, bent.data, {}).run(rows, bender, bent.stop, bender.bend);
    // The update of step 20 is the first that differs, and the loss of step 21 the first that shows it.
    for (std::size_t step = 0; step <= 20; ++step)
        CHECK(bender.steps[step].loss == plain.seen.steps[step].loss);
    CHECK(bender.steps[21].loss != plain.seen.steps[21].loss);
}

TEST_CASE("A run that diverges under a bend names the learning rate it used", "[training][bend]") {
    Setup s;
    Bender bender;
    bender.plan = {{4, 1e12}};
    const RunSummary summary =
        Trainer(s.network, s.optimizer, s.data, {.stopOnBlowUp = true})
            .run(rowsOf({Constant{.learningRate = 0.5}}, 40), bender, s.stop, bender.bend);
    REQUIRE(summary.outcome == RunOutcome::Diverged);
    CHECK(summary.message.find("learning rate 5e+11") != std::string::npos);
}

TEST_CASE("A run whose loss is finite and beyond hope has diverged where it is", "[training]") {
    Setup s;
    Bender bender;
    bender.plan = {{4, 1e9}, {6, 1e-9}}; // what comes after would be finite, and dead
    const RunSummary summary =
        Trainer(s.network, s.optimizer, s.data, {})
            .run(rowsOf({Constant{.learningRate = 0.5}}, 40), bender, s.stop, bender.bend);
    CHECK(summary.outcome == RunOutcome::Diverged);
    CHECK(summary.stepsDone < 10);
    CHECK(std::isfinite(bender.steps.back().loss));
    CHECK(bender.steps.back().loss > 1e6);
    CHECK(summary.diagnosis);
}

TEST_CASE("A run whose loss stays finite and ends far above guessing has diverged", "[training]") {
    Setup s;
    const RunSummary summary = Trainer(s.network, s.optimizer, s.data, {})
                                   .run(rowsOf({Constant{.learningRate = 3.0}}, 8), s.seen, s.stop);
    REQUIRE(summary.last);
    REQUIRE(std::isfinite(summary.last->validationLoss));
    CHECK(summary.last->validationLoss > 10.0);
    CHECK(summary.outcome == RunOutcome::Diverged);
    CHECK(summary.stepsDone == 8);
}

TEST_CASE("A run too short for running statistics to settle has not diverged by what they do", "[training]") {
    const DataSource data = test::tinyData({.shape = {3, 8, 8}});
    Network network = compile(networkFromSpec("resnet8", 3),
                              {.src = data.sampleShape, .batchSize = 8, .threads = 1, .seed = 3});
    Sgd optimizer({}, network.parameters().weights.size(), 1);
    Keep seen;
    const RunSummary summary = Trainer(network, optimizer, data, {})
                                   .run(rowsOf({Constant{.learningRate = 2.0}}, 8), seen, StopToken());
    REQUIRE(summary.last);
    REQUIRE(std::isfinite(summary.last->validationLoss));
    CHECK(summary.last->validationLoss > 10.0);
    CHECK(summary.outcome == RunOutcome::Completed);
}

TEST_CASE("A bend is a factor above zero", "[training][bend]") {
    LearningRateBend bend;
    const double wrong = GENERATE(0.0, -1.0, HUGE_VAL, std::nan(""));
    CHECK_THROWS_AS(bend.set(wrong), std::invalid_argument);
    CHECK(bend.factor() == 1.0);
}

TEST_CASE("An epoch is whole batches, and what is left of the last one is validated too", "[training]") {
    Setup s; // 64 samples in batches of 8: 8 steps an epoch
    Trainer(s.network, s.optimizer, s.data, {}).run(oneCycle(20), s.seen, s.stop);
    REQUIRE(s.seen.epochs.size() == 3);
    CHECK(s.seen.epochs[0].step == 8);
    CHECK(s.seen.epochs[1].step == 16);
    CHECK(s.seen.epochs[2].step == 20);
    double mean = 0;
    for (std::size_t i = 0; i < 8; ++i)
        mean += s.seen.steps[i].loss / 8;
    CHECK_THAT(s.seen.epochs[0].trainLoss, WithinAbs(mean, 1e-12));
}

TEST_CASE("Evaluation counts the short last batch by its size", "[training]") {
    Setup s; // 21 test samples: 8 + 8 + 5
    const auto held = evaluate(s.network, s.data.test, s.stop);
    REQUIRE(held);
    CHECK(held->samples == 21);
    std::vector<float> values(21 * 4);
    std::vector<std::int32_t> labels;
    for (std::int64_t i = 0; i < 21; ++i) {
        s.data.test->copySample(i, std::span(values).subspan(static_cast<std::size_t>(i) * 4, 4));
        labels.push_back(s.data.test->label(i));
    }
    const test::NaiveNetwork naive{networkFromSpec("mlp:8", 3), s.data.sampleShape, s.network.weights()};
    CHECK_THAT(held->loss, WithinAbs(naive.loss(values, labels), 1e-5));
}

TEST_CASE("The same seed gives the same losses to the last bit, another seed others", "[training]") {
    const auto losses = [](std::uint64_t seed) {
        Setup s;
        Trainer(s.network, s.optimizer, s.data, {.seed = seed}).run(oneCycle(30), s.seen, s.stop);
        std::vector<double> values;
        for (const StepRecord& step : s.seen.steps)
            values.push_back(step.loss);
        return values;
    };
    const auto first = losses(1);
    CHECK(losses(1) == first);
    CHECK(losses(2) != first);
}

TEST_CASE("A run tells its start and its end once, whatever happens", "[training]") {
    Setup s;
    SECTION("stopped before the first step") {
        s.stop.requestStop();
        const auto summary = Trainer(s.network, s.optimizer, s.data, {}).run(oneCycle(20), s.seen, s.stop);
        CHECK(summary.outcome == RunOutcome::Stopped);
        CHECK(summary.stepsDone == 0);
        CHECK(s.seen.steps.empty());
    }
    SECTION("an observer that throws ends it as failed") {
        struct Thrower : Keep {
            void stepEnded(const StepRecord& step) override {
                if (step.step == 3) throw std::runtime_error("no more room");
            }
        } thrower;
        const auto summary = Trainer(s.network, s.optimizer, s.data, {}).run(oneCycle(20), thrower, s.stop);
        CHECK(summary.outcome == RunOutcome::Failed);
        CHECK(summary.message == "no more room");
        CHECK(thrower.starts == 1);
        CHECK(thrower.ends == 1);
        return;
    }
    SECTION("no rows") {
        const auto before = s.network.weights();
        const auto summary = Trainer(s.network, s.optimizer, s.data, {}).run({}, s.seen, s.stop);
        CHECK(summary.outcome == RunOutcome::Completed);
        CHECK(s.network.weights() == before);
    }
    SECTION("a loss that is not finite") {
        const auto rows = rowsOf({Constant{.learningRate = 1e30, .momentum = 0.9}, 0.0}, 20);
        const auto summary = Trainer(s.network, s.optimizer, s.data, {}).run(rows, s.seen, s.stop);
        CHECK(summary.outcome == RunOutcome::Diverged);
        CHECK_FALSE(std::isfinite(s.seen.steps.back().loss));
    }
    CHECK(s.seen.starts == 1);
    CHECK(s.seen.ends == 1);
}

TEST_CASE("A batch larger than the training set is refused before the run", "[training]") {
    Setup s;
    s.data = test::tinyData({.trainSize = 5});
    CHECK_THROWS_AS(Trainer(s.network, s.optimizer, s.data, {}), std::invalid_argument);
}

TEST_CASE("Training goes on from a snapshot as if it had not been interrupted", "[training][snapshot]") {
    const std::int64_t at = GENERATE(1, 8, 11, 16); // 8 steps an epoch: within one, at its end, in the second
    CAPTURE(at);
    const ScheduleRows rows = oneCycle(30);
    Setup whole;
    const RunSummary once =
        Trainer(whole.network, whole.optimizer, whole.data, {}).run(rows, whole.seen, whole.stop);

    ScheduleRows first = rows;
    for (auto* column : {&first.learningRate, &first.momentum, &first.weightDecay})
        column->resize(static_cast<std::size_t>(at));
    Setup part;
    Trainer trainer(part.network, part.optimizer, part.data, {.validateLast = false, .keepSnapshot = true});
    trainer.run(first, part.seen, part.stop);
    REQUIRE(trainer.snapshot());
    CHECK(trainer.snapshot()->step == at);
    CHECK(part.seen.epochs.size() == static_cast<std::size_t>(at / 8));

    Setup rest; // another network, of other weights by then
    Trainer(rest.network, rest.optimizer, rest.data, {}).run(oneCycle(3), rest.seen, rest.stop);
    rest.seen = {};
    const RunSummary then = Trainer(rest.network, rest.optimizer, rest.data, {})
                                .resume(*trainer.snapshot(), rows, rest.seen, rest.stop);
    CHECK(then.stepsDone == 30);
    auto steps = part.seen.steps;
    steps.insert(steps.end(), rest.seen.steps.begin(), rest.seen.steps.end());
    CHECK(steps == whole.seen.steps);
    REQUIRE(part.seen.epochs.size() + rest.seen.epochs.size() == whole.seen.epochs.size());
    const auto& last = rest.seen.epochs.back();
    CHECK(last.epoch == whole.seen.epochs.back().epoch);
    CHECK(last.trainLoss == once.last->trainLoss);
    CHECK(last.validationLoss == once.last->validationLoss);
    CHECK(rest.network.weights() == whole.network.weights());
    CHECK(rest.optimizer.state() == whole.optimizer.state());
}

TEST_CASE("A snapshot is of a run that completed, and of a run that is long enough", "[training][snapshot]") {
    Setup s;
    Trainer trainer(s.network, s.optimizer, s.data, {.keepSnapshot = true});
    trainer.run(oneCycle(6), s.seen, s.stop);
    const TrainingSnapshot six = trainer.snapshot().value();
    CHECK_THROWS_AS(trainer.resume(six, oneCycle(5), s.seen, s.stop), std::invalid_argument);
    s.stop.requestStop();
    trainer.run(oneCycle(6), s.seen, s.stop);
    CHECK_FALSE(trainer.snapshot());
}
