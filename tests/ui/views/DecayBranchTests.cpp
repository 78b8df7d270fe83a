// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/ui/views/Script.h"
#include "ui/bridge/SweepController.h"
#include "ui/charts/DecayMapChart.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/views/DecayPage.h"
#include "ui/views/Workspace.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>

#include <algorithm>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

std::vector<StepRecord> stepsOf(std::int64_t from, std::int64_t to, double decay) {
    std::vector<StepRecord> steps;
    for (std::int64_t step = from; step < to; ++step)
        steps.push_back({.step = step,
                         .learningRate = 0.1,
                         .weightDecay = decay,
                         .loss = 2.0 - 0.01 * static_cast<double>(step) - 10.0 * decay});
    return steps;
}

/// A trunk up to the branch, then a branch of as many steps for each value; the larger the decay, the better.
SweepRecord branches(const SweepConfig& config, const DataSource& data, SweepObserver& observer,
                     const StopToken&, std::vector<SweepMemberRecord>) {
    SweepRecord record{.config = config, .message = {}, .members = {}};
    const SweepMember trunk{.stage = SweepStage::Trunk, .value = config.base.weightDecay, .seed = 1};
    const auto shared = stepsOf(0, config.branchAt, config.base.weightDecay);
    observer.stageStarted({trunk});
    for (const StepRecord& step : shared)
        observer.memberStepped(trunk, step);
    observer.memberEnded(record, {.member = trunk, .summary = {}, .points = shared, .epochs = {}});
    std::vector<SweepMember> members;
    for (const double value : config.values)
        members.push_back({.value = value, .seed = 1});
    observer.stageStarted(members);
    for (const SweepMember& member : members) {
        SweepMemberRecord one{.member = member, .summary = {}, .points = shared, .epochs = {}};
        for (const StepRecord& step : stepsOf(config.branchAt, shortRunSteps(config, data), member.value)) {
            observer.memberStepped(member, step);
            one.points.push_back(step);
        }
        one.summary.last =
            EpochRecord{.validationLoss = 1.0 - 10.0 * member.value, .validationAccuracy = 0.5};
        record.members.push_back(one);
        observer.memberEnded(record, one);
    }
    return record;
}

struct BranchBench {
    BranchBench() {
        workspace.setData(std::make_shared<DataSource>(dataOfScript({})));
        auto* mode = page.panel()->findChild<QComboBox*>();
        mode->setCurrentIndex(mode->findText("branches"));
        emit mode->activated(mode->currentIndex());
    }
    SweepConfig config() const { return page.panel()->sweep(workspace.config()); }
    Workspace workspace;
    SweepController sweeps{SweepController::RunFunction(branches)};
    DecayPage page{workspace, sweeps};
};

} // namespace

TEST_CASE("Branches part half way through the short run, or where the panel says", "[views][sweep][branch]") {
    BranchBench bench;
    const std::int64_t steps = shortRunSteps(bench.config(), *bench.workspace.data());
    REQUIRE(steps > 3);
    CHECK(bench.config().mode == SweepMode::Branches);
    CHECK(bench.config().branchAt == (steps + 1) / 2);
    IntegerSpinBox* share = nullptr;
    for (IntegerSpinBox* field : bench.page.panel()->findChildren<IntegerSpinBox*>())
        if (field->accessibleName() == "Branch at") share = field;
    REQUIRE(share);
    CHECK_FALSE(share->isHidden());
    // Always a step that is in the run and not its first.
    share->setValue(1);
    CHECK(bench.config().branchAt >= 1);
    share->setValue(99);
    CHECK(bench.config().branchAt < steps);
    CHECK_NOTHROW(validate(bench.config()));
}

TEST_CASE("A family of branches has one neutral stem, and each branch its own steps",
          "[views][sweep][branch]") {
    BranchBench bench;
    Experiment experiment = bench.workspace.experiment();
    experiment.config.weightDecay = 1e-4; // which is a branch as well
    bench.workspace.setExperiment(experiment, "decay");
    QSignalSpy ended(&bench.sweeps, &SweepController::ended);
    QStringList told;
    QObject::connect(&bench.page, &SweepPage::progressed, [&](const QString& words) { told += words; });
    bench.page.startSweep();
    REQUIRE(ended.wait(10'000));

    const PlotContents& contents = bench.page.family()->plot()->contents();
    const auto branchAt = static_cast<double>(bench.page.record()->config.branchAt);
    REQUIRE(contents.curves.size() == 5);
    const PlotCurve& stem = contents.curves.front();
    CHECK(stem.style.ink == Ink::Candidate);
    CHECK(stem.displayName() == "before the branch");
    CHECK(stem.data.samples().back() == contents.curves[1].data.samples().front()); // it meets its branch
    for (auto branch = contents.curves.begin() + 1; branch != contents.curves.end(); ++branch) {
        CHECK(branch->style.ink != Ink::Candidate);
        CHECK(branch->data.samples().front().x == branchAt);
    }
    REQUIRE(contents.guides.size() == 1);
    CHECK(contents.guides.front().value == branchAt);
    CHECK(bench.page.map()->isHidden());
    CHECK(told.contains("Training up to the branch, at decay 1e-4"));
    CHECK(told.last() == "4 of 4 runs done");

    bench.page.family()->isolate("0.001");
    CHECK(stem.style.alpha == 1.0); // it is of every branch
    CHECK(std::ranges::count(contents.curves, 1.0, [](const auto& curve) { return curve.style.alpha; }) == 2);

    const auto* table = bench.page.panel()->findChild<QTableWidget*>();
    REQUIRE(table->rowCount() == 4);
    CHECK(table->item(3, 0)->font().bold()); // the largest decay ends lowest
    emit bench.page.family()->valueClicked("0.001", branchAt);
    CHECK(bench.workspace.config().weightDecay == 0.001);
    CHECK_FALSE(bench.workspace.experiment().picks.maxLr);
}

TEST_CASE("The panel tells what a branch grows from", "[views][sweep][branch]") {
    BranchBench bench;
    const auto says = [&](const QString& words) {
        return std::ranges::any_of(bench.page.panel()->findChildren<QLabel*>(),
                                   [&](const QLabel* label) { return label->text().contains(words); });
    };
    CHECK(says("One run at decay 0, the experiment's, up to step"));
    Experiment experiment = bench.workspace.experiment();
    experiment.config.weightDecay = 5e-4;
    bench.workspace.setExperiment(experiment, "decay");
    CHECK(says("One run at decay 5e-4"));
}
