// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"
#include "tests/support/TestData.h"
#include "ui/charts/PlotPainter.h"

#include <QFile>
#include <QXmlStreamReader>

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

std::vector<CurveSample> samples() {
    std::vector<CurveSample> all;
    for (int i = 0; i < 5000; ++i)
        all.push_back({1.0 + i / 3.0, std::sin(i * 0.01) + 2.0});
    all.push_back({4000.0, std::numeric_limits<double>::quiet_NaN()});
    return all;
}

struct Exported {
    cyclo::test::TemporaryFolder folder;
    PlotView view;

    Exported() {
        view.resize(640, 400);
        view.setTitle(QStringLiteral("Loss over steps"));
        view.setXAxis({.title = QStringLiteral("step")});
        view.setCurve(QStringLiteral("loss"), samples(),
                      {.ink = Ink::Loss, .name = QStringLiteral("loss, \"raw\"")});
        view.setCurve(QStringLiteral("flat"), {{1.0, 1.5}, {1000.0, 1.5}},
                      {.ink = Ink::Momentum, .width = 3.0});
    }
    QString path(const char* name) const { return QString::fromStdString((folder.path() / name).string()); }
    QByteArray written(const char* name) {
        const auto failure = view.exportTo(path(name));
        INFO((failure ? failure->toStdString() : std::string()));
        REQUIRE_FALSE(failure);
        QFile file(path(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
};

} // namespace

TEST_CASE("A CSV holds every sample of every curve to the last bit", "[ui][charts][export]") {
    Exported plot;
    QList<QByteArray> lines = plot.written("chart.csv").split('\n');
    CHECK(lines.takeFirst() == "curve,x,y");
    CHECK(lines.takeLast().isEmpty());
    const auto all = samples();
    REQUIRE(lines.size() == static_cast<qsizetype>(all.size()) + 2);
    const QByteArray name = "\"loss, \"\"raw\"\"\",";
    int same = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const QByteArray& line = lines[static_cast<qsizetype>(i)];
        REQUIRE(line.startsWith(name));
        const QList<QByteArray> numbers = line.mid(name.size()).split(',');
        same += numbers[0].toDouble() == all[i].x && numbers[1].toDouble() == all[i].y;
    }
    CHECK(same == 5000);
    CHECK(lines[5000] == name + "4000,nan");
    CHECK(lines[5001] == "flat,1,1.5");
}

TEST_CASE("An SVG is XML with one path for a curve and its words as text", "[ui][charts][export]") {
    Exported plot;
    QXmlStreamReader xml(plot.written("chart.svg"));
    int curves = 0; // ticks and grid are lines of two points
    QString words;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const bool isLine = xml.name() == QLatin1String("polyline");
        if (isLine && xml.attributes().value(QLatin1String("points")).count(QLatin1Char(',')) > 500) ++curves;
        if (xml.name() == QLatin1String("text")) words += xml.readElementText() + QLatin1Char('\n');
    }
    CHECK_FALSE(xml.hasError());
    CHECK(curves == 1); // it never leaves the plot area, so it is not cut
    CHECK(words.contains(QLatin1String("Loss over steps")));
    CHECK(words.contains(QLatin1String("step")));
}

TEST_CASE("A PNG opens, has twice the size, and shows the curves", "[ui][charts][export]") {
    Exported plot;
    QImage picture;
    REQUIRE(picture.loadFromData(plot.written("chart.png"), "PNG"));
    CHECK(picture.size() == QSize(1280, 800));
    CHECK(cyclo::test::PlotHands::ink(picture, inkColour(Ink::Momentum, Tone::Light)) > 1000);
    CHECK(cyclo::test::PlotHands::ink(picture, inkColour(Ink::Loss, Tone::Light)) > 1000);
}

TEST_CASE("A PDF is one with vectors only", "[ui][charts][export]") {
    Exported plot;
    const QByteArray text = plot.written("chart.pdf");
    CHECK(text.startsWith("%PDF-"));
    CHECK(text.contains("%%EOF"));
    CHECK_FALSE(text.contains("/Subtype /Image"));
}

TEST_CASE("What cannot be written says why and leaves nothing behind", "[ui][charts][export]") {
    Exported plot;
    const auto unknown = plot.view.exportTo(plot.path("chart.bmp"));
    REQUIRE(unknown);
    CHECK(unknown->contains(QLatin1String(".png, .svg, .pdf or .csv")));
    const auto nowhere = plot.view.exportTo(plot.path("no/such/folder/chart.png"));
    REQUIRE(nowhere);
    CHECK(nowhere->contains(QLatin1String("no/such/folder/chart.png")));
    CHECK(std::filesystem::is_empty(plot.folder.path()));
}

TEST_CASE("Lines for files end at the border of the plot", "[ui][charts][export]") {
    PlotContents contents;
    contents.curves.push_back({QStringLiteral("loss"), {}, {}});
    const std::vector<CurveSample> up{{0.0, 0.5}, {1.0, 0.5}, {2.0, 10.0}, {3.0, 0.5}, {4.0, 0.5}};
    contents.curves[0].data.assign(up);
    const ViewRange range{{0.0, 4.0}, {0.0, 1.0}, {}};
    const PlotFrame frame = layOut(contents, range, {640, 400}, {}, 0, 0);
    const auto lines = clippedLines(frame, up, AxisSide::Left);
    REQUIRE(lines.size() == 2); // up to the border, and down from it
    for (const QPolygonF& line : lines)
        for (const QPointF& point : line)
            CHECK(frame.area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(point));
    // From 0.5 at x = 1 to 10 at x = 2 the line passes 1 at x = 1 + 0.5 / 9.5.
    CHECK_THAT(lines[0].last().x(), cyclo::test::WithinAbs(frame.xMap().toPixel(1.0 + 0.5 / 9.5), 1e-6));
}
