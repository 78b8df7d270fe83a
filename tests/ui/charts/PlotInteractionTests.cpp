// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"

#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::PlotHands;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

/// A curve of 61 samples from 1e-5 to 10 on a log axis, ten a decade, and a handle at 0.1.
struct LogPlot {
    PlotView view;
    PlotHands hands{view};

    LogPlot() {
        view.resize(800, 500);
        view.setXAxis(
            {.title = QStringLiteral("learning rate"), .scale = AxisScale::Log, .from = 1e-5, .to = 10.0});
        view.setCurve(QStringLiteral("loss"), samples(), {});
        view.setHandles({{.id = QStringLiteral("max"), .value = 0.1, .label = QStringLiteral("max LR")}});
        view.show();
        REQUIRE(QTest::qWaitForWindowExposed(&view));
    }
    static std::vector<CurveSample> samples() {
        std::vector<CurveSample> all;
        for (int i = 0; i <= 60; ++i)
            all.push_back({std::pow(10.0, -5.0 + i / 10.0), 2.0 - i * 0.02});
        return all;
    }
    double handle() const { return view.contents().handle(QStringLiteral("max"))->value; }
    void wheel(int turn, double x, Qt::KeyboardModifiers modifiers = {}) {
        const QPointF place = hands.at(x);
        QWheelEvent event(place, view.mapToGlobal(place), {}, {0, turn}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
    }
};

} // namespace

TEST_CASE("A click gives the value under it through a log axis", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    plot.hands.click(0.01, Qt::ShiftModifier);
    REQUIRE(clicked.count() == 1);
    const double x = clicked[0][0].toDouble();
    // From first principles: the share of the plot's width in decades.
    const QRectF area = plot.view.plotArea();
    const double share = (plot.hands.at(0.01).x() - area.left()) / area.width();
    CHECK_THAT(x, WithinRel(std::pow(10.0, -5.0 + 6.0 * share), 1e-12));
    CHECK_THAT(x, WithinRel(0.01, 0.02)); // half a pixel of 700 for six decades is 1 %
    CHECK(clicked[0][1].value<Qt::KeyboardModifiers>() == Qt::ShiftModifier);
}

TEST_CASE("A click beside the plot area picks nothing", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    QTest::mouseClick(&plot.view, Qt::LeftButton, {}, {5, 5});
    QTest::mouseClick(&plot.view, Qt::RightButton, {}, plot.hands.at(0.01));
    CHECK(clicked.isEmpty());
}

TEST_CASE("A handle is met eight pixels off and not at ten", "[ui][charts][hands]") {
    LogPlot plot;
    const QPoint line = plot.hands.at(0.1);
    QTest::mouseClick(&plot.view, Qt::LeftButton, {}, line + QPoint(10, 0));
    CHECK(plot.view.activeHandle().isEmpty());
    QTest::mouseClick(&plot.view, Qt::LeftButton, {}, line + QPoint(7, 0));
    CHECK(plot.view.activeHandle() == QStringLiteral("max"));
    CHECK(plot.handle() == 0.1); // a click on a handle moves nothing
}

TEST_CASE("Dragging a handle tells its value all the way", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy moved(&plot.view, &PlotView::handleMoved);
    QSignalSpy released(&plot.view, &PlotView::handleReleased);
    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    plot.hands.press(0.1);
    plot.hands.moveTo(0.3);
    plot.hands.moveTo(1.0);
    CHECK(moved.count() == 2);
    CHECK(released.isEmpty());
    plot.hands.release(1.0);
    REQUIRE(released.count() == 1);
    CHECK_THAT(released[0][1].toDouble(), WithinRel(1.0, 0.03));
    CHECK(plot.handle() == released[0][1].toDouble());
    CHECK(clicked.isEmpty());
}

TEST_CASE("A handle cannot be dragged out of the plot", "[ui][charts][hands]") {
    LogPlot plot;
    plot.hands.press(0.1);
    plot.hands.moveTo(QPoint(2000, 100));
    CHECK_THAT(plot.handle(), WithinRel(10.0, 1e-9));
    plot.hands.release(10.0);
}

TEST_CASE("Esc in a drag puts the handle back", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy moved(&plot.view, &PlotView::handleMoved);
    QSignalSpy released(&plot.view, &PlotView::handleReleased);
    plot.hands.press(0.1);
    plot.hands.moveTo(1.0);
    QTest::keyClick(&plot.view, Qt::Key_Escape);
    CHECK(plot.handle() == 0.1);
    CHECK(moved.last()[1].toDouble() == 0.1);
    REQUIRE(released.count() == 1); // the drag has ended, where it began
    CHECK(released[0][1].toDouble() == 0.1);
    plot.hands.release(1.0);
    CHECK(released.count() == 1);
    CHECK(plot.handle() == 0.1);
}

