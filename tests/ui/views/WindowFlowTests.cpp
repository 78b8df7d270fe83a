// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ExperimentDocument.h"
#include "core/persistence/Safetensors.h"
#include "core/persistence/ScheduleDocument.h"
#include "tests/support/Catch.h"
#include "tests/ui/views/Stage.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/panels/DataPanel.h"
#include "ui/panels/FinderPanel.h"
#include "ui/panels/NotesField.h"
#include "ui/panels/SchedulePanel.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/theme/Numbers.h"
#include "ui/views/DataPage.h"
#include "ui/views/ExperimentDesk.h"
#include "ui/views/MessageBar.h"
#include "ui/views/RailBar.h"
#include "ui/views/RecipeStrip.h"
#include "ui/views/SchedulePage.h"
#include "ui/views/WindowActions.h"

#include <QAction>
#include <QFile>
#include <QPushButton>
#include <QUndoStack>

#include <algorithm>
#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;
using cyclo::test::WithinRel;

TEST_CASE("From a range test over a click and a training to a schedule that reads back", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::LearningRate);

    window.runPrimary(); // the range test
    REQUIRE(stage.runIsOver());
    REQUIRE(window.workspace().findRecord());
    CHECK(window.finderPage()->chart()->pointCount() == window.workspace().findRecord()->points.size());
    CHECK(window.messages()->text().contains("that is the blow-up the test looks for"));

    stage.clickCurve(0.1);
    stage.clickCurve(0.01, Qt::ShiftModifier);
    const LrPicks picks = window.workspace().experiment().picks;
    REQUIRE(picks.maxLr);
    REQUIRE(picks.minLr);
    CHECK_THAT(*picks.maxLr, WithinRel(0.1, 0.05)); // a pixel is under 2 % here
    CHECK_THAT(*picks.minLr, WithinRel(0.01, 0.05));
    const ScheduleRows planned = window.workspace().plan().rows;
    CHECK(planned.learningRate.front() == *picks.minLr);

    window.runPrimary(); // "Train from here"
    CHECK(window.page() == PageId::Train);
    REQUIRE(stage.runIsOver());
    REQUIRE(window.workspace().trainRecord());
    const auto& steps = window.workspace().trainRecord()->steps;
    REQUIRE(static_cast<std::int64_t>(steps.size()) == planned.size());
    for (std::size_t step = 0; step < steps.size(); ++step) // what was previewed is what was trained
        REQUIRE(steps[step].learningRate == planned.learningRate[step]);

    window.actions().saveSchedule->trigger();
    const ScheduleDocument saved = loadSchedule(stage.file("schedule.json").toStdString());
    CHECK(saved.rows == planned);
    CHECK(saved.batchSize == 128);

    window.workspace().setPicks({});
    REQUIRE(window.workspace().plan().rows != planned);
    window.openFile(stage.file("schedule.json"));
    CHECK(window.workspace().plan().rows == planned);
    CHECK(window.workspace().experiment().picks == picks);
}

TEST_CASE("The schedule preview follows a drag and Ctrl+Z undoes it whole", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::LearningRate);
    window.runPrimary();
    REQUIRE(stage.runIsOver());
    stage.clickCurve(0.05);
    const double before = window.workspace().experiment().picks.maxLr.value();

    PlotView* plot = window.finderPage()->chart()->plot();
    const int y = qRound(plot->plotArea().center().y());
    const QPoint from(qRound(plot->toPixel(before, 0.0).x()), y);
    QTest::mousePress(plot, Qt::LeftButton, {}, from);
    double last = before;
    for (const int dx : {20, 40, 60}) {
        QTest::mouseMove(plot, from + QPoint(dx, 0));
        const auto highest = std::ranges::max_element(window.workspace().plan().rows.learningRate);
        CHECK(*highest > last); // already while dragging
        last = *highest;
    }
    QTest::mouseRelease(plot, Qt::LeftButton, {}, from + QPoint(60, 0));
    CHECK(window.workspace().experiment().picks.maxLr.value() > before);

    window.actions().undo->trigger();
    CHECK(window.workspace().experiment().picks.maxLr == before);
    CHECK(window.finderPage()->chart()->maxLr() == before);
    window.actions().undo->trigger();
    CHECK_FALSE(window.workspace().experiment().picks.maxLr.has_value());
    CHECK_FALSE(window.finderPage()->chart()->maxLr().has_value());
}

