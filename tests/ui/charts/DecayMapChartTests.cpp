// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/PlotHands.h"
#include "tests/support/TestData.h"
#include "ui/charts/DecayMapChart.h"
#include "ui/charts/PlotCells.h"
#include "ui/charts/PlotExport.h"
#include "ui/charts/PlotTableModel.h"
#include "ui/theme/ColourRamp.h"
#include "ui/theme/Numbers.h"

#include <QSignalSpy>

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::test;

namespace {

/// Ten cells from 1e-4 to about 0.8, ten a decade and a third; from the last but `beyond` on 9, far above all
/// others.
DecayRow row(double decay, double loss, int cells = 10, int beyond = 0) {
    DecayRow made{.weightDecay = decay, .learningRates = {}, .losses = {}};
    for (int i = 0; i < cells; ++i) {
        made.learningRates.push_back(1e-4 * std::pow(10.0, 0.43 * i));
        made.losses.push_back(i >= cells - beyond ? 9.0 : i == 0 ? 2.0 : loss);
    }
    return made;
}

/// Three decays that were not told in their order; the largest ends blown up.
struct MapOfThree {
    DecayMapChart chart;
    PlotView& plot = *chart.plot();
    PlotHands hands{plot};

    MapOfThree() {
        chart.resize(800, 400);
        chart.clear({.title = "learning rate", .scale = AxisScale::Log, .from = 1e-4, .to = 1.0},
                    "training loss");
        chart.setRow(row(1e-3, 1.5, 10, 3));
        chart.setRow(row(0.0, 1.0));
        chart.setRow(row(1e-4, 0.5));
        chart.show();
        REQUIRE(QTest::qWaitForWindowExposed(&chart));
    }
    /// The middle of a cell of a row, the first at the bottom.
    QPoint at(int cell, int rowNumber) {
        const double x = 1e-4 * std::pow(10.0, 0.43 * cell);
        return plot.toPixel(x, rowNumber + 0.5).toPoint();
    }
    QColor colourAt(int cell, int rowNumber) { return plot.grab().toImage().pixelColor(at(cell, rowNumber)); }
};

} // namespace

TEST_CASE("Decays are rows in rising order, 0 at the bottom, with their names on the axis",
          "[ui][charts][map]") {
    MapOfThree map;
    const auto& curves = map.plot.contents().curves;
    REQUIRE(curves.size() == 3);
    CHECK(curves[0].displayName() == "0");
    CHECK(curves[1].displayName() == "1e-4");
    CHECK(curves[2].displayName() == "0.001");
    const PlotFrame frame = layOut(map.plot.contents(), map.plot.viewRange(), {800, 400}, {}, 0, 0);
    REQUIRE(frame.leftTicks.size() == 3);
    CHECK(frame.leftTicks[2] == AxisTick{.value = 2.5, .label = "0.001"});
    CHECK(map.at(0, 0).y() > map.at(0, 2).y());
}

TEST_CASE("Of more rows than there is room for names, some are named", "[ui][charts][map]") {
    MapOfThree map;
    const PlotContents& contents = map.plot.contents();
    const auto names = [&](const AxisRange& rows, int most) {
        QStringList all;
        for (const AxisTick& tick : rowTicks(contents, rows, most))
            all += tick.label;
        return all;
    };
    CHECK(names({0, 3}, 3) == QStringList{"0", "1e-4", "0.001"});
    CHECK(names({0, 3}, 2) == QStringList{"0", "", "0.001"});
    CHECK(names({0, 3}, 0) == QStringList{"0", "", ""});
    CHECK(names({1, 3}, 2) == QStringList{"1e-4", "0.001"}); // of those in view
}

TEST_CASE("A cell has the colour of its loss, and one that blew up has none", "[ui][charts][map]") {
    MapOfThree map;
    map.chart.setPicks(1.0, std::nullopt); // no row: its line would cross the colours
    const Tone tone = toneOf(map.plot.palette());
    // From 0.5, the lowest, to 2, the loss they began with; 1 is a third of the way.
    CHECK(PlotHands::ink(map.plot.grab().toImage(), rampColour(0.0, tone)) > 1000);
    CHECK(map.colourAt(4, 1).rgb() == rampColour(0.0, tone).rgb());
    CHECK(map.colourAt(4, 0).rgb() == rampColour(1.0 / 3.0, tone).rgb());
    const QColor blown = map.colourAt(8, 2);
    CHECK(blown.hsvSaturationF() < 0.15);
    CHECK(blown.rgb() != rampColour(1.0, tone).rgb());
}

TEST_CASE("A click on a cell tells decay and learning rate", "[ui][charts][map]") {
    MapOfThree map;
    QSignalSpy clicked(&map.chart, &DecayMapChart::cellClicked);
    QTest::mouseClick(&map.plot, Qt::LeftButton, {}, map.at(5, 1));
    REQUIRE(clicked.size() == 1);
    CHECK(clicked[0][0].toDouble() == 1e-4);
    CHECK(clicked[0][1].toDouble() == map.plot.xAt(map.at(5, 1).x()));
}

