// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QSignalSpy>

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::PlotHands;

namespace {

const QString kLoss = QStringLiteral("loss");

void expose(PlotView& view) {
    view.resize(700, 420);
    view.show();
    REQUIRE(QTest::qWaitForWindowExposed(&view));
    view.repaint();
}

std::vector<CurveSample> falling(int count) {
    std::vector<CurveSample> all;
    for (int i = 0; i < count; ++i)
        all.push_back({static_cast<double>(i), 2.0 / (1.0 + i)});
    return all;
}

} // namespace

TEST_CASE("A burst of ten thousand samples is one replacement a frame", "[ui][charts][view]") {
    PlotView view;
    view.setXAxis({.title = {}, .from = 0.0, .to = 10000.0});
    view.setCurve(kLoss, {}, {});
    expose(view);
    const int before = view.counts().replaces;
    for (const CurveSample& sample : falling(10000))
        view.appendToCurve(kLoss, {&sample, 1});
    view.repaint();
    QTest::qWait(1);
    CHECK(view.counts().replaces - before >= 1);
    CHECK(view.counts().replaces - before <= 3);
    CHECK(view.counts().inView == 10000);
    CHECK(view.counts().displayed < 3000); // four of each of some 300 columns at most, twice that by rounding
    CHECK(view.contents().curves[0].data.samples().size() == 10000);
}

TEST_CASE("The room between the two curves of a band is filled, and no more", "[ui][charts][view]") {
    PlotView view;
    view.setXAxis({.title = {}, .from = 0.0, .to = 10.0});
    view.setLeftAxis({.from = 0.0, .to = 6.0});
    view.setCurve(QStringLiteral("low"), {{0.0, 1.0}, {10.0, 1.0}}, {});
    view.setCurve(QStringLiteral("high"), {{0.0, 3.0}, {10.0, 3.0}}, {});
    view.setCurve(QStringLiteral("top"), {{0.0, 5.0}, {10.0, 5.0}}, {});
    expose(view);
    const auto colourAt = [&view](double y) {
        return view.grab().toImage().pixelColor(view.toPixel(5.3, y).toPoint());
    };
    const QColor empty = colourAt(2.2);
    view.setBands({{.lowerId = QStringLiteral("low"), .upperId = QStringLiteral("high"), .ink = Ink::Loss}});
    CHECK(colourAt(2.2) != empty);
    CHECK(colourAt(4.2) == empty);
    view.removeCurve(QStringLiteral("low"));
    CHECK(colourAt(2.2) == empty); // half a band is none
}

TEST_CASE("A hidden plot takes data in and draws nothing", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, falling(100), {});
    view.appendToCurve(kLoss, std::vector<CurveSample>{{100.0, 1.0}});
    CHECK(view.counts().replaces == 0);
    expose(view);
    CHECK(view.counts().replaces == 1);
}

TEST_CASE("Moving crosshair, handles and the now cursor repaints no curve", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, falling(100), {});
    view.setHandles({{.id = QStringLiteral("pick"), .value = 50.0}});
    expose(view);
    const auto before = view.counts();
    view.setCrosshair(20.0);
    view.setHandleValue(QStringLiteral("pick"), 60.0);
    view.setNow(30.0);
    view.repaint();
    CHECK(view.counts().repaints == before.repaints);
    CHECK(view.counts().replaces == before.replaces);
}

TEST_CASE("What is not positive or no number does not take a log curve away", "[ui][charts][view]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    PlotView view;
    view.setXAxis({.title = {}, .scale = AxisScale::Log});
    const CurveStyle style{.ink = Ink::Momentum, .width = 3.0};
    view.setCurve(kLoss,
                  {{-1.0, 1.0}, {0.0, 1.0}, {nan, 1.0}, {0.001, 1.0}, {0.01, nan}, {0.1, 2.0}, {1.0, 1.5}},
                  style);
    expose(view);
    PlotHands hands(view);
    CHECK(hands.ink(inkColour(Ink::Momentum, Tone::Light)) > 500); // a line of 3 px over some 600
    CHECK(hands.ink(inkColour(Ink::Pick, Tone::Light)) > 5);       // the cross where the value was lost
    CHECK(view.viewRange().x.from == 0.001);
}

TEST_CASE("A lost value shades the plot from there on", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, falling(100), {});
    view.appendToCurve(kLoss, std::vector<CurveSample>{{100.0, std::numeric_limits<double>::infinity()},
                                                       {200.0, std::numeric_limits<double>::infinity()}});
    expose(view);
    const QImage picture = view.grab().toImage();
    const int y = static_cast<int>(view.plotArea().center().y()) + 3;
    const QColor left = picture.pixelColor(static_cast<int>(view.xPixel(90.0)), y);
    const QColor right = picture.pixelColor(static_cast<int>(view.xPixel(150.0)), y);
    CHECK(left == surfaceColours(Tone::Light).base);
    CHECK(right != left);
}

TEST_CASE("An empty plot says what will appear", "[ui][charts][view]") {
    PlotView view;
    view.setEmptyMessage(QStringLiteral("The curve appears here: press Run range test"));
    expose(view);
    const auto wordsInTheMiddle = [&view] {
        const QImage picture = view.grab(view.plotArea().toRect().adjusted(20, 20, -20, -20)).toImage();
        return PlotHands::ink(picture, surfaceColours(Tone::Light).mutedText);
    };
    CHECK(wordsInTheMiddle() > 20);
    CHECK(view.accessibleDescription().contains(QStringLiteral("Run range test")));
    view.setCurve(kLoss, falling(10), {});
    CHECK(wordsInTheMiddle() == 0);
}

