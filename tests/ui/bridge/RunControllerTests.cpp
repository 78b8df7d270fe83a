// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/ui/bridge/ScriptedRuns.h"
#include "ui/bridge/RunController.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <map>
#include <memory>
#include <thread>
#include <vector>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

constexpr int kPatience = 10'000; // ms; reached only where something is broken

ExperimentConfig withSteps(std::int64_t steps) {
    ExperimentConfig config;
    config.finder.steps = steps;
    return config;
}

constexpr std::int64_t kUntilStopped = 0;

ScheduleRows rowsFor(std::int64_t steps) {
    const std::vector<double> column(static_cast<std::size_t>(steps), 0.1);
    return {column, column, column};
}

/// Everything a controller says, in order.
struct Log {
    explicit Log(RunController& controller) {
        const auto note = [this](const char* what, RunId run) {
            words.push_back(what);
            runs.push_back(run);
        };
        QObject::connect(&controller, &RunController::runningChanged,
                         [=](bool running) { note(running ? "running" : "idle", 0); });
        QObject::connect(&controller, &RunController::runStarted,
                         [=](RunId run, const RunInfo&) { note("started", run); });
        QObject::connect(&controller, &RunController::stepsRecorded,
                         [this, note](RunId run, const QList<StepRecord>& batch) {
                             note("steps", run);
                             for (const auto& step : batch)
                                 steps.push_back(step);
                         });
        QObject::connect(&controller, &RunController::epochRecorded,
                         [this, note](RunId run, const EpochRecord& epoch) {
                             note("epoch", run);
                             stepsBeforeEpoch.push_back(static_cast<std::int64_t>(steps.size()));
                             epochs.push_back(epoch);
                         });
        QObject::connect(&controller, &RunController::rangeTestEnded,
                         [this, note](RunId run, const std::shared_ptr<const FindRecord>& record) {
                             note("ended", run);
                             finds.push_back(record);
                         });
        QObject::connect(&controller, &RunController::trainingEnded,
                         [this, note](RunId run, const std::shared_ptr<const TrainRecord>& record) {
                             note("ended", run);
                             trainings.push_back(record);
                         });
    }

    bool waitForEnds(std::size_t count) {
        return QTest::qWaitFor([&] { return finds.size() + trainings.size() >= count; }, kPatience);
    }

    std::vector<std::string> words;
    std::vector<RunId> runs;
    std::vector<StepRecord> steps;
    std::vector<EpochRecord> epochs;
    std::vector<std::int64_t> stepsBeforeEpoch;
    std::vector<std::shared_ptr<const FindRecord>> finds;
    std::vector<std::shared_ptr<const TrainRecord>> trainings;
};

} // namespace

