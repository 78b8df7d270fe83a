// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"
#include "tests/ui/views/Script.h"
#include "ui/bridge/SweepController.h"
#include "ui/charts/PlotView.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/panels/SchedulePanel.h"
#include "ui/views/SchedulePage.h"
#include "ui/views/Workspace.h"

#include <QUndoStack>

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;
using cyclo::test::WithinRel;

namespace {

/// The page over data that make 50 steps, with a mouse on its chart.
struct ScheduleBench {
    explicit ScheduleBench(const Policy& policy = SmithOneCycle{.maxLr = 0.2}) {
        workspace.setData(std::make_shared<DataSource>(dataOfScript({})));
        ExperimentConfig config = workspace.config();
        config.policy = policy;
        workspace.setConfig(config, {});
        workspace.undoStack()->clear();
        page.resize(1000, 600);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
    }
    PlotView& plot() { return *page.chart()->plot(); }
    const Handle& corner(ShapePart part) {
        const Handle* handle = plot().contents().handle(QString::number(static_cast<int>(part)));
        REQUIRE(handle);
        return *handle;
    }
    QPoint placeOf(ShapePart part) {
        const Handle& handle = corner(part);
        return plot().toPixel(handle.value, handle.level, handle.axis).toPoint();
    }
    void drag(ShapePart part, const QPoint& way) {
        const QPoint from = placeOf(part);
        QTest::mousePress(&plot(), Qt::LeftButton, {}, from);
        for (const int share : {1, 2, 3, 4})
            QTest::mouseMove(&plot(), from + way * share / 4);
        QTest::mouseRelease(&plot(), Qt::LeftButton, {}, from + way);
    }
    template <class P> P planned() const { return std::get<P>(workspace.plan().policy); }

    Workspace workspace;
    SweepController sweeps;
    SchedulePage page{workspace, sweeps};
};

ScheduleDrag dragOf(const Workspace& workspace) {
    const Plan& plan = workspace.plan();
    return {workspace.experiment(), plan.policy, plan.bounds, plan.rows.size()};
}

} // namespace

TEST_CASE("Dragging the peak moves learning rate and step size, the fields follow, and it is one undo step",
          "[views][schedule]") {
    ScheduleBench bench;
    // 45 % of 50 steps up: 23 with the rule's rounding.
    REQUIRE(bench.corner(ShapePart::Peak).value == 23);
    const double heightOfPixel =
        bench.plot().yAt(100) - bench.plot().yAt(101); // the view stands still in a drag
    const double stepsOfPixel = bench.plot().xAt(101) - bench.plot().xAt(100);
    bench.drag(ShapePart::Peak, {-80, 40});

    const auto moved = bench.planned<SmithOneCycle>();
    CHECK_THAT(moved.maxLr, WithinRel(0.2 - 40 * heightOfPixel, 0.02));
    CHECK(std::abs(static_cast<double>(moved.stepSize.value()) - (23 - 80 * stepsOfPixel)) <= 1.0);
    CHECK_FALSE(moved.baseLr); // was left out, and stays a tenth
    CHECK(bench.workspace.experiment().picks.maxLr == moved.maxLr);
    CHECK(bench.page.panel()->config().policy == Policy(moved));
    CHECK(bench.corner(ShapePart::Peak).level == moved.maxLr);
    CHECK(bench.corner(ShapePart::Peak).value == static_cast<double>(*moved.stepSize));

    REQUIRE(bench.workspace.undoStack()->count() == 1);
    bench.workspace.undoStack()->undo();
    CHECK(bench.planned<SmithOneCycle>() == SmithOneCycle{.maxLr = 0.2});
    CHECK_FALSE(bench.workspace.experiment().picks.maxLr);
}

TEST_CASE("A hand that goes straight up leaves the steps alone", "[views][schedule]") {
    ScheduleBench bench;
    bench.drag(ShapePart::Peak, {1, -30});
    CHECK(bench.planned<SmithOneCycle>().maxLr > 0.2);
    CHECK_FALSE(bench.planned<SmithOneCycle>().stepSize);
}

