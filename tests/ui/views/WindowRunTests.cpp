// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/ui/views/Stage.h"
#include "ui/charts/PlotView.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/charts/TrainingChart.h"
#include "ui/models/RunListModel.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/panels/TrainPanel.h"
#include "ui/views/Baseline.h"
#include "ui/views/MessageBar.h"
#include "ui/views/RailBar.h"
#include "ui/views/RecipeStrip.h"
#include "ui/views/RunStatusBar.h"
#include "ui/views/RunsDock.h"
#include "ui/views/TrainPage.h"
#include "ui/views/WindowActions.h"
#include "ui/views/WindowSettings.h"

#include <QAction>
#include <QPushButton>
#include <QTableView>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

bool firstStepIsSeen(MainWindow& window) {
    return QTest::qWaitFor([&] { return window.session().progress().stepsDone == 1; });
}

} // namespace

TEST_CASE("Start becomes Stop, and Stop ends a run at once", "[views][run]") {
    Stage stage(endlessTraining());
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::Train);
    CHECK(window.strip()->button()->text() == "Train from here");
    window.strip()->button()->click();
    REQUIRE(firstStepIsSeen(window));
    CHECK(window.strip()->button()->text() == "Stop");
    CHECK(window.status()->text().contains("step 1 / 50"));

    window.strip()->button()->click();
    REQUIRE(stage.runIsOver());
    CHECK(window.strip()->button()->text() == "Train from here");
    CHECK(window.status()->text().contains("Stopped at step 1"));
    REQUIRE(window.session().runs()->items().size() == 1);
    CHECK(window.session().runs()->items().front().state == RunState::Stopped);
}

TEST_CASE("A range test of several seeds is one run: a band, a mean that is judged, a recommendation to pick",
          "[views][run][seeds]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    ExperimentConfig config = window.workspace().config();
    config.finder.seeds = 3;
    window.workspace().setConfig(config, "seeds");
    window.goTo(PageId::LearningRate);
    window.runPrimary();
    REQUIRE(stage.runIsOver());
    const auto record = window.workspace().findRecord();
    REQUIRE(record);
    REQUIRE(record->seeds.size() == 3);
    CHECK(window.workspace().finderIsCurrent());
    const LrFinderChart& chart = *window.finderPage()->chart();
    CHECK(chart.pointCount() == record->points.size());
    REQUIRE(chart.plot()->contents().bands.size() == 1);
    CHECK(chart.plot()->contents().title.contains("3 seeds"));
    CHECK(window.workspace().plan().bounds.maxLr == record->suggestions.recommended->maxLr);
    REQUIRE(window.session().runs()->items().size() == 1);
    const RunItem& listed = window.session().runs()->items().front();
    CHECK(listed.settings.endsWith(QString::fromUtf8("3 seeds")));
    CHECK(listed.state == RunState::Diverged);
    CHECK(listed.figures.bestLoss.has_value());
    CHECK(window.session().progress().share() == 1.0); // what a blow-up saved is not waited for

    config.finder.seeds = 1;
    window.workspace().setConfig(config, "one seed");
    CHECK_FALSE(window.workspace().finderIsCurrent());
    window.runPrimary();
    REQUIRE(stage.runIsOver());
    CHECK(chart.plot()->contents().bands.empty());
    CHECK(chart.plot()->contents().curves.size() == 2);
}

TEST_CASE("The learning rate of a run alive is bent by a field, and the change is marked and kept",
          "[views][run][bend]") {
    Stage stage(endlessTraining());
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    auto* field = window.trainPage()->panel()->findChild<ScientificSpinBox*>();
    REQUIRE(field);
    CHECK(field->isHidden());
    window.session().startTraining();
    REQUIRE(firstStepIsSeen(window));
    CHECK_FALSE(field->isHidden());
    const double planned = window.workspace().plan().rows.learningRate[10];
    const auto drawn = [&](std::size_t step) {
        const auto& curves = window.trainPage()->schedule()->plot()->contents().curves;
        return curves.front().data.samples()[step].y; // the plan
    };
    CHECK(drawn(10) == planned);

    emit field->valueChanged(0.5);
    const RunTrace& trace = *window.session().current();
    REQUIRE(QTest::qWaitFor([&] { return trace.steps.size() == 2; }));
    REQUIRE(trace.changes.size() == 1);
    CHECK(trace.changes.front().step == 1);
    CHECK(trace.steps[1].learningRate == trace.rows.learningRate[1] * 0.5);
    CHECK(drawn(0) == trace.rows.learningRate[0]);
    CHECK(drawn(10) == planned * 0.5);
    for (PlotView* plot : window.trainPage()->plots()) {
        REQUIRE(plot->contents().guides.size() == 1);
        CHECK(plot->contents().guides.front().value == 1.0);
    }
    window.session().stop();
    REQUIRE(stage.runIsOver());
    CHECK(field->isHidden());
    CHECK(window.workspace().trainRecord()->changes == trace.changes);

    window.session().startTraining();
    REQUIRE(firstStepIsSeen(window));
    CHECK(window.trainPage()->plots().front()->contents().guides.empty());
    CHECK(field->value() == 1.0);
    window.session().stop();
    CHECK(stage.runIsOver());
}

