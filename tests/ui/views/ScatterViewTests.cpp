// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSource.h"
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"
#include "tests/support/TestData.h"
#include "ui/theme/Palette.h"
#include "ui/views/ScatterView.h"

#include <fstream>
#include <functional>
#include <memory>
#include <string>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::PlotHands;

namespace {

/// 40 points on a line, and what stands in their last column.
std::shared_ptr<const DataSource> pointsWith(const std::function<std::string(int)>& target) {
    const cyclo::test::TemporaryFolder folder;
    const auto path = folder.path() / "points.csv";
    std::ofstream file(path);
    file << "x,y,t\n";
    for (int i = 0; i < 40; ++i)
        file << 0.5 * i << ',' << 0.25 * i << ',' << target(i) << '\n';
    file.close();
    DataConfig config;
    config.spec = "csv:" + path.string() + "?target=t";
    return std::make_shared<const DataSource>(openData(config));
}

QImage pictureOf(const std::shared_ptr<const DataSource>& data) {
    ScatterView view;
    view.resize(600, 400);
    view.setSource(data);
    return view.grab().toImage();
}

int inkIn(const QImage& picture, Ink ink) {
    return PlotHands::ink(picture, inkColour(ink, toneOf(QPalette())));
}

} // namespace

TEST_CASE("Points of a real target have the colour of their value, from one end of a scale to the other",
          "[views][scatter]") {
    const auto data = pointsWith([](int i) { return std::to_string(0.1 + 0.37 * i); });
    REQUIRE(data->isRegression());
    const QImage picture = pictureOf(data);
    CHECK(inkIn(picture, Ink::Loss) > 0);           // the lowest
    CHECK(inkIn(picture, Ink::LearningRate) > 0); // the highest
    const int lowest = inkIn(picture.copy(0, 200, 200, 200), Ink::Loss);
    CHECK(lowest > 0); // at the left end of the line, not in the scale alone
}

TEST_CASE("Points of classes have the colours of the classes", "[views][scatter]") {
    const auto data = pointsWith([](int i) { return i % 2 == 0 ? "even" : "odd"; });
    REQUIRE_FALSE(data->isRegression());
    const QImage picture = pictureOf(data);
    CHECK(inkIn(picture, runInk(0)) > 20 * 4); // points of a class and its entry in the legend
    CHECK(inkIn(picture, runInk(1)) > 20 * 4);
}
