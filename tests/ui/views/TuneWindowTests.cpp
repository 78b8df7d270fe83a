// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ExperimentDocument.h"
#include "tests/support/Catch.h"
#include "tests/ui/views/Stage.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/TrainingChart.h"
#include "ui/models/RunListModel.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/TunePanel.h"
#include "ui/views/BatchPage.h"
#include "ui/views/DecayPage.h"
#include "ui/views/MessageBar.h"
#include "ui/views/RailBar.h"
#include "ui/views/RecipeStrip.h"
#include "ui/views/RunStatusBar.h"
#include "ui/views/TrainPage.h"
#include "ui/views/TunePage.h"
#include "ui/views/WindowActions.h"

#include <QAction>
#include <QPushButton>
#include <QTableView>
#include <QUndoStack>

#include <cmath>
#include <filesystem>
#include <map>
#include <thread>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

using State = TunePart::State;

ExperimentConfig smallExperiment(ExperimentConfig config) {
    config.network = "mlp:8";
    config.batchSize = 16;
    config.epochs = 2;
    config.threads = 1;
    config.finder = {.lrMin = 1e-4, .lrMax = 100.0, .steps = 60};
    return config;
}

/// A recipe that has found a learning rate, then goes on with momentum until it is stopped.
TuneRecord untilStopped(const TuneConfig& config, const DataSource& data, TuneObserver& observer,
                        const StopToken& stop) {
    TuneRecord record;
    record.config = config;
    record.budget = budgetOf(config, data);
    observer.partStarted(record.budget[0]);
    record.batches = {.config = batchSweepOf(config, data), .message = {}, .members = {}};
    observer.sweepStarted(record.batches.config);
    const SweepMember test{.value = static_cast<double>(config.base.batchSize)};
    observer.stageStarted({test});
    SweepMemberRecord finished{.member = test, .summary = {}, .points = {}, .epochs = {}};
    for (std::int64_t step = 0; step < 50; ++step) {
        const double rate = 1e-4 * std::pow(10.0, static_cast<double>(step) / 10.0);
        finished.points.push_back({.step = step, .learningRate = rate, .loss = lossOfScript(rate)});
        observer.memberStepped(test, finished.points.back());
    }
    record.batches.members = {finished};
    observer.memberEnded(record.batches, finished);
    observer.sweepEnded(record.batches);
    record.maxLr = 0.25;
    observer.picked(record);
    observer.partStarted(record.budget[1]);
    record.momenta = {.config = momentumSweepOf(config, 0.25),
                      .outcome = RunOutcome::Stopped,
                      .message = "stopped",
                      .members = {}};
    observer.sweepStarted(record.momenta.config);
    const SweepMember next{.value = 0.9};
    observer.stageStarted({next});
    while (!stop.stopRequested())
        std::this_thread::yield();
    observer.sweepEnded(record.momenta);
    record.outcome = RunOutcome::Stopped;
    record.message = "momentum: stopped";
    return record;
}

std::unique_ptr<TuneController> endlessRecipe() {
    return std::make_unique<TuneController>(
        [](const TuneConfig& config, const DataSource& data, TuneObserver& observer, const StopToken& stop,
           const FinishedParts&) { return untilStopped(config, data, observer, stop); });
}