TEST_CASE("Every step of a run arrives once, in order, before its end", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    REQUIRE(controller.startRangeTest(withSteps(50'000)) == 1);
    CHECK(controller.isRunning());
    REQUIRE(log.waitForEnds(1));

    REQUIRE(log.steps.size() == 50'000);
    for (std::size_t i = 0; i < log.steps.size(); ++i)
        if (log.steps[i] != scriptedStep(static_cast<std::int64_t>(i)))
            FAIL("step " << i << " is not as recorded");
    CHECK(log.words.front() == "running");
    CHECK(log.words[1] == "started");
    CHECK(log.words[log.words.size() - 2] == "idle");
    CHECK(log.words.back() == "ended");
    CHECK_FALSE(controller.isRunning());
    CHECK(log.finds[0]->summary.outcome == RunOutcome::Completed);
}

TEST_CASE("A burst of steps costs one signal", "[ui][bridge]") {
    // The run is over before the event loop gets to look, so all its steps lie in one batch.
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    controller.startRangeTest(withSteps(20'000));
    while (calls.steps < 20'000)
        QThread::yieldCurrentThread();
    REQUIRE(log.waitForEnds(1));
    CHECK(std::count(log.words.begin(), log.words.end(), "steps") == 1);
}

TEST_CASE("Epochs arrive between the steps before and after them", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    controller.startTraining(ExperimentConfig{}, rowsFor(30));
    REQUIRE(log.waitForEnds(1));
    CHECK(log.stepsBeforeEpoch == std::vector<std::int64_t>{10, 20, 30});
    REQUIRE(log.epochs.size() == 3);
    CHECK(log.epochs[2].epoch == 2);
    CHECK(log.trainings[0]->summary.stepsDone == 30);
}

TEST_CASE("The signals come on the thread that the controller lives on", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    QThread* seen = nullptr;
    QObject::connect(&controller, &RunController::stepsRecorded, [&] { seen = QThread::currentThread(); });
    Log log(controller);
    controller.startRangeTest(withSteps(5));
    REQUIRE(log.waitForEnds(1));
    CHECK(seen == QThread::currentThread());
}

TEST_CASE("A second start while a run is alive starts nothing", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    REQUIRE(controller.startRangeTest(withSteps(kUntilStopped)) == 1);
    CHECK(controller.startRangeTest(withSteps(10)) == 0);
    CHECK(controller.startTraining(ExperimentConfig{}, rowsFor(3)) == 0);
    CHECK(controller.currentRun() == 1);
    controller.stop();
    REQUIRE(log.waitForEnds(1));
    CHECK(log.finds[0]->summary.outcome == RunOutcome::Stopped);
    QTest::qWait(100); // time in which a second end would arrive
    CHECK(log.finds.size() == 1);
    CHECK(log.trainings.empty());
}

TEST_CASE("A run that was stopped says nothing to the next one", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    controller.startRangeTest(withSteps(kUntilStopped));
    controller.stop();
    REQUIRE(log.waitForEnds(1));
    CHECK(controller.startRangeTest(withSteps(7)) == 2);
    REQUIRE(log.waitForEnds(2));
    CHECK(log.finds[1]->summary.outcome == RunOutcome::Completed);
    CHECK(log.finds[1]->summary.stepsDone == 7);
}

TEST_CASE("The next run may start in the slot that hears of the end", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    QObject::connect(&controller, &RunController::rangeTestEnded, [&](RunId run) {
        if (run == 1) controller.startTraining(ExperimentConfig{}, rowsFor(12));
    });
    controller.startRangeTest(withSteps(3));
    REQUIRE(log.waitForEnds(2));
    CHECK(log.runs.back() == 2);
    CHECK(log.trainings.at(0)->summary.stepsDone == 12);
    CHECK_FALSE(controller.isRunning());
}

TEST_CASE("A run stopped while its data are being opened makes no step", "[ui][bridge]") {
    Calls calls;
    Gate gate;
    auto functions = scriptedFunctions(calls);
    functions.openData = [&](const DataConfig& config) {
        gate.waitUntilOpen();
        return emptyData(config);
    };
    RunController controller(functions);
    Log log(controller);
    controller.startRangeTest(withSteps(100));
    controller.stop();
    gate.open();
    REQUIRE(log.waitForEnds(1));
    CHECK(log.finds[0]->summary.outcome == RunOutcome::Stopped);
    CHECK(calls.steps == 0);
    CHECK(std::count(log.words.begin(), log.words.end(), "started") == 0);
}

TEST_CASE("Whatever is thrown in a run becomes a failure with its message", "[ui][bridge]") {
    Calls calls;
    auto functions = scriptedFunctions(calls);
    ExperimentConfig config = withSteps(4);
    std::string message;
    std::int64_t stepsDone = 0;
    SECTION("by the data") {
        config.data.spec = "broken";
        message = "broken: byte 3 is no magic number";
    }
    SECTION("by impossible settings") {
        functions.runRangeTest = [](const auto&, const auto&, auto&, const auto&) -> FindRecord {
            throw std::invalid_argument("lr-min must be above 0, got 0");
        };
        message = "lr-min must be above 0, got 0";
    }
    SECTION("in the middle, after two steps") {
        functions.runRangeTest = [](const auto&, const auto&, TrainingObserver& observer,
                                    const auto&) -> FindRecord {
            observer.stepEnded(scriptedStep(0));
            observer.stepEnded(scriptedStep(1));
            throw std::bad_alloc();
        };
        message = std::bad_alloc().what();
        stepsDone = 2;
    }
    SECTION("as something that is no exception") {
        functions.runRangeTest = [](const auto&, const auto&, auto&, const auto&) -> FindRecord { throw 42; };
        message = "failed for a reason that is no std::exception";
    }
    RunController controller(functions);
    Log log(controller);
    controller.startRangeTest(config);
    REQUIRE(log.waitForEnds(1));
    CHECK(log.finds[0]->summary.outcome == RunOutcome::Failed);
    CHECK(log.finds[0]->summary.message == message);
    CHECK(log.finds[0]->summary.stepsDone == stepsDone);
    CHECK(log.finds[0]->config == config);
    CHECK(log.steps.size() == static_cast<std::size_t>(stepsDone));
}

TEST_CASE("Range tests of several seeds tell the steps of each in order, and one end", "[ui][bridge]") {
    constexpr std::int64_t kSteps = 5'000;
    Calls calls;
    auto functions = scriptedFunctions(calls);
    functions.runSeedTests = [](const ExperimentConfig& config, const DataSource&, SeedObserver& observer,
                                const StopToken&) {
        const auto test = [&observer](std::uint64_t seed) {
            observer.testStarted(seed, {.totalSteps = kSteps, .stepsPerEpoch = 10, .batchSize = 4});
            for (std::int64_t step = 0; step < kSteps; ++step)
                observer.testStepped(seed, scriptedStep(step));
            RunSummary summary;
            summary.stepsDone = kSteps;
            observer.testEnded(seed, summary);
        };
        std::thread first(test, 1), second(test, 2); // at the same time
        first.join();
        second.join();
        FindRecord record;
        record.config = config;
        return record;
    };
    RunController controller(functions);
    Log log(controller);
    std::map<quint64, std::vector<std::int64_t>> steps;
    std::map<quint64, std::size_t> stepsAtEnd;
    QObject::connect(&controller, &RunController::seedStepsRecorded,
                     [&](RunId, quint64 seed, const QList<StepRecord>& batch) {
                         for (const StepRecord& step : batch)
                             steps[seed].push_back(step.step);
                     });
    QObject::connect(&controller, &RunController::seedEnded,
                     [&](RunId, quint64 seed) { stepsAtEnd[seed] = steps[seed].size(); });
    QSignalSpy started(&controller, &RunController::runStarted);
    ExperimentConfig config = withSteps(kSteps);
    config.finder.seeds = 2;
    controller.startRangeTest(config);
    REQUIRE(log.waitForEnds(1));
    REQUIRE(started.size() == 1);
    CHECK(started[0][1].value<RunInfo>().totalSteps == 2 * kSteps);
    REQUIRE(steps.size() == 2);
    for (const auto& [seed, of] : steps) {
        CHECK(of.size() == static_cast<std::size_t>(kSteps));
        CHECK(std::ranges::is_sorted(of));
    }
    CHECK(stepsAtEnd == std::map<quint64, std::size_t>{{1, kSteps}, {2, kSteps}});
    CHECK(log.steps.empty());
    CHECK(log.words.back() == "ended");
}

TEST_CASE("A second run on the same data opens nothing", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    ExperimentConfig config = withSteps(2);
    controller.startRangeTest(config);
    REQUIRE(log.waitForEnds(1));
    controller.startTraining(config, rowsFor(2));
    REQUIRE(log.waitForEnds(2));
    CHECK(calls.opened == 1);

    config.data.seed = 2; // other data
    controller.startRangeTest(config);
    REQUIRE(log.waitForEnds(3));
    CHECK(calls.opened == 2);
}

TEST_CASE("Data that could not be opened are tried again", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    QSignalSpy failed(&controller, &RunController::dataFailed);
    for (int round = 1; round <= 2; ++round) {
        controller.openData(dataOf("broken"));
        REQUIRE(QTest::qWaitFor([&] { return failed.size() == round; }, kPatience));
        CHECK(failed.last().at(0).toString() == "broken: byte 3 is no magic number");
        CHECK(calls.opened == round);
    }
}

TEST_CASE("Data open beside a run, and only the newest request is answered", "[ui][bridge]") {
    Calls calls;
    RunController controller(scriptedFunctions(calls));
    Log log(controller);
    std::vector<std::string> opened;
    QObject::connect(&controller, &RunController::dataOpened,
                     [&](const auto& data) { opened.push_back(data->config.spec); });
    controller.startRangeTest(withSteps(kUntilStopped));
    controller.openData(dataOf("first"));
    controller.openData(dataOf("broken"));
    controller.openData(dataOf("last"));
    REQUIRE(QTest::qWaitFor([&] { return !opened.empty(); }, kPatience));
    CHECK(controller.isRunning());
    controller.stop();
    REQUIRE(log.waitForEnds(1));
    CHECK(opened == std::vector<std::string>{"last"});
}

TEST_CASE("A controller can be closed in mid-run", "[ui][bridge]") {
    Calls calls;
    int said = 0;
    SECTION("by its owner") {
        auto controller = std::make_unique<RunController>(scriptedFunctions(calls));
        controller->startRangeTest(withSteps(kUntilStopped));
        controller->openData(dataOf("other"));
        while (calls.steps < 10)
            QThread::yieldCurrentThread();
        QObject::connect(controller.get(), &RunController::rangeTestEnded, [&] { ++said; });
        controller.reset();
    }
    SECTION("before its run has begun") {
        RunController controller(scriptedFunctions(calls));
        controller.startRangeTest(withSteps(kUntilStopped));
        QObject::connect(&controller, &RunController::rangeTestEnded, [&] { ++said; });
    }
    SECTION("in a slot of its own") {
        auto* controller = new RunController(scriptedFunctions(calls));
        QObject::connect(controller, &RunController::rangeTestEnded, [&] { ++said; });
        bool deleted = false;
        QObject::connect(controller, &RunController::stepsRecorded, [&] {
            delete controller;
            deleted = true;
        });
        controller->startRangeTest(withSteps(kUntilStopped));
        REQUIRE(QTest::qWaitFor([&] { return deleted; }, kPatience));
    }
    QTest::qWait(50);
    CHECK(said == 0);
}
