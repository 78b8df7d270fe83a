// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/models/RunListModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace cyclo::ui;

namespace {

RunItem doneRun(quint64 number) {
    RunItem run;
    run.number = number;
    run.settings = "LeNet";
    run.state = RunState::Completed;
    run.figures = {.bestAccuracy = 0.9925,
                   .lastAccuracy = 0.991,
                   .bestLoss = 0.0261,
                   .lastLoss = 0.03,
                   .imagesPerSecond = 13099.7};
    return run;
}

} // namespace

TEST_CASE("The list of runs is a sound model while rows come, change and go", "[ui][models]") {
    RunListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.put(doneRun(1));
    model.put(doneRun(2));
    RunItem changed = doneRun(1);
    changed.state = RunState::Diverged;
    model.put(changed);
    REQUIRE(model.rowCount() == 2);
    CHECK(model.items().at(0) == changed);
    model.remove(1);
    model.remove(99);
    CHECK(model.rowCount() == 1);
    CHECK(model.rowOf(2) == 0);
    model.clear();
    CHECK(model.rowCount() == 0);
}

TEST_CASE("Cells show rounded text and hold the value", "[ui][models]") {
    RunListModel model;
    model.put(doneRun(3));
    const auto text = [&](int column) { return model.index(0, column).data().toString().toStdString(); };
    CHECK(text(RunListModel::Number) == "3");
    CHECK(text(RunListModel::Kind) == "training");
    CHECK(text(RunListModel::State) == "done");
    CHECK(text(RunListModel::BestAccuracy) == "99.25 %");
    CHECK(text(RunListModel::BestLoss) == "0.0261");
    CHECK(text(RunListModel::ImagesPerSecond) == "13,100");
    CHECK(model.index(0, RunListModel::ImagesPerSecond).data(RunListModel::kValueRole).toDouble() == 13099.7);
}

TEST_CASE("What was not measured is an empty cell, not a zero", "[ui][models]") {
    RunListModel model;
    RunItem fresh;
    fresh.number = 1;
    model.put(fresh);
    CHECK_FALSE(model.index(0, RunListModel::BestAccuracy).data().isValid());
    CHECK_FALSE(model.index(0, RunListModel::LastLoss).data(RunListModel::kValueRole).isValid());
}

TEST_CASE("A run put again unchanged moves nothing", "[ui][models]") {
    RunListModel model;
    model.put(doneRun(1));
    QSignalSpy changes(&model, &RunListModel::dataChanged);
    model.put(doneRun(1));
    CHECK(changes.isEmpty());
    RunItem other = doneRun(1);
    other.figures.lastLoss = 0.02;
    model.put(other);
    CHECK(changes.size() == 1);
}

TEST_CASE("Runs have different colours, and the reason of a failure is at hand", "[ui][models]") {
    RunListModel model;
    RunItem first = doneRun(1);
    first.color = Qt::red;
    RunItem second = doneRun(2);
    second.color = Qt::blue;
    second.state = RunState::Failed;
    second.message = "no such folder";
    model.put(first);
    model.put(second);
    CHECK(model.index(0, 0).data(Qt::DecorationRole).value<QColor>() == Qt::red);
    CHECK(model.index(1, 0).data(Qt::DecorationRole).value<QColor>() == Qt::blue);
    CHECK(model.index(1, RunListModel::State).data(Qt::ToolTipRole) == "no such folder");
}