bool recipeIsOver(MainWindow& window) {
    return QTest::qWaitFor([&] { return !window.tunes().isRunning(); }, 120'000);
}

bool momentumIsOn(MainWindow& window) {
    return QTest::qWaitFor([&] { return window.tunePage()->parts()->parts().at(1).state == State::Running; });
}

void typeInto(IntegerSpinBox& field, const char* text) {
    field.setFocus();
    QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

} // namespace

TEST_CASE("The whole recipe runs in the window: plan, parts, picks, runs, report", "[views][tune]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.workspace().setConfig(smallExperiment(window.workspace().config()), "small");
    const Experiment before = window.workspace().experiment();
    window.actions().tune->trigger();
    REQUIRE(window.page() == PageId::Tune);
    TunePage& page = *window.tunePage();
    REQUIRE(page.parts()->rowCount() == 5);
    CHECK(page.parts()->parts() ==
          planOf(page.panel()->tune(window.workspace().config()), *window.workspace().data()));
    CHECK(window.strip()->button()->text() == "Tune the recipe");

    window.strip()->button()->click();
    CHECK(window.strip()->button()->text() == "Stop");
    CHECK_FALSE(window.actions().train->isEnabled());
    REQUIRE(recipeIsOver(window));
    REQUIRE(page.record());
    const TuneRecord& record = *page.record();
    REQUIRE(record.outcome == RunOutcome::Completed);
    for (const TunePart& part : page.parts()->parts()) {
        CAPTURE(part.id);
        CHECK(part.state == State::Done);
        CHECK_FALSE(part.found.isEmpty());
    }

    // The picks are the plan now, by one step of undo.
    CHECK(window.workspace().plan().policy == tunedRun(record)->config.policy);
    CHECK(window.workspace().config().weightDecay == record.weightDecay);
    CHECK(window.workspace().experiment().picks.maxLr == record.maxLr);
    window.workspace().undoStack()->undo();
    CHECK(window.workspace().experiment() == before);
    window.workspace().undoStack()->redo();

    std::map<RunKind, int> listed;
    for (const RunItem& item : window.session().runs()->items()) {
        ++listed[item.kind];
        CHECK(item.state != RunState::Running);
    }
    CHECK(listed == std::map<RunKind, int>{{RunKind::RangeTest, 1},
                                           {RunKind::Training, static_cast<int>(record.runs.size())},
                                           {RunKind::BatchSweep, 1},
                                           {RunKind::MomentumSweep, 1},
                                           {RunKind::DecaySweep, 1}});
    CHECK(window.batchPage()->record()->members.size() == record.batches.members.size());
    CHECK(window.decayPage()->record()->members.size() == record.weightDecays.members.size());
    CHECK(window.finderPage()->chart()->pointCount() > 0);
    REQUIRE(window.workspace().trainRecord());
    CHECK(window.workspace().trainRecord()->steps.size() == record.runs.front().steps.size());
    CHECK(window.rail()->button(PageId::Tune)->isDone());
    CHECK(window.page() == PageId::Tune); // nobody was led away

    emit page.panel()->saveWanted();
    for (const char* name : {"report.html", "tune.json", "schedule.json", "weights.safetensors"})
        CHECK(std::filesystem::exists(stage.folder.path() / name));
    CHECK(window.status()->text().startsWith("Wrote tune.json"));
}

TEST_CASE("Stop ends a recipe at once and keeps what was found", "[views][tune]") {
    Stage stage(functionsOfScript(), endlessRecipe());
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::Tune);
    const TunePage& page = *window.tunePage();
    window.strip()->button()->click();
    REQUIRE(momentumIsOn(window));
    CHECK(page.parts()->parts().at(0).state == State::Done);
    CHECK(page.parts()->parts().at(0).found == "max LR 0.250");
    CHECK(page.table()->currentIndex().row() == 1); // the list follows what goes on
    CHECK(window.status()->text().startsWith("Tuning: "));
    window.goTo(PageId::Batch);
    CHECK(window.strip()->button()->text() == "Stop");
    window.actions().stop->trigger();
    REQUIRE(recipeIsOver(window));
    CHECK(page.parts()->parts().at(1).state == State::Stopped);
    CHECK(page.parts()->parts().at(2).state == State::Skipped);
    CHECK(page.parts()->parts().at(4).state == State::Skipped);
    CHECK(window.workspace().experiment().picks.maxLr == 0.25);
    CHECK(window.page() == PageId::Batch);

    emit page.panel()->saveWanted();
    CHECK(std::filesystem::exists(stage.folder.path() / "tune.json"));
    CHECK_FALSE(std::filesystem::exists(stage.folder.path() / "report.html"));
}