TEST_CASE("Numbers beside the picks pick too", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    emit window.finderPage()->panel()->maxLrEdited(0.25);
    CHECK(window.finderPage()->chart()->maxLr() == 0.25);
    emit window.finderPage()->panel()->recommendationUsed(0.02, 0.2);
    CHECK(window.workspace().experiment().picks == LrPicks{.minLr = 0.02, .maxLr = 0.2});
    CHECK(std::get<SmithOneCycle>(window.schedulePage()->panel()->config().policy).maxLr == 0.2);
}

TEST_CASE("The recommended rates are the same number in text, field, pick and plan", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::LearningRate);
    window.runPrimary();
    REQUIRE(stage.runIsOver());
    const auto recommended = window.workspace().recommendation();
    REQUIRE(recommended);
    const double maxLr = recommended->maxLr;
    CHECK(window.workspace().plan().bounds.maxLr == maxLr);
    emit window.finderPage()->panel()->recommendationUsed(recommended->minLr, maxLr);
    CHECK(window.workspace().experiment().picks.maxLr == maxLr);
    CHECK(window.finderPage()->chart()->maxLr() == maxLr);
    bool inField = false;
    for (const auto* field : window.finderPage()->panel()->findChildren<ScientificSpinBox*>())
        inField = inField || field->text() == formatShort(maxLr);
    CHECK(inField);
}

TEST_CASE("Data that cannot be opened are told of beside the field, and the next ones open",
          "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    DataConfig wrong;
    wrong.spec = "mnist:/nowhere";
    emit window.dataPage()->panel()->configChanged(wrong);
    REQUIRE(QTest::qWaitFor([&] { return !window.workspace().dataProblem().isEmpty(); }));
    CHECK(window.workspace().dataProblem() == "/nowhere: no such folder");
    CHECK_FALSE(window.strip()->button()->isEnabled());
    CHECK_FALSE(window.rail()->button(PageId::Data)->isDone());

    window.actions().undo->trigger();
    REQUIRE(stage.dataAreOpen());
    CHECK(window.strip()->button()->isEnabled());
    CHECK(window.rail()->button(PageId::Data)->isDone());
}

TEST_CASE("A wrong setting is shown in place and holds the run back", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    ExperimentConfig config = window.workspace().config();
    config.finder.lrMax = 1e-6; // below the start
    emit window.finderPage()->panel()->configChanged(config);
    CHECK_FALSE(window.finderPage()->problem().isEmpty());
    CHECK_FALSE(window.strip()->button()->isEnabled());
    CHECK(window.strip()->button()->toolTip() == window.finderPage()->problem());
    window.runPrimary();
    CHECK_FALSE(window.session().isRunning());
    window.actions().undo->trigger();
    CHECK(window.strip()->button()->isEnabled());
}

