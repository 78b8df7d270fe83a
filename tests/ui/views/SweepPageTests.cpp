// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyRange.h"
#include "tests/support/Catch.h"
#include "tests/ui/views/Script.h"
#include "ui/bridge/SweepController.h"
#include "ui/charts/BatchLawChart.h"
#include "ui/charts/DecayMapChart.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/panels/BatchPanel.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/SchedulePanel.h"
#include "ui/views/BatchPage.h"
#include "ui/views/DecayPage.h"
#include "ui/views/MomentumPage.h"
#include "ui/views/PrimaryAction.h"
#include "ui/views/SchedulePage.h"
#include "ui/views/Workspace.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QUndoStack>

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

/// A range test whose loss falls to its lowest at `best`, then rises.
SweepMemberRecord valley(const SweepMember& member, double best) {
    SweepMemberRecord record{.member = member, .summary = {}, .points = {}, .epochs = {}};
    for (std::int64_t step = 0; step < 100; ++step) {
        const double lr = 1e-5 * std::pow(1e6, static_cast<double>(step) / 99);
        const double away = std::log10(lr / best);
        record.points.push_back(
            {.step = step, .learningRate = lr, .loss = 0.5 + (away < 0 ? 0.5 * -away : 4 * away * away)});
    }
    return record;
}

/// Tells of a range test for each value; batch sizes find their lowest at √batch / 1000.
SweepRecord scripted(const SweepConfig& config, const DataSource&, SweepObserver& observer, const StopToken&,
                     std::vector<SweepMemberRecord>) {
    SweepRecord record{.config = config, .message = {}, .members = {}};
    std::vector<SweepMember> members;
    for (const double value : config.values)
        members.push_back({.value = value, .seed = 1});
    observer.stageStarted(members);
    for (const SweepMember& member : members) {
        const double best = config.kind == SweepKind::BatchSize ? std::sqrt(member.value) / 1000 : 0.05;
        record.members.push_back(valley(member, best));
        for (const StepRecord& step : record.members.back().points)
            observer.memberStepped(member, step);
        observer.memberEnded(record, record.members.back());
    }
    return record;
}

/// A workspace with data, and a controller that runs the script.
struct SweepBench {
    SweepBench() { workspace.setData(std::make_shared<DataSource>(dataOfScript({}))); }
    void run(SweepPage& page) {
        QSignalSpy ended(&sweeps, &SweepController::ended);
        page.startSweep();
        REQUIRE(ended.wait(10'000));
    }
    Workspace workspace;
    SweepController sweeps{SweepController::RunFunction(scripted)};
};

} // namespace

TEST_CASE("A click on a decay's curve takes it with the learning rate there, as one step of undo",
          "[views][sweep]") {
    SweepBench bench;
    DecayPage page(bench.workspace, bench.sweeps);
    bench.run(page);
    CHECK(page.plots().front()->contents().curves.size() == usualValues(SweepKind::WeightDecay).size());

    emit page.family()->valueClicked("0.001", 0.04321);
    CHECK(bench.workspace.config().weightDecay == 0.001);
    CHECK(bench.workspace.experiment().picks.maxLr == 0.0432);
    bench.workspace.undoStack()->undo();
    CHECK(bench.workspace.config().weightDecay == 0.0);
    CHECK_FALSE(bench.workspace.experiment().picks.maxLr);
}

TEST_CASE("The map of a joint sweep has a row a decay, and a click takes both as one step of undo",
          "[views][sweep]") {
    SweepBench bench;
    DecayPage page(bench.workspace, bench.sweeps);
    CHECK(page.map()->isHidden());
    bench.run(page);
    CHECK_FALSE(page.map()->isHidden());
    const PlotContents& contents = page.map()->plot()->contents();
    REQUIRE(contents.curves.size() == 4);
    for (const PlotCurve& row : contents.curves)
        CHECK(row.data.samples().size() == 100);
    CHECK(contents.cells->marks.size() == 2); // the decay of the experiment, and the best
    // All of these tests are the same, and there is one seed.
    const auto labels = page.panel()->findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels, [](const QLabel* label) {
        return label->text().contains("One seed cannot tell it from 0, 1e-5, 1e-4.");
    }));

    emit page.map()->cellClicked(1e-4, 0.04321);
    CHECK(bench.workspace.config().weightDecay == 1e-4);
    CHECK(bench.workspace.experiment().picks.maxLr == 0.0432);
    REQUIRE(contents.handles.size() == 1);
    CHECK(contents.handles[0].value == 0.0432);
    bench.workspace.undoStack()->undo();
    CHECK(bench.workspace.config().weightDecay == 0.0);
    CHECK(contents.handles.empty());
}

