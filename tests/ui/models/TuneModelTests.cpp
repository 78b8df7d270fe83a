// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"
#include "ui/models/TuneMeter.h"
#include "ui/models/TunePartsModel.h"

#include <QAbstractItemModelTester>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

TuneConfig recipe() {
    TuneConfig config;
    config.base.batchSize = 32;
    config.base.epochs = 8;
    return config;
}

const DataSource& data() {
    static const DataSource source = cyclo::test::tinyData({.trainSize = 320});
    return source;
}

} // namespace

TEST_CASE("The plan says of each part what is tried, in how many runs and epochs", "[ui][models][tune]") {
    const QList<TunePart> plan = planOf(recipe(), data());
    REQUIRE(plan.size() == 5);
    CHECK(plan[0].plan == "batch 16, 32 and 64, 2 seeds, at decay 0");
    CHECK(plan[0].runs == 6);
    CHECK(plan[1].plan == "0.9, 0.95, 0.97 and 0.99; 2 epochs each");
    CHECK(plan[1].epochs == 8.0);
    CHECK(plan[2].plan.contains("between the best two"));
    CHECK(plan[3].plan == "the picks, momentum cycled and held; 8 epochs each");
    CHECK(plan[4].runs == 5);
    CHECK(plan[4].epochs == 40.0);
    qint64 runs = 0;
    for (const TunePart& part : plan)
        runs += part.runs;
    CHECK(totalText(plan, 320).startsWith(QString::number(runs) + " runs, "));
    CHECK(totalText(plan, 20000).endsWith("epochs of 20,000 samples at most"));
}

TEST_CASE("The checklist is a sound model while its parts go on", "[ui][models][tune]") {
    TunePartsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setParts(planOf(recipe(), data()));
    REQUIRE(model.rowCount() == 5);
    CHECK(model.rowOf("weight decay") == 2);
    CHECK(model.rowOf("lunch") == -1);
    const auto state = [&] { return model.index(1, TunePartsModel::State).data().toString().toStdString(); };
    CHECK(state() == "waiting");
    TunePart part = model.parts()[1];
    part.state = TunePart::State::Running;
    part.done = 3;
    model.put(part);
    CHECK(state() == "running, 3 of 4 done");
    part.state = TunePart::State::Done;
    part.found = "momentum 0.95";
    model.put(part);
    CHECK(state() == "done");
    CHECK(model.index(1, TunePartsModel::Found).data() == "momentum 0.95");
    part.state = TunePart::State::Skipped;
    model.put(part);
    CHECK(state() == "not reached");
    part.id = "lunch";
    model.put(part);
    CHECK(model.rowCount() == 5);
    model.setParts({});
    CHECK(model.rowCount() == 0);
}

TEST_CASE("A recipe's share counts parts that are over in full, and its time goes by the samples seen",
          "[ui][models][tune]") {
    TuneMeter meter;
    meter.start({{"a", 1, 1.0}, {"b", 1, 3.0}}, 100, 10.0);
    CHECK(meter.share() == 0.0);
    CHECK_FALSE(meter.secondsLeft(20.0)); // nothing seen yet
    meter.beginPart("a");
    meter.add(50.0);
    CHECK(meter.share() == 0.125);
    CHECK_FALSE(meter.secondsLeft(11.0));   // too short a time for a speed
    CHECK(meter.secondsLeft(15.0) == 35.0); // 50 samples in 5 s; 350 to come
    meter.beginPart("b");                   // "a" took less than it might
    CHECK(meter.share() == 0.25);
    meter.add(300.0);
    CHECK(meter.share() == 1.0);
    CHECK(meter.secondsLeft(50.0) == 0.0);
}