TEST_CASE("A drag over the empty plot zooms and back again", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    const ViewRange all = plot.view.viewRange();
    const double from = plot.hands.valueAt(1e-4);
    const double to = plot.hands.valueAt(1e-2);
    plot.hands.drag(1e-4, 1e-2); // level: x only
    CHECK(clicked.isEmpty());
    CHECK(plot.view.viewMode() == ViewMode::Hold);
    CHECK_THAT(plot.view.viewRange().x.from, WithinRel(from, 1e-9));
    CHECK_THAT(plot.view.viewRange().x.to, WithinRel(to, 1e-9));
    QTest::keyClick(&plot.view, Qt::Key_Left, Qt::AltModifier);
    CHECK(plot.view.viewMode() == ViewMode::Fit);
    CHECK(plot.view.viewRange() == all);
    QTest::keyClick(&plot.view, Qt::Key_Right, Qt::AltModifier);
    CHECK_THAT(plot.view.viewRange().x.from, WithinRel(from, 1e-9));
}

TEST_CASE("A shaking click is still a click", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    QTest::mousePress(&plot.view, Qt::LeftButton, {}, plot.hands.at(0.01));
    plot.hands.moveTo(plot.hands.at(0.01) + QPoint(6, 6));
    QTest::mouseRelease(&plot.view, Qt::LeftButton, {}, plot.hands.at(0.01) + QPoint(6, 6));
    CHECK(clicked.count() == 1);
    CHECK(plot.view.viewMode() == ViewMode::Fit);
}

TEST_CASE("The wheel zooms about the mouse, one axis with Ctrl or Shift", "[ui][charts][hands]") {
    LogPlot plot;
    const ViewRange all = plot.view.viewRange();
    const double under = plot.hands.valueAt(0.01);
    plot.wheel(120, 0.01);
    CHECK(plot.view.viewRange().x.from > all.x.from);
    CHECK(plot.view.viewRange().left.to < all.left.to);
    CHECK_THAT(plot.hands.valueAt(0.01), WithinRel(under, 0.03));
    plot.view.fitByHand();
    plot.wheel(120, 0.01, Qt::ControlModifier);
    CHECK(plot.view.viewRange().x.from > all.x.from);
    CHECK(plot.view.viewRange().left == all.left);
    plot.view.fitByHand();
    plot.wheel(120, 0.01, Qt::ShiftModifier);
    CHECK(plot.view.viewRange().x == all.x);
    CHECK(plot.view.viewRange().left.to < all.left.to);
}

TEST_CASE("The middle button pans in one history entry", "[ui][charts][hands]") {
    LogPlot plot;
    const ViewRange all = plot.view.viewRange();
    const QPoint half = plot.hands.at(0.03);
    const QPoint decade = plot.hands.at(0.1); // a decade to the right shows a decade more at the left
    plot.hands.press(0.01, Qt::MiddleButton);
    plot.hands.moveTo(half);
    plot.hands.moveTo(decade);
    QTest::mouseRelease(&plot.view, Qt::MiddleButton, {}, decade);
    CHECK_THAT(plot.view.viewRange().x.from, WithinRel(1e-6, 0.05));
    CHECK_THAT(plot.view.viewRange().x.to, WithinRel(1.0, 0.05));
    REQUIRE(plot.view.zoomBack());
    CHECK(plot.view.viewRange() == all);
    CHECK_FALSE(plot.view.zoomBack());
}

TEST_CASE("After a zoom to a band the crosshair stands under the pointer", "[ui][charts][hands]") {
    LogPlot plot;
    plot.hands.moveTo(1e-3);
    const QPoint end = plot.hands.at(1e-1);
    plot.hands.drag(1e-2, 1e-1);
    REQUIRE(plot.view.crosshair().has_value());
    CHECK_THAT(*plot.view.crosshair(), WithinRel(plot.view.xAt(end.x()), 1e-9));
}

