// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/charts/CurveData.h"

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<CurveSample> drawable(const CurveData& data) {
    return {data.drawable().begin(), data.drawable().end()};
}

} // namespace

TEST_CASE("What has no place on a log axis is kept but not drawn", "[ui][charts][data]") {
    CurveData data;
    data.setScales(AxisScale::Log, AxisScale::Linear);
    data.assign({{-1.0, 1.0}, {0.0, 2.0}, {0.1, 3.0}, {1.0, -4.0}});
    CHECK(drawable(data) == std::vector<CurveSample>{{0.1, 3.0}, {1.0, -4.0}});
    CHECK(data.samples().size() == 4);
    data.setScales(AxisScale::Log, AxisScale::Log);
    CHECK(drawable(data) == std::vector<CurveSample>{{0.1, 3.0}});
    data.setScales(AxisScale::Linear, AxisScale::Linear);
    CHECK(data.drawable().size() == 4);
}

TEST_CASE("Values that are no numbers are marked where they happened", "[ui][charts][data]") {
    CurveData data;
    data.assign({{1.0, 0.5}, {2.0, kNan}, {3.0, 0.4}});
    const std::vector<CurveSample> more{{4.0, kInfinity}, {kNan, 1.0}, {kInfinity, kNan}, {5.0, 0.3}};
    data.append(more);
    CHECK(drawable(data) == std::vector<CurveSample>{{1.0, 0.5}, {3.0, 0.4}, {5.0, 0.3}});
    CHECK(data.lost() == std::vector<double>{2.0, 4.0});
    CHECK(data.bounds()->x == AxisRange{1.0, 5.0});
    CHECK(data.bounds()->y == AxisRange{0.3, 0.5});
}

TEST_CASE("Appending gives what assigning everything gives", "[ui][charts][data]") {
    std::vector<CurveSample> all;
    for (int i = 0; i < 100; ++i)
        all.push_back({static_cast<double>(i), i % 7 == 3 ? kNan : std::sin(i)});
    CurveData whole;
    whole.assign(all);
    CurveData parts;
    for (std::size_t i = 0; i < all.size(); i += 9)
        parts.append(std::span(all).subspan(i, std::min<std::size_t>(9, all.size() - i)));
    CHECK(drawable(parts) == drawable(whole));
    CHECK(parts.lost() == whole.lost());
    CHECK(parts.bounds()->y == whole.bounds()->y);
}

TEST_CASE("Samples that come out of order are sorted", "[ui][charts][data]") {
    CurveData data;
    data.append(std::vector<CurveSample>{{1.0, 1.0}, {3.0, 3.0}});
    data.append(std::vector<CurveSample>{{2.0, 2.0}});
    CHECK(drawable(data) == std::vector<CurveSample>{{1.0, 1.0}, {2.0, 2.0}, {3.0, 3.0}});
}

TEST_CASE("The nearest sample is the nearest on the axis that is shown", "[ui][charts][data]") {
    CurveData data;
    data.assign({{0.001, 1.0}, {0.1, 2.0}});
    CHECK(data.nearest(0.02)->x == 0.001); // nearer by value
    data.setScales(AxisScale::Log, AxisScale::Linear);
    CHECK(data.nearest(0.02)->x == 0.1); // 0.01 is half way
    CHECK(data.nearest(1e-9)->x == 0.001);
    CHECK(data.nearest(1e9)->x == 0.1);
    CHECK_FALSE(CurveData().nearest(1.0));
}
