// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/ui/views/Script.h"
#include "ui/views/PrimaryAction.h"
#include "ui/views/Recipe.h"
#include "ui/views/Workspace.h"

#include <QUndoStack>

#include <algorithm>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

std::shared_ptr<const DataSource> openedData() {
    return std::make_shared<DataSource>(dataOfScript({}));
}

std::shared_ptr<const FindRecord> recordWith(std::optional<LrRecommendation> recommended) {
    auto record = std::make_shared<FindRecord>();
    record->suggestions.recommended = std::move(recommended);
    return record;
}

const LrRecommendation kRecommended{.minLr = 0.02, .maxLr = 0.2, .why = {}};

QString sourceShown(const Workspace& workspace) {
    return recipeOf(workspace).at(0).source;
}

} // namespace

TEST_CASE("A recommendation plans, but never picks nor overwrites a pick", "[views][workspace]") {
    Workspace workspace;
    workspace.setFindRecord(recordWith(kRecommended));
    CHECK(workspace.plan().bounds.maxLr == 0.2);
    CHECK(sourceShown(workspace) == "◂ recommended");
    CHECK(workspace.experiment().picks == LrPicks{});
    CHECK_FALSE(workspace.undoStack()->canUndo());

    workspace.pickMaxLr(0.05);
    workspace.setFindRecord(recordWith(LrRecommendation{.minLr = 0.1, .maxLr = 1.0, .why = {}}));
    CHECK(workspace.plan().bounds.maxLr == 0.05);
    CHECK(sourceShown(workspace) == "◂ picked");
}

TEST_CASE("A drag is one step of undo, and one that comes back leaves none", "[views][workspace]") {
    Workspace workspace;
    workspace.pickMaxLr(0.1);
    workspace.beginDrag();
    for (const double rate : {0.2, 0.3, 0.4})
        workspace.pickMaxLr(rate);
    SECTION("undo goes to where the drag began") {
        workspace.endDrag();
        workspace.undoStack()->undo();
        CHECK(workspace.experiment().picks.maxLr == 0.1);
        workspace.undoStack()->redo();
        CHECK(workspace.experiment().picks.maxLr == 0.4);
    }
    SECTION("a cancelled drag") {
        workspace.pickMaxLr(0.1);
        workspace.endDrag();
        CHECK(workspace.undoStack()->count() == 1); // the first pick
    }
    SECTION("two drags are two steps") {
        workspace.endDrag();
        workspace.beginDrag();
        workspace.pickMaxLr(0.5);
        workspace.endDrag();
        workspace.undoStack()->undo();
        CHECK(workspace.experiment().picks.maxLr == 0.4);
    }
}

TEST_CASE("Undo and redo move the whole experiment", "[views][workspace]") {
    Workspace workspace;
    ExperimentConfig config = workspace.config();
    config.batchSize = 64;
    workspace.setConfig(config, "change");
    workspace.setConfig(config, "the same again");
    CHECK(workspace.undoStack()->count() == 1);
    workspace.undoStack()->undo();
    CHECK(workspace.config().batchSize == 128);
    workspace.undoStack()->redo();
    CHECK(workspace.config() == config);
}

TEST_CASE("The plan has a row for each step and follows picks and edits", "[views][workspace]") {
    Workspace workspace;
    CHECK(workspace.plan().rows.size() == 0);
    CHECK(workspace.plan().problem.isEmpty()); // the data are on their way
    workspace.setData(openedData());
    CHECK(workspace.plan().stepsPerEpoch == kStepsPerEpoch);
    CHECK(workspace.plan().rows.size() == kDefaultSteps);

    workspace.setPicks({.minLr = 0.01, .maxLr = 0.4});
    CHECK(workspace.plan().rows.learningRate.front() == 0.01);
    CHECK(*std::ranges::max_element(workspace.plan().rows.learningRate) == 0.4);

    ExperimentConfig edited = workspace.plannedConfig();
    edited.epochs = 3;
    std::get<SmithOneCycle>(edited.policy).maxLr = 0.8;
    workspace.setPlannedConfig(edited, "change");
    CHECK(workspace.plan().rows.size() == 3 * kStepsPerEpoch);
    CHECK(workspace.experiment().picks == LrPicks{.minLr = 0.01, .maxLr = 0.8});
}