TEST_CASE("Pointing at a cell reads its decay and its loss", "[ui][charts][map]") {
    MapOfThree map;
    QList<std::optional<double>> hovered;
    QObject::connect(&map.chart, &DecayMapChart::decayHovered,
                     [&](std::optional<double> decay) { hovered += decay; });
    QTest::mouseMove(&map.plot, map.at(5, 1));
    QTest::mouseMove(&map.plot, map.at(6, 1));
    QTest::mouseMove(&map.plot, map.at(8, 2));
    CHECK(hovered == QList<std::optional<double>>{1e-4, 1e-3});
    const double x = 1e-4 * std::pow(10.0, 0.43 * 8);
    CHECK(cellWords(map.plot.contents(), 1, x) == "weight decay 1e-4 · training loss, smoothed 0.500");
    CHECK(cellWords(map.plot.contents(), 2, x) ==
          "weight decay 0.001 · training loss, smoothed 9.00, blown up");
    CHECK(cellWords(map.plot.contents(), 0, 50.0) == "weight decay 0"); // beyond the last cell
}

TEST_CASE("Arrow keys go from cell to cell, and Enter picks", "[ui][charts][map]") {
    MapOfThree map;
    QSignalSpy clicked(&map.chart, &DecayMapChart::cellClicked);
    QTest::keyClick(&map.plot, Qt::Key_Right); // the first cell of the lowest row
    CHECK(map.plot.crosshairRow() == 0);
    QTest::keyClick(&map.plot, Qt::Key_Right);
    QTest::keyClick(&map.plot, Qt::Key_Right);
    QTest::keyClick(&map.plot, Qt::Key_Up);
    QTest::keyClick(&map.plot, Qt::Key_Return);
    REQUIRE(clicked.size() == 1);
    CHECK(clicked[0][0].toDouble() == 1e-4);
    CHECK_THAT(clicked[0][1].toDouble(), WithinRel(1e-4 * std::pow(10.0, 0.86), 1e-9));
    for (int press = 0; press < 5; ++press)
        QTest::keyClick(&map.plot, Qt::Key_Up);
    CHECK(map.plot.crosshairRow() == 2);
    for (int press = 0; press < 5; ++press)
        QTest::keyClick(&map.plot, Qt::Key_Down);
    CHECK(map.plot.crosshairRow() == 0);
}

TEST_CASE("A row grows in place, and zooming leaves the colours what they are", "[ui][charts][map]") {
    MapOfThree map;
    const QColor before = map.colourAt(2, 1);
    map.chart.setRow(row(1e-4, 0.5, 4));
    CHECK(map.plot.contents().curves[1].data.samples().size() == 4);
    CHECK(map.colourAt(2, 1) == before);
    CHECK(map.colourAt(8, 1).rgb() == surfaceColours(toneOf(map.plot.palette())).base.rgb()); // not there yet
    ViewRange near = map.plot.viewRange();
    near.left = {0.5, 2.0};
    near.x = {1e-4, 1e-1};
    near.right = {0.0, 100.0};
    map.plot.goTo(near, true);
    CHECK(map.colourAt(2, 1) == before);
}

TEST_CASE("Picks and the best decay are marked", "[ui][charts][map]") {
    MapOfThree map;
    map.chart.setPicks(1e-4, 0.05);
    map.chart.setBest(DecayCurve{.weightDecay = 1e-3, .stableLr = 0.02});
    const auto& contents = map.plot.contents();
    REQUIRE(contents.handles.size() == 1);
    CHECK(contents.handles[0].value == 0.05);
    CHECK_FALSE(contents.handles[0].movable); // a click or drag there is one on the map
    REQUIRE(contents.cells->marks.size() == 2);
    CHECK(contents.cells->marks[0].row == contents.curves[1].id);
    CHECK(contents.cells->marks[1].row == contents.curves[2].id);
    CHECK(contents.cells->marks[1].x == 0.02);
    CHECK_FALSE(contents.note.contains("has no row"));
    map.chart.setPicks(5e-4, 0.05);
    CHECK(contents.note.endsWith("the decay of the experiment, 5e-4, has no row"));
    map.chart.setPicks(1e-4, 0.05);
    CHECK(map.hands.ink(inkColour(Ink::Pick, toneOf(map.plot.palette()))) > 200);
}

TEST_CASE("A map leaves as numbers and as pictures like every other chart", "[ui][charts][map][export]") {
    MapOfThree map;
    const QByteArray csv = plotCsv(map.plot.contents());
    CHECK(csv.count('\n') == 31); // a line a cell, and the names
    CHECK(csv.contains("1e-4," + formatFull(1e-4).toLatin1() + ",2\n"));
    const PlotTableModel table(map.plot.contents());
    CHECK(table.columnCount() == 4);
    CHECK(table.rowCount() == 10);
    const TemporaryFolder folder;
    for (const char* name : {"map.png", "map.svg", "map.pdf", "map.csv"})
        CHECK_FALSE(map.plot.exportTo(QString::fromStdString((folder.path() / name).string())));
    const Tone tone = toneOf(map.plot.palette());
    CHECK(PlotHands::ink(map.plot.toImage(2.0), rampColour(0.0, tone)) > 4000);
}

TEST_CASE("A map without a cell is an empty chart", "[ui][charts][map]") {
    DecayMapChart chart;
    chart.resize(600, 300);
    chart.clear({.title = "learning rate", .scale = AxisScale::Log, .from = 1e-5, .to = 10.0},
                "training loss");
    chart.setRow({.weightDecay = 0.0, .learningRates = {}, .losses = {}});
    CHECK(chart.plot()->contents().isEmpty());
    chart.setRow({.weightDecay = 0.0, .learningRates = {1e-5}, .losses = {2.3}});
    CHECK_FALSE(chart.plot()->contents().isEmpty());
    CHECK_FALSE(chart.grab().isNull());
    chart.setRow({.weightDecay = 0.0, .learningRates = {1e-5}, .losses = {kNaN}});
    CHECK_FALSE(chart.grab().isNull());
}