TEST_CASE("A drag with Space held pans, and a tap of Space is left to others", "[ui][charts][hands]") {
    LogPlot plot;
    struct Listener : QWidget {
        int taps = 0;
        void keyReleaseEvent(QKeyEvent* event) override { taps += event->key() == Qt::Key_Space; }
    } window;
    plot.view.setParent(&window);
    window.resize(800, 500);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    plot.view.setFocus();
    QTest::keyClick(&plot.view, Qt::Key_Space);
    CHECK(window.taps == 1);

    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    QTest::keyPress(&plot.view, Qt::Key_Space);
    plot.hands.press(0.01);
    const QPoint decade = plot.hands.at(0.1);
    plot.hands.moveTo(decade);
    QTest::mouseRelease(&plot.view, Qt::LeftButton, {}, decade);
    QTest::keyRelease(&plot.view, Qt::Key_Space);
    CHECK_THAT(plot.view.viewRange().x.from, WithinRel(1e-6, 0.05));
    CHECK(clicked.isEmpty());
    CHECK(window.taps == 1);
    plot.hands.click(0.001); // Space is up again
    CHECK(clicked.count() == 1);
    plot.view.setParent(nullptr);
}

TEST_CASE("A double click fits and takes its first click back", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy revoked(&plot.view, &PlotView::clickRevoked);
    plot.hands.drag(1e-4, 1e-2);
    plot.hands.click(1e-3);
    CHECK(revoked.isEmpty());
    QTest::mouseDClick(&plot.view, Qt::LeftButton, {}, plot.hands.at(1e-3));
    CHECK(revoked.count() == 1);
    CHECK(plot.view.viewMode() == ViewMode::Fit);
}

TEST_CASE("Arrow keys visit the samples, ten with Ctrl, the ends with Home and End", "[ui][charts][hands]") {
    LogPlot plot;
    const auto samples = LogPlot::samples();
    QTest::keyClick(&plot.view, Qt::Key_Home);
    CHECK(plot.view.crosshair() == samples.front().x);
    QTest::keyClick(&plot.view, Qt::Key_Right);
    CHECK(plot.view.crosshair() == samples[1].x);
    QTest::keyClick(&plot.view, Qt::Key_Right, Qt::ControlModifier);
    CHECK(plot.view.crosshair() == samples[11].x);
    QTest::keyClick(&plot.view, Qt::Key_Left);
    CHECK(plot.view.crosshair() == samples[10].x);
    QTest::keyClick(&plot.view, Qt::Key_End);
    CHECK(plot.view.crosshair() == samples.back().x);
}

TEST_CASE("Enter at the crosshair is a click there", "[ui][charts][hands]") {
    LogPlot plot;
    QSignalSpy clicked(&plot.view, &PlotView::clicked);
    QTest::keyClick(&plot.view, Qt::Key_Home);
    QTest::keyClick(&plot.view, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(&plot.view, Qt::Key_Return, Qt::ShiftModifier);
    REQUIRE(clicked.count() == 1);
    CHECK(clicked[0][0].toDouble() == LogPlot::samples()[10].x);
    CHECK(clicked[0][1].value<Qt::KeyboardModifiers>() == Qt::ShiftModifier);
}

TEST_CASE("Arrow keys move the active handle to the next sample and Esc lets go of it",
          "[ui][charts][hands]") {
    LogPlot plot;
    plot.view.setHandleValue(QStringLiteral("max"), 0.11); // between the samples 0.1 and 0.126
    plot.view.setActiveHandle(QStringLiteral("max"));
    QSignalSpy released(&plot.view, &PlotView::handleReleased);
    QTest::keyClick(&plot.view, Qt::Key_Right);
    CHECK(plot.handle() == LogPlot::samples()[41].x);
    QTest::keyClick(&plot.view, Qt::Key_Left);
    CHECK(plot.handle() == LogPlot::samples()[40].x);
    CHECK(released.count() == 2);
    QTest::keyClick(&plot.view, Qt::Key_Escape);
    CHECK(plot.view.activeHandle().isEmpty());
}

TEST_CASE("Plus and minus zoom and zero fits", "[ui][charts][hands]") {
    LogPlot plot;
    const ViewRange all = plot.view.viewRange();
    QTest::keyClick(&plot.view, Qt::Key_Plus);
    CHECK(plot.view.viewRange().x.to < all.x.to);
    QTest::keyClick(&plot.view, Qt::Key_Minus);
    CHECK_THAT(plot.view.viewRange().x.to, WithinRel(all.x.to, 1e-9));
    QTest::keyClick(&plot.view, Qt::Key_0);
    CHECK(plot.view.viewMode() == ViewMode::Fit);
}
