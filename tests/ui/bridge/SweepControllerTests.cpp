// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/bridge/SweepController.h"

#include <QSignalSpy>

#include <thread>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

const SweepMember kFirst{.value = 1e-4, .seed = 1};
const SweepMember kSecond{.value = 1e-3, .seed = 1};

SweepMemberRecord recordOf(const SweepMember& member) {
    return {.member = member, .summary = {}, .points = {}, .epochs = {}};
}

/// Two members that step at the same time on threads of their own.
SweepRecord twoMembers(const SweepConfig& config, SweepObserver& observer) {
    observer.stageStarted({kFirst, kSecond});
    const auto run = [&](const SweepMember& member) {
        for (std::int64_t step = 0; step < 1000; ++step)
            observer.memberStepped(member, {.step = step, .learningRate = member.value});
    };
    std::thread first(run, kFirst), second(run, kSecond);
    first.join();
    second.join();
    SweepRecord record{.config = config, .message = {}, .members = {recordOf(kFirst)}};
    observer.memberEnded(record, record.members.back());
    record.members.push_back(recordOf(kSecond));
    observer.memberEnded(record, record.members.back());
    return record;
}

} // namespace

TEST_CASE("A sweep's steps arrive whole and in order for each member", "[ui][bridge][sweep]") {
    SweepController controller([](const SweepConfig& config, const DataSource&, SweepObserver& observer,
                                  const StopToken&, std::vector<SweepMemberRecord>) {
        return twoMembers(config, observer);
    });
    std::map<double, std::vector<std::int64_t>> steps;
    QObject::connect(&controller, &SweepController::memberStepped,
                     [&](const SweepMember& member, const QList<StepRecord>& records) {
                         for (const StepRecord& record : records)
                             steps[member.value].push_back(record.step);
                     });
    QSignalSpy ended(&controller, &SweepController::ended);
    QSignalSpy members(&controller, &SweepController::memberEnded);
    controller.start({.values = {}, .base = {}}, std::make_shared<const DataSource>());
    CHECK(controller.isRunning());
    REQUIRE(ended.wait(10'000));
    CHECK_FALSE(controller.isRunning());
    CHECK(members.count() == 2);
    REQUIRE(steps.size() == 2);
    for (const auto& [value, of] : steps) {
        REQUIRE(of.size() == 1000);
        CHECK(std::ranges::is_sorted(of));
    }
}

TEST_CASE("A sweep can be stopped, and settings that cannot be run are told", "[ui][bridge][sweep]") {
    SECTION("stopped") {
        SweepController controller([](const SweepConfig& config, const DataSource&, SweepObserver&,
                                      const StopToken& stop, std::vector<SweepMemberRecord>) {
            while (!stop.stopRequested())
                std::this_thread::yield();
            return SweepRecord{.config = config, .outcome = RunOutcome::Stopped, .message = {}, .members = {}};
        });
        QSignalSpy ended(&controller, &SweepController::ended);
        controller.start({.values = {}, .base = {}}, std::make_shared<const DataSource>());
        controller.stop();
        REQUIRE(ended.wait(10'000));
        const auto record = ended.first().first().value<std::shared_ptr<const SweepRecord>>();
        CHECK(record->outcome == RunOutcome::Stopped);
    }
    SECTION("refused") {
        SweepController controller([](const SweepConfig&, const DataSource&, SweepObserver&, const StopToken&,
                                      std::vector<SweepMemberRecord>) -> SweepRecord {
            throw std::invalid_argument("no values");
        });
        QSignalSpy failed(&controller, &SweepController::failed);
        controller.start({.values = {}, .base = {}}, std::make_shared<const DataSource>());
        REQUIRE(failed.wait(10'000));
        CHECK(failed.first().first().toString() == "no values");
        CHECK_FALSE(controller.isRunning());
    }
    SECTION("destroyed while it runs") {
        SweepController controller([](const SweepConfig& config, const DataSource&, SweepObserver&,
                                      const StopToken& stop, std::vector<SweepMemberRecord>) {
            while (!stop.stopRequested())
                std::this_thread::yield();
            return SweepRecord{.config = config, .message = {}, .members = {}};
        });
        controller.start({.values = {}, .base = {}}, std::make_shared<const DataSource>());
    }
}
