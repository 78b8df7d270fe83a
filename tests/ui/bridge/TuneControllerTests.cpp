// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/bridge/TuneController.h"

#include <QSignalSpy>
#include <QStringList>

#include <algorithm>
#include <map>
#include <thread>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

const SweepMember kMember{.value = 64, .seed = 1};

/// One sweep of one member, a pick, and two final runs that step at the same time.
TuneRecord shortRecipe(const TuneConfig& config, TuneObserver& observer) {
    TuneRecord record;
    record.config = config;
    observer.partStarted({.part = "range tests", .runs = 1, .epochs = 1.0});
    observer.sweepStarted({.kind = SweepKind::BatchSize, .values = {64}, .base = {}});
    observer.stageStarted({kMember});
    for (std::int64_t step = 0; step < 100; ++step)
        observer.memberStepped(kMember, {.step = step});
    SweepRecord sweep{.config = {.kind = SweepKind::BatchSize, .values = {64}, .base = {}},
                      .message = {},
                      .members = {{.member = kMember, .summary = {}, .points = {}, .epochs = {}}}};
    observer.memberEnded(sweep, sweep.members.back());
    observer.sweepEnded(sweep);
    record.batches = sweep;
    record.maxLr = 0.25;
    observer.picked(record);
    observer.partStarted({.part = "1cycle", .runs = 1, .epochs = 1.0});
    const auto train = [&](const char* name) {
        TuneRun run{.name = name, .config = config.base, .summary = {}, .steps = {}, .epochs = {}};
        observer.runStarted(run, {});
        for (std::int64_t step = 0; step < 1000; ++step)
            observer.runStepped(run, {.step = step});
        observer.runMeasured(run, {.epoch = 0});
        run.summary.stepsDone = 1000;
        observer.runEnded(run);
    };
    std::thread first(train, "1cycle"), second(train, "constant 0.1");
    first.join();
    second.join();
    return record;
}

TuneRecord untilStopped(const TuneConfig& config, const StopToken& stop) {
    while (!stop.stopRequested())
        std::this_thread::yield();
    TuneRecord record;
    record.config = config;
    record.outcome = RunOutcome::Stopped;
    return record;
}

const auto kNoData = std::make_shared<const DataSource>();

} // namespace

