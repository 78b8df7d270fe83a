// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/charts/AxisTicks.h"

#include <string>
#include <vector>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::WithinRel;

namespace {

std::vector<std::string> labels(const AxisRange& range, AxisScale scale, int most) {
    std::vector<std::string> found;
    for (const AxisTick& tick : axisTicks(range, scale, most))
        if (!tick.label.isEmpty()) found.push_back(tick.label.toStdString());
    return found;
}

using Labels = std::vector<std::string>;

} // namespace

TEST_CASE("A log axis inside one decade has labels", "[ui][charts][ticks]") {
    CHECK(labels({2.0, 5.0}, AxisScale::Log, 8) == Labels{"2", "3", "4", "5"});
    CHECK(labels({0.02, 0.05}, AxisScale::Log, 8) == Labels{"0.02", "0.03", "0.04", "0.05"});
}

TEST_CASE("A log axis too narrow for digits falls back to even steps", "[ui][charts][ticks]") {
    CHECK(labels({1.01, 1.05}, AxisScale::Log, 5) == Labels{"1.01", "1.02", "1.03", "1.04", "1.05"});
}

TEST_CASE("A log axis that ends on powers of ten labels both ends", "[ui][charts][ticks]") {
    CHECK(labels({1e-3, 1e-1}, AxisScale::Log, 8) ==
          Labels{"0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1"});
    CHECK(labels({1e-6, 10.0}, AxisScale::Log, 8) ==
          Labels{"1e-6", "1e-5", "1e-4", "0.001", "0.01", "0.1", "1", "10"});
}

TEST_CASE("Decades get eight minor ticks between them", "[ui][charts][ticks]") {
    // Three labels and 2 ... 9 in each of the two decades.
    CHECK(axisTicks({1e-3, 1e-1}, AxisScale::Log, 3).size() == 3 + 2 * 8);
}

TEST_CASE("A log axis of very many decades labels every few of them", "[ui][charts][ticks]") {
    const Labels found = labels({1e-30, 1e30}, AxisScale::Log, 8); // 61 decades, 8 a label
    CHECK(found.size() == 8);
    CHECK(found.front() == "1e-30");
    CHECK(found[1] == "1e-22");
}

TEST_CASE("Linear ticks are 1-2-5 steps with one number of decimals", "[ui][charts][ticks]") {
    CHECK(labels({0.0, 1.0}, AxisScale::Linear, 5) == Labels{"0", "0.2", "0.4", "0.6", "0.8", "1.0"});
    CHECK(labels({0.0, 1404.0}, AxisScale::Linear, 8) ==
          Labels{"0", "200", "400", "600", "800", "1,000", "1,200", "1,400"});
    CHECK(labels({-0.5, 0.5}, AxisScale::Linear, 3) == Labels{"-0.5", "0", "0.5"});
    CHECK(labels({0.94, 0.95}, AxisScale::Linear, 2) == Labels{"0.940", "0.945", "0.950"});
}

TEST_CASE("Small and large linear ticks are written with a power of ten", "[ui][charts][ticks]") {
    CHECK(labels({0.0, 5e-4}, AxisScale::Linear, 5) == Labels{"0", "1e-4", "2e-4", "3e-4", "4e-4", "5e-4"});
    CHECK(labels({1.0e6, 1.2e6}, AxisScale::Linear, 4) ==
          Labels{"1.00e6", "1.05e6", "1.10e6", "1.15e6", "1.20e6"});
}

TEST_CASE("Ticks lie inside the range and rise", "[ui][charts][ticks]") {
    const auto scale = GENERATE(AxisScale::Linear, AxisScale::Log);
    const auto range = GENERATE(AxisRange{1e-5, 10.0}, AxisRange{0.3, 0.7}, AxisRange{7.0, 7000.0},
                                AxisRange{0.0999, 0.1001}, AxisRange{1e-8, 1.1e-8});
    const auto ticks = axisTicks(range, scale, 6);
    REQUIRE(ticks.size() >= 2);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        CHECK(ticks[i].value >= range.from - 1e-8 * (range.to - range.from));
        CHECK(ticks[i].value <= range.to + 1e-8 * (range.to - range.from));
        if (i > 0) CHECK(ticks[i].value > ticks[i - 1].value);
    }
}

TEST_CASE("A nice step is the next 1, 2 or 5", "[ui][charts][ticks]") {
    const auto [step, nice] = GENERATE(
        table<double, double>({{1.0, 1.0}, {1.1, 2.0}, {2.0, 2.0}, {3.0, 5.0}, {0.06, 0.1}, {1e-7, 1e-7}}));
    CHECK_THAT(niceStep(step), WithinRel(nice, 1e-12));
}