TEST_CASE("Picks of a recipe are not put into an experiment that was changed meanwhile, until asked for",
          "[views][tune]") {
    Stage stage(functionsOfScript(), endlessRecipe());
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::Tune);
    window.strip()->button()->click();
    REQUIRE(momentumIsOn(window));
    ExperimentConfig config = window.workspace().config();
    config.batchSize = 64;
    window.workspace().setConfig(config, "batch");
    window.tunes().stop();
    REQUIRE(recipeIsOver(window));
    CHECK_FALSE(window.workspace().experiment().picks.maxLr);
    CHECK(window.messages()->text().contains("changed meanwhile"));
    emit window.tunePage()->panel()->picksWanted();
    CHECK(window.workspace().experiment().picks.maxLr == 0.25);
}

TEST_CASE("The budget of a recipe is the experiment's epochs, and what it costs is told before it starts",
          "[views][tune]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    const TunePage& page = *window.tunePage();
    const double before = page.parts()->parts().at(3).epochs;
    emit page.panel()->epochsEdited(20);
    CHECK(window.workspace().config().epochs == 20);
    CHECK(before == 10.0); // cycled and held
    CHECK(page.parts()->parts().at(3).epochs == 40.0);
    CHECK(page.parts()->parts().at(1).epochs == 4 * 5.0); // short runs: a quarter each
    window.workspace().undoStack()->undo();
    CHECK(page.parts()->parts().at(3).epochs == 10.0);
}

TEST_CASE("A window that is closed in the middle of a recipe stops it and comes back", "[views][tune]") {
    Stage stage(functionsOfScript(), endlessRecipe());
    REQUIRE(stage.dataAreOpen());
    stage.window->goTo(PageId::Tune);
    stage.window->strip()->button()->click();
    REQUIRE(momentumIsOn(*stage.window));
    CHECK(stage.window->close());
    stage.window.reset();
    CHECK_FALSE(stage.window);
}

TEST_CASE("What is set of a recipe belongs to the experiment and is undone", "[views][tune]") {
    Stage stage;
    REQUIRE(stage.dataAreOpen());
    Workspace& workspace = stage.window->workspace();
    const TunePage& page = *stage.window->tunePage();
    const auto fields = page.panel()->findChildren<IntegerSpinBox*>();
    typeInto(*fields.at(2), "3");
    typeInto(*fields.at(3), "5");
    CHECK(workspace.experiment().tune == TuneForm{.seeds = 5, .shortEpochs = 3});
    const auto runs = [&] { return page.parts()->parts().at(0).runs; };
    CHECK(page.parts()->parts().at(1).epochs == 4 * 3.0);
    CHECK(runs() == 3 * 5);
    workspace.undoStack()->undo();
    CHECK(runs() == 3 * 2);
    workspace.undoStack()->undo();
    CHECK(page.parts()->parts().at(1).epochs == 4 * 1.0);
    CHECK(workspace.experiment().tune == TuneForm{});
    CHECK(page.panel()->form() == TuneForm{});

    const std::string file = (stage.folder.path() / "kept.cyclo.json").string();
    ExperimentDocument document;
    document.tune = {.seeds = 4, .shortEpochs = 2};
    saveExperiment(file, document);
    stage.window->openFile(QString::fromStdString(file));
    CHECK(page.panel()->form() == document.tune);
}

TEST_CASE("A limit on all runs sets the epochs, until they are set otherwise", "[views][tune]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    Workspace& workspace = window.workspace();
    workspace.setConfig(smallExperiment(workspace.config()), "small");
    TunePanel& panel = *window.tunePage()->panel();
    const auto type = [&](const char* text) { typeInto(*panel.findChildren<IntegerSpinBox*>().at(1), text); };
    const auto fits = [&](double epochs) {
        return epochsWithin(panel.tune(workspace.config()), epochs, *workspace.data());
    };
    type("100");
    CHECK(panel.limit() == 100);
    CHECK(workspace.config().epochs == fits(100));
    CHECK(workspace.config().epochs > 2);

    type("1"); // less than the recipe takes at least
    CHECK(panel.problem().contains("the recipe takes at least"));
    CHECK(workspace.config().epochs == fits(100));

    type("200");
    CHECK(panel.problem().isEmpty());
    CHECK(workspace.config().epochs == fits(200));
    workspace.undoStack()->undo();
    CHECK_FALSE(panel.limit());
    CHECK(workspace.config().epochs == fits(100));
}