TEST_CASE("What a sweep costs is said before it starts, and of what its curves are after a change",
          "[views][sweep]") {
    SweepBench bench;
    DecayPage page(bench.workspace, bench.sweeps);
    const auto says = [&](const char* text) {
        const auto labels = page.panel()->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(text); });
    };
    CHECK_FALSE(says("held-out samples"));
    ExperimentConfig config = bench.workspace.config();
    config.finder.loss = FinderLoss::Validation;
    bench.workspace.setConfig(config, "validation");
    CHECK(says("held-out samples are measured after each of"));
    bench.run(page);
    CHECK_FALSE(says("not of the experiment as it is now"));
    config.network = "mlp:8";
    bench.workspace.setConfig(config, "network");
    CHECK(says("The curves are of LeNet"));
    bench.workspace.undoStack()->undo();
    CHECK_FALSE(says("not of the experiment as it is now"));
}

TEST_CASE("The settings of a sweep belong to the experiment: undone, and shown anew", "[views][sweep]") {
    SweepBench bench;
    DecayPage page(bench.workspace, bench.sweeps);
    auto& panel = dynamic_cast<SweepPanel&>(*page.panel());
    auto& seeds = *panel.findChildren<IntegerSpinBox*>().last();
    emit seeds.valueChanged(1);
    CHECK(bench.workspace.undoStack()->count() == 0); // nothing differs
    seeds.stepBy(2);
    CHECK(bench.workspace.experiment().sweeps.at(SweepKind::WeightDecay).seeds == 3);
    bench.workspace.undoStack()->undo();
    CHECK(seeds.value() == 1);
    CHECK(bench.workspace.experiment().sweeps.empty());

    const SweepForm form{
        .values = {0, 0.01}, .mode = SweepMode::Branches, .seeds = 2, .epochs = 5, .branchPercent = 20};
    bench.workspace.setSweep(SweepKind::WeightDecay, form);
    CHECK(panel.form() == form);
    CHECK(panel.sweep(bench.workspace.config()).base.epochs == 5);
}

TEST_CASE("A double click, which fits the view, takes nothing", "[views][sweep]") {
    SweepBench bench;
    DecayPage page(bench.workspace, bench.sweeps);
    bench.run(page);
    emit page.map()->cellClicked(1e-4, 0.05);
    emit page.map()->plot()->clickRevoked();
    CHECK(bench.workspace.config().weightDecay == 0.0);
    emit page.family()->valueClicked("0.001", 0.05);
    bench.workspace.pickMinLr(0.001);
    emit page.family()->plot()->clickRevoked(); // of a click before the last edit
    CHECK(bench.workspace.config().weightDecay == 0.001);
}

TEST_CASE("Pointing at a row or a curve draws its value alone", "[views][sweep]") {
    SweepBench bench;
    DecayPage page(bench.workspace, bench.sweeps);
    bench.run(page);
    const auto alphas = [&] {
        std::vector<double> all;
        for (const PlotCurve& curve : page.plots().front()->contents().curves)
            all.push_back(curve.style.alpha);
        return all;
    };
    CHECK(std::ranges::count(alphas(), 1.0) == 4);
    emit page.panel()->rowEntered(0.001);
    CHECK(std::ranges::count(alphas(), 1.0) == 1);
    emit page.map()->decayHovered(std::nullopt);
    CHECK(std::ranges::count(alphas(), 1.0) == 4);
    emit page.map()->decayHovered(1e-4);
    CHECK(std::ranges::count(alphas(), 1.0) == 1);
    emit page.family()->valueHovered({});
    CHECK(std::ranges::count(alphas(), 1.0) == 4);
}