TEST_CASE("A second start in the window while a run is alive starts nothing", "[views][run]") {
    Stage stage(endlessTraining());
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.session().startTraining();
    window.session().startTraining();
    window.session().startRangeTest();
    CHECK(window.session().runs()->items().size() == 1);
    window.session().stop();
    CHECK(stage.runIsOver());
}

TEST_CASE("Closing in mid-run stops the run and comes back", "[views][run]") {
    Stage stage(endlessTraining());
    REQUIRE(stage.dataAreOpen());
    stage.window->session().startTraining();
    REQUIRE(firstStepIsSeen(*stage.window));
    CHECK(stage.window->close());
    stage.window.reset(); // waits for the training thread; a hang fails by the time limit of the suite
    CHECK_FALSE(stage.window);
}

TEST_CASE("Space and F5 do what the button says, unless a field wants the key", "[views][run]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.goTo(PageId::Train);
    window.activateWindow();
    QTest::keyClick(&window, Qt::Key_Space);
    REQUIRE(stage.runIsOver());
    REQUIRE(window.session().runs()->items().size() == 1);
    window.actions().primary->trigger();
    REQUIRE(stage.runIsOver());
    CHECK(window.session().runs()->items().size() == 2);
}

TEST_CASE("Earlier trainings lie under the present one until they are hidden", "[views][run]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    for (int run = 0; run < 2; ++run) {
        window.session().startTraining();
        REQUIRE(stage.runIsOver());
    }
    const auto curves = [&] { return window.trainPage()->chart()->plot()->contents().curves.size(); };
    const auto both = curves();
    QAbstractItemModel* list = window.runsDock()->table()->model();
    REQUIRE(list->setData(list->index(0, RunListModel::Number), Qt::Unchecked, Qt::CheckStateRole));
    CHECK(curves() == both - 1);
    REQUIRE(list->setData(list->index(0, RunListModel::Number), Qt::Checked, Qt::CheckStateRole));
    CHECK(curves() == both);
}

TEST_CASE("A fixed learning rate is one click from the plan", "[views][run]") {
    Stage stage;
    MainWindow& window = *stage.window;
    REQUIRE(stage.dataAreOpen());
    window.workspace().setPicks({.minLr = 0.01, .maxLr = 1.0});
    const ScheduleRows planned = window.workspace().plan().rows;
    emit window.trainPage()->panel()->baselineRequested();
    REQUIRE(stage.runIsOver());
    const auto record = window.workspace().trainRecord();
    REQUIRE(record);
    REQUIRE(static_cast<std::int64_t>(record->steps.size()) == planned.size());
    CHECK(record->steps.front().learningRate == 0.1); // the geometric mean of 0.01 and 1
    CHECK(record->steps.back().learningRate == 0.1);
    CHECK(record->config.seed == window.workspace().config().seed);
    CHECK(window.workspace().plan().rows == planned); // what was planned stays

    ExperimentConfig config = window.workspace().config();
    config.policy = Constant{};
    window.workspace().setConfig(config, {});
    CHECK_FALSE(baselineOf(window.workspace()));
}

TEST_CASE("Done steps are ticked", "[views][run]") {
    Stage stage;
    MainWindow& window = *stage.window;
    const auto done = [&](PageId page) { return window.rail()->button(page)->isDone(); };
    CHECK_FALSE(done(PageId::Data));
    REQUIRE(stage.dataAreOpen());
    CHECK(done(PageId::Data));
    CHECK_FALSE(done(PageId::LearningRate));
    window.workspace().pickMaxLr(0.1);
    CHECK(done(PageId::LearningRate));
    CHECK_FALSE(done(PageId::Train));
    window.session().startTraining();
    REQUIRE(stage.runIsOver());
    CHECK(done(PageId::Train));
    CHECK_FALSE(done(PageId::Export));
    window.actions().saveSchedule->trigger();
    CHECK(done(PageId::Export));
}

TEST_CASE("Ctrl+1 to Ctrl+9 and the rail go to the pages", "[views][run]") {
    Stage stage;
    MainWindow& window = *stage.window;
    for (const PageId page : kPages) {
        window.actions().pages.at(static_cast<std::size_t>(page))->trigger();
        CHECK(window.page() == page);
        CHECK(window.rail()->button(page)->isChecked());
    }
    window.rail()->button(PageId::Network)->click();
    CHECK(window.page() == PageId::Network);
}

TEST_CASE("The window remembers its theme and its list of runs", "[views][settings]") {
    const cyclo::test::TemporaryFolder folder;
    REQUIRE(redirectSettings(folder.path()));
    CHECK(savedTheme() == ThemeChoice::System);
    saveTheme(ThemeChoice::Dark);
    CHECK(savedTheme() == ThemeChoice::Dark);
    CHECK(themeFromWord("light") == ThemeChoice::Light);
    CHECK_FALSE(themeFromWord("pink").has_value());
    {
        MainWindow window(functionsOfScript());
        window.runsDock()->setFolded(false);
        window.close();
    }
    MainWindow next(functionsOfScript());
    CHECK(next.runsDock()->isFolded());
    next.restoreSettings();
    CHECK_FALSE(next.runsDock()->isFolded());
    next.setTheme(ThemeChoice::Light);
}