TEST_CASE("Esc in a drag of a corner leaves nothing behind", "[views][schedule]") {
    ScheduleBench bench(Triangular{});
    const Experiment before = bench.workspace.experiment();
    const QPoint from = bench.placeOf(ShapePart::Peak);
    QTest::mousePress(&bench.plot(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&bench.plot(), from + QPoint(60, 50));
    CHECK(bench.workspace.experiment() != before);
    QTest::keyClick(&bench.plot(), Qt::Key_Escape);
    CHECK(bench.workspace.experiment() == before);
    CHECK(bench.workspace.undoStack()->count() == 0);
    CHECK_FALSE(bench.workspace.isDragging());
    QTest::mouseRelease(&bench.plot(), Qt::LeftButton, {}, from);
}

TEST_CASE("A corner follows no further than the settings allow", "[views][schedule]") {
    ScheduleBench bench(Trapezoid{.warmup = 10});
    bench.drag(ShapePart::Peak, {900, 0});
    CHECK(bench.planned<Trapezoid>().warmup == 40); // a fifth of the run falls
    CHECK(bench.corner(ShapePart::Peak).value == 40);
    bench.drag(ShapePart::End, {0, -2000});
    CHECK(bench.planned<Trapezoid>().minLr == bench.planned<Trapezoid>().learningRate);
}

TEST_CASE("Momenta are dragged on their own axis", "[views][schedule]") {
    ScheduleBench bench;
    const double before = bench.corner(ShapePart::LowMomentum).level;
    bench.drag(ShapePart::LowMomentum, {0, 20});
    CHECK(bench.planned<SmithOneCycle>().baseMomentum < before);
    CHECK(bench.planned<SmithOneCycle>().maxLr == 0.2);
}

TEST_CASE("H takes the next corner and the arrow keys move it, each press one step of undo",
          "[views][schedule]") {
    ScheduleBench bench;
    bench.plot().setFocus();
    QTest::keyClick(&bench.plot(), Qt::Key_H); // the start
    QTest::keyClick(&bench.plot(), Qt::Key_H);
    CHECK(bench.plot().activeHandle() == bench.corner(ShapePart::Peak).id);
    QTest::keyClick(&bench.plot(), Qt::Key_Left);
    CHECK(bench.planned<SmithOneCycle>().stepSize == 22);
    CHECK(bench.planned<SmithOneCycle>().maxLr == 0.2);
    QTest::keyClick(&bench.plot(), Qt::Key_Up, Qt::ControlModifier);
    // A tenth of the axis, which ends at 0.25, a quarter above the peak.
    CHECK_THAT(bench.planned<SmithOneCycle>().maxLr, WithinRel(0.225, 1e-9));
    CHECK(bench.workspace.undoStack()->count() == 2);
    QTest::keyClick(&bench.plot(), Qt::Key_H, Qt::ShiftModifier);
    CHECK(bench.plot().activeHandle() == bench.corner(ShapePart::Start).id);
    QTest::keyClick(&bench.plot(), Qt::Key_Up);
    CHECK(bench.planned<SmithOneCycle>().baseLr > 0.0225);
    CHECK(bench.workspace.undoStack()->count() == 3);
}

TEST_CASE("The mouse announces what a corner can do, and the view stands still in a drag",
          "[views][schedule]") {
    ScheduleBench bench;
    QTest::mouseMove(&bench.plot(), bench.placeOf(ShapePart::Peak) + QPoint(5, 5));
    CHECK(bench.plot().cursor().shape() == Qt::SizeAllCursor);
    QTest::mouseMove(&bench.plot(), bench.placeOf(ShapePart::Start) + QPoint(0, 6));
    CHECK(bench.plot().cursor().shape() == Qt::SizeVerCursor);

    const QPoint from = bench.placeOf(ShapePart::Peak);
    const AxisRange before = bench.plot().viewRange().left;
    QTest::mousePress(&bench.plot(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&bench.plot(), from + QPoint(0, 150));
    CHECK(bench.plot().viewRange().left == before);
    QTest::mouseRelease(&bench.plot(), Qt::LeftButton, {}, from + QPoint(0, 150));
    CHECK(bench.plot().viewRange().left.to < before.to);
}

TEST_CASE("A policy without corners shows none", "[views][schedule]") {
    ScheduleBench bench(Constant{});
    CHECK(bench.plot().contents().handles.empty());
}

TEST_CASE("A base that was not derived from the peak stays when the peak is dragged", "[views][schedule]") {
    Workspace workspace;
    workspace.setData(std::make_shared<DataSource>(dataOfScript({})));
    ExperimentConfig config = workspace.config();
    config.policy = Triangular{.baseLr = 0.002, .maxLr = 0.01};
    workspace.setConfig(config, {});
    const ScheduleDrag drag = dragOf(workspace);
    const Experiment moved = withCorner(drag, ShapePart::Peak, 12, 0.05);
    CHECK(moved.picks == LrPicks{0.002, 0.05});
    CHECK(moved.config.policy == config.policy); // the picks carry the learning rates
    CHECK(withCorner(drag, ShapePart::Peak, 12, 0.01) == drag.before);
    const Experiment later = withCorner(drag, ShapePart::Peak, 20, 0.01);
    CHECK(later.picks == LrPicks{});
    CHECK(std::get<Triangular>(later.config.policy).stepSizeUp == 20);
}

TEST_CASE("A base that follows the peak goes on following it", "[views][schedule]") {
    Workspace workspace;
    workspace.setData(std::make_shared<DataSource>(dataOfScript({})));
    workspace.pickMaxLr(0.3);
    const Experiment moved = withCorner(dragOf(workspace), ShapePart::Peak, 23, 0.4);
    CHECK(moved.picks == LrPicks{.minLr = {}, .maxLr = 0.4});
}