TEST_CASE("A plan that cannot be says why", "[views][workspace]") {
    Workspace workspace;
    workspace.setData(openedData());
    ExperimentConfig config = workspace.config();
    config.batchSize = 100'000; // of 1,280 samples
    workspace.setConfig(config, "change");
    CHECK(workspace.plan().rows.size() == 0);
    CHECK(workspace.plan().problem.contains("100000"));
    workspace.setDataProblem("train.gz: byte 3: no magic number");
    CHECK(workspace.plan().problem == "train.gz: byte 3: no magic number");
}

TEST_CASE("The primary button leads from the range test to the training", "[views][primary]") {
    using Kind = PrimaryAction::Kind;
    Workspace workspace;
    workspace.setData(openedData());
    const auto kindOn = [&](PageId page) { return primaryAction(page, workspace, false, {}).kind; };
    CHECK(kindOn(PageId::Data) == Kind::RunRangeTest);
    CHECK(kindOn(PageId::LearningRate) == Kind::RunRangeTest);
    CHECK(kindOn(PageId::Train) == Kind::Train);
    CHECK(kindOn(PageId::Export) == Kind::SaveSchedule);

    auto record = std::make_shared<FindRecord>();
    record->config = workspace.config();
    record->suggestions.recommended = kRecommended;
    workspace.setFindRecord(record);
    const PrimaryAction next = primaryAction(PageId::LearningRate, workspace, false, {});
    CHECK(next.kind == Kind::Train);
    CHECK(next.toolTip.contains("recommended"));

    SECTION("a changed test comes first again") {
        ExperimentConfig config = workspace.config();
        config.finder.lrMax = 1.0;
        workspace.setConfig(config, "change");
        CHECK(kindOn(PageId::LearningRate) == Kind::RunRangeTest);
    }
    SECTION("a changed schedule does not ask for a new test") {
        ExperimentConfig config = workspace.config();
        config.epochs = 9;
        workspace.setConfig(config, "change");
        CHECK(kindOn(PageId::LearningRate) == Kind::Train);
    }
    SECTION("a run alive can only be stopped") {
        CHECK(primaryAction(PageId::Train, workspace, true, {}).kind == Kind::Stop);
    }
    SECTION("a wrong value stops the button and is its tooltip") {
        const PrimaryAction blocked =
            primaryAction(PageId::LearningRate, workspace, false, "Must be above 0.");
        CHECK_FALSE(blocked.enabled);
        CHECK(blocked.toolTip == "Must be above 0.");
    }
}

TEST_CASE("Nothing trains before the data are open", "[views][primary]") {
    const Workspace workspace;
    CHECK_FALSE(primaryAction(PageId::Train, workspace, false, {}).enabled);
    CHECK(primaryAction(PageId::LearningRate, workspace, false, {}).enabled); // a run opens them itself
}

TEST_CASE("Notes written in a row are one step of undo, and an edit between ends the row",
          "[views][workspace]") {
    Workspace workspace;
    workspace.setNotes("a");
    workspace.setNotes("ab");
    CHECK(workspace.undoStack()->count() == 1);
    workspace.pickMaxLr(0.1);
    workspace.setNotes("abc");
    CHECK(workspace.undoStack()->count() == 3);
    workspace.undoStack()->undo();
    CHECK(workspace.experiment().notes == "ab");
    CHECK(workspace.experiment().picks.maxLr == 0.1);
    workspace.undoStack()->undo();
    workspace.undoStack()->undo();
    CHECK(workspace.experiment().notes.isEmpty());
}