TEST_CASE("The batch page finds the law of the maxima and scales batch and learning rates together",
          "[views][sweep]") {
    SweepBench bench;
    BatchPage page(bench.workspace, bench.sweeps);
    bench.run(page);
    REQUIRE(page.record());
    const BatchLaw law = batchLawOf(page.record()->members);
    REQUIRE(law.law);
    // The rule reads the lowest of a smoothed curve of 17 samples a decade; the rules lie 0.5 apart.
    CHECK_THAT(law.law->exponent, cyclo::test::WithinAbs(0.5, 0.1));
    CHECK(page.law()->plot()->contents().curves.size() == 5);

    bench.workspace.setPicks({0.01, 0.1});
    ExperimentConfig config = bench.workspace.config();
    REQUIRE(config.batchSize == 128);
    emit page.panel()->scalingUsed(512, BatchRule::SquareRoot);
    CHECK(bench.workspace.config().batchSize == 512);
    CHECK(bench.workspace.experiment().picks == LrPicks{0.02, 0.2});
    emit page.panel()->scalingUsed(256, BatchRule::Linear);
    CHECK(bench.workspace.experiment().picks == LrPicks{0.01, 0.1});
}

TEST_CASE("Momentum runs lie behind a tab of the schedule, and a click takes a momentum", "[views][sweep]") {
    SweepBench bench;
    SchedulePage page(bench.workspace, bench.sweeps);
    CHECK_FALSE(page.showsOther());
    page.showOther(true);
    CHECK(page.plots().front() == page.momenta()->plots().front());
    CHECK(primaryAction(PageId::Schedule, bench.workspace, false, {}, true).kind ==
          PrimaryAction::Kind::Sweep);
    CHECK(primaryAction(PageId::Schedule, bench.workspace, false, {}).kind == PrimaryAction::Kind::Train);

    bench.workspace.pickMaxLr(0.3);
    bench.run(*page.momenta());
    const SweepConfig& config = page.momenta()->record()->config;
    CHECK(config.mode == SweepMode::ShortRuns);
    CHECK(config.values == std::vector<double>{0.9, 0.95, 0.97, 0.99});
    CHECK(config.learningRate == 0.3);
    CHECK(page.momenta()->plots().front()->contents().curves.size() == 4);

    emit page.momenta()->family()->valueClicked("0.97", 12);
    CHECK(momentumRangeOf(bench.workspace.plan().policy).high == 0.97);
    CHECK(bench.workspace.config().momentum == 0.97);
    CHECK(page.panel()->config().momentum == 0.97);
    bench.workspace.undoStack()->undo();
    CHECK(momentumRangeOf(bench.workspace.plan().policy).high == 0.95);
    CHECK(bench.workspace.config().momentum == 0.9);
}

TEST_CASE("Without a known learning rate momentum runs find one first", "[views][sweep]") {
    SweepBench bench;
    MomentumPage page(bench.workspace, bench.sweeps);
    bench.run(page);
    CHECK_FALSE(page.record()->config.learningRate);
}

TEST_CASE("A sweep waits for the data", "[views][sweep]") {
    Workspace workspace;
    const PrimaryAction action = primaryAction(PageId::Decay, workspace, false, {});
    CHECK(action.kind == PrimaryAction::Kind::Sweep);
    CHECK_FALSE(action.enabled);
    SweepController sweeps{SweepController::RunFunction(scripted)};
    DecayPage page(workspace, sweeps);
    page.startSweep();
    CHECK_FALSE(sweeps.isRunning());
}
