// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/charts/PlotContents.h"
#include "ui/charts/ViewRange.h"
#include "ui/charts/ZoomHistory.h"

#include <limits>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

TEST_CASE("A map and its inverse meet on both scales", "[ui][charts][range]") {
    const AxisMap log({1e-5, 10.0}, AxisScale::Log, 40.0, 640.0);
    CHECK_THAT(log.toPixel(1e-2), WithinAbs(340.0, 1e-9)); // half of six decades
    CHECK_THAT(log.toValue(340.0), WithinRel(1e-2, 1e-12));
    const AxisMap upwards({0.0, 4.0}, AxisScale::Linear, 400.0, 0.0); // y: larger is higher
    CHECK_THAT(upwards.toPixel(1.0), WithinAbs(300.0, 1e-9));
    CHECK_THAT(upwards.toValue(300.0), WithinAbs(1.0, 1e-12));
}

TEST_CASE("Zooming keeps the value under the hand in its place", "[ui][charts][range]") {
    const AxisRange range = zoomed({1e-4, 1.0}, AxisScale::Log, 1e-2, 2.0);
    CHECK_THAT(range.from, WithinRel(1e-3, 1e-12)); // two decades each way become one
    CHECK_THAT(range.to, WithinRel(1e-1, 1e-12));
    CHECK(zoomed({0.0, 10.0}, AxisScale::Linear, 0.0, 2.0) == AxisRange{0.0, 5.0});
}

TEST_CASE("Panning moves by a share of the width", "[ui][charts][range]") {
    CHECK(panned({0.0, 10.0}, AxisScale::Linear, 0.5) == AxisRange{5.0, 15.0});
    const AxisRange range = panned({1e-4, 1e-2}, AxisScale::Log, -0.5);
    CHECK_THAT(range.from, WithinRel(1e-5, 1e-12));
    CHECK_THAT(range.to, WithinRel(1e-3, 1e-12));
}

TEST_CASE("Impossible ranges are not usable", "[ui][charts][range]") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(isUsable({0.0, 1.0}, AxisScale::Linear));
    CHECK_FALSE(isUsable({0.0, 1.0}, AxisScale::Log));
    CHECK_FALSE(isUsable({1.0, 1.0}, AxisScale::Linear));
    CHECK_FALSE(isUsable({2.0, 1.0}, AxisScale::Linear));
    CHECK_FALSE(isUsable({0.0, infinity}, AxisScale::Linear));
    CHECK_FALSE(isUsable({0.0, std::numeric_limits<double>::quiet_NaN()}, AxisScale::Linear));
}

TEST_CASE("A range grows in round steps", "[ui][charts][range]") {
    CHECK(niceRange(0.3, 2.31, AxisScale::Linear) == AxisRange{0.0, 2.5});
    CHECK(niceRange(0.3, 2.49, AxisScale::Linear) == AxisRange{0.0, 2.5}); // and stays
    CHECK(niceRange(0.013, 1.2, AxisScale::Log) == AxisRange{0.01, 2.0});
    const AxisRange flat = niceRange(2.0, 2.0, AxisScale::Linear);
    CHECK(flat.from < 2.0);
    CHECK(flat.to > 2.0);
    CHECK(isUsable(niceRange(0.0, 0.0, AxisScale::Linear), AxisScale::Linear));
    CHECK(isUsable(niceRange(1.0, 1.0, AxisScale::Log), AxisScale::Log));
}

TEST_CASE("Follow moves in eighths of its width and rests between", "[ui][charts][range]") {
    PlotContents contents;
    contents.curves.push_back({QStringLiteral("loss"), {}, {}});
    contents.curves[0].data.assign({{0.0, 1.0}, {90.0, 1.0}});
    CHECK(followedX(contents, {0.0, 80.0}) == AxisRange{10.0, 90.0}); // one eighth is 10
    contents.curves[0].data.assign({{0.0, 1.0}, {91.0, 1.0}});
    CHECK(followedX(contents, {0.0, 80.0}) == AxisRange{20.0, 100.0});
    CHECK(followedX(contents, {20.0, 100.0}) == AxisRange{20.0, 100.0});
}

TEST_CASE("The zoom history goes back and forward and forgets a branch", "[ui][charts][range]") {
    ZoomHistory history;
    const ViewState first{ViewMode::Fit, {}};
    const ViewState second{ViewMode::Hold, {{0.0, 2.0}, {}, {}}};
    const ViewState third{ViewMode::Hold, {{0.0, 3.0}, {}, {}}};
    CHECK_FALSE(history.canGoBack());
    history.remember(first);
    history.remember(second);
    CHECK(history.goBack(third) == second);
    CHECK(history.goBack(second) == first);
    CHECK_FALSE(history.canGoBack());
    CHECK(history.goForward(first) == second);
    history.remember(second);
    CHECK_FALSE(history.canGoForward());
}