TEST_CASE("A broken schedule is refused with its path and changes nothing", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    const Experiment before = window.workspace().experiment();
    QFile file(stage.file("schedule.json"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("{\"format\":\"cyclometer.schedule\",\"version\":99}");
    file.close();
    window.actions().open->trigger();
    CHECK(window.messages()->kind() == MessageKind::Error);
    CHECK(window.messages()->text().contains("schedule.json"));
    CHECK(window.workspace().experiment() == before);
}

TEST_CASE("An experiment is saved, changed, opened and stands where it stood", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    CHECK(window.windowTitle() == "Cyclometer");
    ExperimentConfig config = window.workspace().config();
    config.batchSize = 64;
    config.finder.steps = 33;
    window.workspace().setConfig(config, {});
    window.workspace().setPicks({.minLr = 0.02, .maxLr = 0.3});
    window.dataPage()->panel()->notes()->insertPlainText("warm-up too short?");
    const Experiment before = window.workspace().experiment();
    CHECK(before.notes == "warm-up too short?");
    window.goTo(PageId::Train);
    window.actions().save->trigger();
    const QString path = stage.file("experiment.cyclo.json");
    REQUIRE(QFile::exists(path));
    CHECK(window.windowTitle() == "experiment.cyclo.json[*] — Cyclometer");
    CHECK_FALSE(window.isWindowModified());

    window.workspace().setPicks({});
    CHECK(window.isWindowModified());
    window.workspace().setNotes({});
    CHECK(window.dataPage()->panel()->notes()->toPlainText().isEmpty());
    window.goTo(PageId::Data);
    window.openFile(path);
    CHECK(window.dataPage()->panel()->notes()->toPlainText() == "warm-up too short?");
    CHECK(window.workspace().experiment() == before);
    CHECK(window.page() == PageId::Train);
    CHECK_FALSE(window.isWindowModified());
    window.actions().undo->trigger();
    CHECK_FALSE(window.workspace().experiment().picks.maxLr);
    CHECK(window.workspace().experiment().notes.isEmpty());
    window.actions().save->trigger(); // to the same file, without asking
    CHECK_FALSE(loadExperiment(path.toStdString()).maxLr);
}

TEST_CASE("An experiment that cannot be read or written changes nothing and says why", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    const Experiment before = window.workspace().experiment();
    QFile file(stage.file("broken.cyclo.json"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(R"({"format":"cyclometer.experiment","version":1,"settings":{"batch":-5}})");
    file.close();
    window.openFile(file.fileName());
    CHECK(window.messages()->kind() == MessageKind::Error);
    CHECK(window.messages()->text().contains("broken.cyclo.json: settings.batch must be at least 1, got -5"));
    CHECK(window.workspace().experiment() == before);
    CHECK(window.experimentDesk().path().isEmpty());

    window.openFile(stage.file("absent.cyclo.json"));
    CHECK(window.messages()->text().contains("absent.cyclo.json"));

    window.experimentDesk().setFileChooser(
        {[&](QWidget*, const QString&, const QString&) { return stage.file("no/such/folder/e.cyclo.json"); },
         {}});
    CHECK_FALSE(window.experimentDesk().save(PageId::Data));
    CHECK(window.messages()->text().contains("no/such/folder"));
}

TEST_CASE("Everything that can be taken away is written", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.session().startRangeTest();
    REQUIRE(stage.runIsOver());
    window.session().startTraining();
    REQUIRE(stage.runIsOver());
    CHECK(window.exportDesk().availability() == ExportAvailability{});
    ExportDesk& desk = window.exportDesk();
    desk.exportCurve("json");
    desk.exportCurve("csv");
    desk.exportRun("json");
    desk.exportWeights("safetensors");
    for (const char* format : {"png", "svg", "pdf", "csv"})
        desk.exportChart(format);
    for (const char* name : {"curve.json", "curve.csv", "run.json", "weights.safetensors", "chart.png",
                             "chart.svg", "chart.pdf", "chart.csv"}) {
        INFO(name);
        CHECK(QFile(stage.file(name)).size() > 50);
    }
    CHECK(loadSafetensors(stage.file("weights.safetensors").toStdString()) ==
          window.workspace().trainRecord()->weights);
}

TEST_CASE("A curve of another program is drawn, judged and picked on", "[views][flow]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    std::string text = "lr,loss\n";
    for (int i = 0; i < 60; ++i) {
        const double rate = 1e-3 * std::pow(10.0, i / 20.0);
        const double decades = std::log10(rate / 0.1);
        text += std::to_string(rate) + "," + std::to_string(0.5 + decades * decades) + "\n";
    }
    const auto write = [&](const char* name, const std::string& contents) {
        QFile file(stage.file(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(contents.c_str());
    };
    write("theirs.csv", text);
    window.goTo(PageId::Data);
    window.openFile(stage.file("theirs.csv"));
    CHECK(window.page() == PageId::LearningRate);
    CHECK(window.finderPage()->chart()->pointCount() == 60);
    CHECK(window.finderPage()->chart()->plot()->contents().title.contains("theirs.csv"));
    REQUIRE(window.workspace().recommendation());
    // The plan follows it, though nothing here has been measured.
    CHECK(window.workspace().plan().bounds.maxLr == window.workspace().recommendation()->maxLr);
    CHECK_FALSE(window.workspace().finderIsCurrent());
    window.exportDesk().exportSchedule("json");
    const ScheduleDocument saved = loadSchedule(stage.file("schedule.json").toStdString());
    CHECK(saved.provenance.curve["settings"]["source"] == stage.file("theirs.csv").toStdString());

    write("nothing.csv", "lr,loss\n0.1,0.5\n0.2,nan\n");
    window.openFile(stage.file("nothing.csv"));
    CHECK(window.messages()->text().contains("nothing.csv: it has 1 points"));
    CHECK(window.finderPage()->chart()->pointCount() == 60);

    write("broken.csv", "lr,loss\n0.1,0.5\n0.2,low\n");
    window.openFile(stage.file("broken.csv"));
    CHECK(window.messages()->kind() == MessageKind::Error);
    CHECK(window.messages()->text().contains("broken.csv"));
    CHECK(window.finderPage()->chart()->pointCount() == 60);
}
