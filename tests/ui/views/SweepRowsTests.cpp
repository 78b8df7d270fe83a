// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/ui/views/Script.h"
#include "ui/bridge/RunController.h"
#include "ui/bridge/SweepFeed.h"
#include "ui/views/ComparisonModel.h"
#include "ui/views/RunSession.h"
#include "ui/views/SweepRows.h"
#include "ui/views/Workspace.h"

#include <QAbstractItemModelTester>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

const SweepMember kLow{.value = 0.9}, kHigh{.value = 0.95};

SweepMemberRecord shortRun(double value, double loss) {
    SweepMemberRecord record{
        .member = {.value = value, .seed = 1}, .summary = {}, .points = {}, .epochs = {}};
    record.summary.last = EpochRecord{.validationLoss = loss, .validationAccuracy = 1.0 - loss};
    record.epochs = {*record.summary.last};
    return record;
}

/// A list of runs that hears of sweeps.
struct RowsBench {
    RowsBench() { rows.listenTo(feed); }
    const RunItem& last() const { return session.runs()->items().last(); }
    QString state() const {
        const RunListModel& model = *session.runs();
        return model.index(model.rowCount() - 1, RunListModel::State).data().toString();
    }
    Workspace workspace;
    RunController controller{functionsOfScript()};
    RunSession session{controller, workspace};
    SweepFeed feed;
    SweepRows rows{session};
};

} // namespace

TEST_CASE("A sweep is one row of the list, with its state and its best value", "[views][sweep]") {
    RowsBench bench;
    ComparisonModel comparison(*bench.session.runs());
    const QAbstractItemModelTester tester(&comparison,
                                          QAbstractItemModelTester::FailureReportingMode::Warning);
    const SweepConfig config{
        .kind = SweepKind::Momentum, .mode = SweepMode::ShortRuns, .values = {0.9, 0.95}, .base = {}};
    emit bench.feed.sweepStarted(config);
    emit bench.feed.stageStarted({kLow, kHigh});
    CHECK(bench.last().kind == RunKind::MomentumSweep);
    CHECK(bench.last().settings.endsWith("short runs at 0.9, 0.95"));
    CHECK(bench.state() == "running, 0 of 2 done");
    CHECK(bench.last().found.isEmpty());

    auto record = std::make_shared<SweepRecord>();
    record->config = config;
    record->members = {shortRun(0.9, 0.4)};
    emit bench.feed.memberEnded(std::make_shared<const SweepRecord>(*record));
    CHECK(bench.state() == "running, 1 of 2 done");
    CHECK(bench.last().found == "momentum 0.9");
    record->members.push_back(shortRun(0.95, 0.25));
    emit bench.feed.ended(record);
    CHECK(bench.state() == "done");
    CHECK(bench.last().found == "momentum 0.95");
    CHECK(bench.last().figures.bestLoss == 0.25);
    CHECK(bench.last().figures.bestAccuracy == 0.75);
    CHECK(bench.session.runs()->rowCount() == 1);
    CHECK(comparison.compared().empty()); // no curve of its own to compare

    emit bench.feed.sweepStarted(config);
    CHECK(bench.session.runs()->rowCount() == 2);
    record->outcome = RunOutcome::Stopped;
    record->members.pop_back();
    emit bench.feed.stageStarted({kLow, kHigh});
    emit bench.feed.ended(record);
    CHECK(bench.state() == "stopped, 1 of 2 done");
}

TEST_CASE("A sweep whose settings are refused is a failed row, with the reason at hand", "[views][sweep]") {
    RowsBench bench;
    emit bench.feed.sweepStarted({.values = {0.0}, .base = {}});
    bench.rows.endUnfinished("no values");
    CHECK(bench.state() == "failed");
    CHECK(bench.last().message == "no values");
    bench.rows.endUnfinished("again");
    CHECK(bench.session.runs()->rowCount() == 1);
    CHECK(bench.last().message == "no values");
}

TEST_CASE("Runs that others make are listed among the session's own and told of if they are drawn",
          "[views][run]") {
    RowsBench bench;
    QStringList told;
    QObject::connect(&bench.session, &RunSession::started,
                     [&](const RunTrace& t) { told += QString("start %1").arg(t.run); });
    QObject::connect(&bench.session, &RunSession::stepsAdded,
                     [&](const RunTrace& t) { told += QString("steps %1").arg(t.run); });
    QObject::connect(&bench.session, &RunSession::ended,
                     [&](const RunTrace& t) { told += QString("end %1").arg(t.run); });
    const quint64 drawn = bench.session.adopt(RunKind::Training, {}, {}, true);
    const quint64 silent = bench.session.adopt(RunKind::Training, {}, {}, false);
    REQUIRE(drawn != silent);
    const StepRecord step{.step = 0, .loss = 2.0};
    bench.session.adoptSteps(drawn, {step});
    bench.session.adoptSteps(silent, {step});
    bench.session.adoptEpoch(silent, {.validationLoss = 0.5, .validationAccuracy = 0.9});
    bench.session.adoptEnd(silent, {.outcome = RunOutcome::Diverged, .message = {}, .last = {}});
    bench.session.adoptEnd(drawn, {.outcome = RunOutcome::Completed, .message = {}, .last = {}});
    CHECK(told == QStringList{"start 1", "steps 1", "end 2", "end 1"});
    REQUIRE(bench.session.runs()->rowCount() == 2);
    CHECK(bench.session.runs()->items()[0].state == RunState::Completed);
    CHECK(bench.session.runs()->items()[1].state == RunState::Diverged);
    CHECK(bench.session.runs()->items()[1].figures.lastLoss == 0.5);
    CHECK(bench.session.trace(silent)->steps.size() == 1);
    CHECK_FALSE(bench.session.current());
}