TEST_CASE("A recipe tells its parts in order, and every step of the runs that go side by side",
          "[ui][bridge][tune]") {
    TuneController controller([](const TuneConfig& config, const DataSource&, TuneObserver& observer,
                                 const StopToken&,
                                 const FinishedParts&) { return shortRecipe(config, observer); });
    QStringList news;
    std::map<QString, std::vector<std::int64_t>> steps;
    using T = TuneController;
    QObject::connect(&controller, &T::partStarted,
                     [&](const TuneBudget& p) { news += QString::fromStdString(p.part); });
    QObject::connect(&controller, &T::sweepStarted, [&] { news += "sweep"; });
    QObject::connect(&controller, &T::stageStarted, [&] { news += "stage"; });
    QObject::connect(&controller, &T::memberEnded, [&] { news += "member"; });
    QObject::connect(&controller, &T::ended, [&] { news += "sweep ended"; });
    QObject::connect(&controller, &T::picked, [&](const TunePicks& picks) {
        news += "picked";
        CHECK(picks == TunePicks{.maxLr = 0.25});
    });
    QObject::connect(&controller, &T::memberStepped,
                     [&](const SweepMember& member, const QList<StepRecord>& more) {
                         CHECK(member == kMember);
                         for (const StepRecord& step : more)
                             steps["member"].push_back(step.step);
                     });
    QObject::connect(&controller, &T::runStepped, [&](const QString& name, const QList<StepRecord>& more) {
        for (const StepRecord& step : more)
            steps[name].push_back(step.step);
    });
    QSignalSpy ended(&controller, &T::tuneEnded), runs(&controller, &T::runEnded),
        measured(&controller, &T::runMeasured);
    controller.start({}, kNoData);
    CHECK(controller.isRunning());
    controller.start({}, kNoData); // a second press
    REQUIRE(ended.wait(10'000));
    CHECK_FALSE(controller.isRunning());
    CHECK(ended.count() == 1);
    CHECK(news == QStringList{"range tests", "sweep", "stage", "member", "sweep ended", "picked", "1cycle"});
    CHECK(runs.count() == 2);
    CHECK(measured.count() == 2);
    REQUIRE(steps.size() == 3);
    CHECK(steps["member"].size() == 100);
    for (const auto& [name, of] : steps)
        CHECK(std::ranges::is_sorted(of));
    CHECK(steps["1cycle"].size() == 1000);
    CHECK(steps["constant 0.1"].size() == 1000);
}

TEST_CASE("A recipe can be stopped, refused and destroyed while it runs", "[ui][bridge][tune]") {
    const auto endless = [](const TuneConfig& config, const DataSource&, TuneObserver&, const StopToken& stop,
                            const FinishedParts&) { return untilStopped(config, stop); };
    SECTION("stopped") {
        TuneController controller(endless);
        QSignalSpy ended(&controller, &TuneController::tuneEnded);
        controller.start({}, kNoData);
        controller.stop();
        REQUIRE(ended.wait(10'000));
        CHECK(ended.first().first().value<std::shared_ptr<const TuneRecord>>()->outcome ==
              RunOutcome::Stopped);
    }
    SECTION("refused") {
        TuneController controller(
            [](const TuneConfig&, const DataSource&, TuneObserver&, const StopToken&,
               const FinishedParts&) -> TuneRecord { throw std::invalid_argument("no momenta"); });
        QSignalSpy failed(&controller, &TuneController::failed);
        controller.start({}, kNoData);
        REQUIRE(failed.wait(10'000));
        CHECK(failed.first().first().toString() == "no momenta");
        CHECK_FALSE(controller.isRunning());
    }
    SECTION("destroyed") {
        TuneController controller(endless);
        controller.start({}, kNoData);
        CHECK(controller.isRunning());
    }
}

TEST_CASE("A recipe goes on from the finished members of a stopped one, sweeps of other settings do not",
          "[ui][bridge][tune]") {
    const SweepConfig kept{.kind = SweepKind::BatchSize, .values = {64}, .base = {}};
    SweepConfig other = kept;
    other.seeds = 3;
    auto before = std::make_shared<TuneRecord>();
    before->batches = {.config = kept, .message = {}, .members = {}};
    before->batches.members.push_back({.member = kMember, .summary = {}, .points = {}, .epochs = {}});
    before->batches.members.push_back({.member = {.value = 128}, .summary = {}, .points = {}, .epochs = {}});
    before->batches.members.back().summary.outcome = RunOutcome::Stopped;
    TuneRun ended1cycle{.name = "1cycle", .config = {}, .summary = {}, .steps = {}, .epochs = {}};
    before->runs = {ended1cycle, ended1cycle};
    before->runs.back().name = "constant 0.1";
    before->runs.back().summary.outcome = RunOutcome::Stopped;
    std::vector<SweepMemberRecord> same, none;
    bool keptEnded = false, keptStopped = true;
    TuneController controller([&](const TuneConfig&, const DataSource&, TuneObserver& observer,
                                  const StopToken&, const FinishedParts& finished) {
        same = finished.members(kept);
        none = finished.members(other);
        keptEnded = finished.run(before->runs.front()).has_value();
        keptStopped = finished.run(before->runs.back()).has_value();
        observer.runKept(before->runs.front());
        return TuneRecord{};
    });
    QSignalSpy ended(&controller, &TuneController::tuneEnded), standing(&controller, &TuneController::runKept);
    controller.start({}, kNoData, before);
    REQUIRE(ended.wait(10'000));
    REQUIRE(same.size() == 1); // the one that was stopped is made again
    CHECK(same.front().member == kMember);
    CHECK(none.empty());
    CHECK(keptEnded);
    CHECK_FALSE(keptStopped);
    REQUIRE(standing.size() == 1);
    CHECK(standing[0][0].toString() == "1cycle");
}