TEST_CASE("A change of the palette recolours surface and curves", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, falling(100), {.ink = Ink::Loss, .width = 3.0});
    expose(view);
    PlotHands hands(view);
    const int light = hands.ink(inkColour(Ink::Loss, Tone::Light));
    CHECK(light > 100);
    applyTheme(*qApp, ThemeChoice::Dark);
    const int dark = hands.ink(inkColour(Ink::Loss, Tone::Dark));
    const int darkSurface = hands.ink(surfaceColours(Tone::Dark).base);
    const int lightLeft = hands.ink(surfaceColours(Tone::Light).base);
    applyTheme(*qApp, ThemeChoice::Light);
    CHECK(dark > light / 2);
    CHECK(darkSurface > 700 * 420 / 2);
    CHECK(lightLeft < 700 * 420 / 100);
    CHECK(hands.ink(surfaceColours(Tone::Light).base) > 700 * 420 / 2);
}

TEST_CASE("Hold keeps the view while data arrive, Fit takes them in", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, falling(100), {});
    expose(view);
    ViewRange range = view.viewRange();
    range.x = {10.0, 20.0};
    view.goTo(range, true);
    view.appendToCurve(kLoss, std::vector<CurveSample>{{1000.0, 5.0}});
    CHECK(view.viewRange() == range);
    view.fitByHand();
    CHECK(view.viewRange().x.to >= 1000.0);
    CHECK(view.viewRange().left.to >= 5.0);
}

TEST_CASE("Follow keeps the newest sample in view", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, falling(81), {});
    view.setXAxis({.title = {}, .from = 0.0, .to = 80.0});
    expose(view);
    view.setViewMode(ViewMode::Follow);
    view.appendToCurve(kLoss, std::vector<CurveSample>{{125.0, 0.1}});
    CHECK(view.viewRange().x == AxisRange{50.0, 130.0}); // 45 beyond the end: five moves of an eighth of 80
}

TEST_CASE("Impossible views are ignored", "[ui][charts][view]") {
    PlotView view;
    view.setXAxis({.title = {}, .scale = AxisScale::Log, .from = 1e-3, .to = 1.0});
    view.setCurve(kLoss, {{0.01, 1.0}, {0.1, 2.0}}, {});
    const ViewRange before = view.viewRange();
    ViewRange range = before;
    range.x = {-1.0, 1.0};
    view.goTo(range, true);
    range.x = {1.0, 0.1};
    view.goTo(range, true);
    range.x = {0.1, std::numeric_limits<double>::infinity()};
    view.goTo(range, true);
    CHECK(view.viewRange() == before);
    CHECK(view.viewMode() == ViewMode::Fit);
}

TEST_CASE("A loss of a quintillion does not hide the curve beside it", "[ui][charts][view]") {
    PlotView view;
    view.setLeftAxis({.title = {}, .to = 2.5});
    auto samples = falling(100);
    samples.push_back({100.0, 1e18});
    view.setCurve(kLoss, samples, {.ink = Ink::Loss, .width = 3.0});
    expose(view);
    CHECK(PlotHands(view).ink(inkColour(Ink::Loss, Tone::Light)) > 500);
    CHECK(view.viewRange().left.to == 2.5);
}

TEST_CASE("A log y axis drops what is not positive and keeps the rest", "[ui][charts][view]") {
    PlotView view;
    view.setCurve(kLoss, {{0.0, 0.0}, {1.0, 0.1}, {2.0, 10.0}}, {});
    view.setLeftAxis({.title = {}, .scale = AxisScale::Log});
    CHECK(view.viewRange().left == AxisRange{0.1, 10.0});
    view.setLeftAxis({.title = {}});
    CHECK(view.viewRange().left == AxisRange{0.0, 10.0});
}

TEST_CASE("Linked plots share range, crosshair and margins", "[ui][charts][view]") {
    PlotView first;
    PlotView second;
    linkX(first, second);
    first.setCurve(kLoss, falling(100), {});
    second.setCurve(kLoss, {{0.0, 1234567.0}, {99.0, 7654321.0}}, {}); // wider labels
    expose(first);
    expose(second);
    CHECK(first.plotArea().left() == second.plotArea().left());
    CHECK(first.plotArea().right() == second.plotArea().right());
    ViewRange range = first.viewRange();
    range.x = {20.0, 40.0};
    first.goTo(range, true);
    CHECK(second.viewRange().x == AxisRange{20.0, 40.0});
    QTest::keyClick(&second, Qt::Key_Home);
    CHECK(first.crosshair() == second.crosshair());
    CHECK(first.crosshair().has_value());
    second.fitByHand();
    CHECK(first.viewMode() == ViewMode::Fit);
}

TEST_CASE("Words for those who cannot see tell ends, extremes and handles", "[ui][charts][view]") {
    PlotView view;
    view.setTitle(QStringLiteral("Loss against learning rate"));
    view.setCurve(kLoss, {{0.001, 2.3}, {0.1, 0.4}, {1.0, 9.0}}, {});
    view.setHandles({{.id = QStringLiteral("max"), .value = 0.05, .label = QStringLiteral("max LR")}});
    REQUIRE(QTest::qWaitFor([&] { return !view.accessibleDescription().isEmpty(); }, 3000));
    CHECK(view.accessibleName() == QStringLiteral("Loss against learning rate"));
    CHECK(view.accessibleDescription().contains(QStringLiteral("lowest 0.400 at 0.100")));
    CHECK(view.accessibleDescription().contains(QStringLiteral("max LR 0.0500")));
}
