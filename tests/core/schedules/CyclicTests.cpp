// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"
#include "tests/support/Schedules.h"

using namespace cyclo;
using cyclo::test::checkGolden;
using cyclo::test::GoldenRow;
using cyclo::test::WithinRel;

namespace {

/// The rows are those that PyTorch 1.13 prints: CyclicLR(1e-3, 6e-3, step_size_up=10, step_size_down=15,
/// gamma=0.99).
template <class Shape> Schedule golden() {
    return {Shape{.stepSizeUp = 10, .stepSizeDown = 15, .gamma = 0.99}};
}

} // namespace

TEST_CASE("Triangular has PyTorch's values to the last bit", "[schedules][cyclic]") {
    checkGolden(golden<Triangular>(), 60,
                GENERATE(GoldenRow{0, 0.001, 0.9}, GoldenRow{1, 0.0015000000000000005, 0.89},
                         GoldenRow{10, 0.005999999999999999, 0.8},
                         GoldenRow{11, 0.005666666666666667, 0.8066666666666666}, GoldenRow{25, 0.001, 0.9},
                         GoldenRow{35, 0.005999999999999999, 0.8},
                         GoldenRow{59, 0.005499999999999999, 0.81}));
}

TEST_CASE("Triangular2 has PyTorch's values to the last bit", "[schedules][cyclic]") {
    checkGolden(golden<Triangular2>(), 60,
                GENERATE(GoldenRow{1, 0.0015000000000000005, 0.89}, GoldenRow{25, 0.001, 0.9},
                         GoldenRow{35, 0.0034999999999999996, 0.8500000000000001},
                         GoldenRow{59, 0.0021249999999999997, 0.8775000000000001}));
}

TEST_CASE("ExpRange has PyTorch's values to the last bit", "[schedules][cyclic]") {
    checkGolden(golden<ExpRange>(), 60,
                GENERATE(GoldenRow{1, 0.0014950000000000005, 0.8901},
                         GoldenRow{10, 0.0055219103750440215, 0.8095617924991196},
                         GoldenRow{11, 0.005178245186540677, 0.8164350962691865}, GoldenRow{25, 0.001, 0.9},
                         GoldenRow{35, 0.004517238474997845, 0.8296552305000431},
                         GoldenRow{59, 0.003487075647230732, 0.8502584870553854}));
}

TEST_CASE("Triangular follows the closed form of Smith's paper", "[schedules][cyclic]") {
    // cycle = floor(1 + t/2S), x = |t/S - 2 cycle + 1|, lr = base + (max - base) max(0, 1 - x)
    const auto rows = rowsOf({Triangular{.baseLr = 0.01, .maxLr = 0.5, .stepSizeUp = 12}}, 100);
    for (std::int64_t step = 0; step < 100; ++step) {
        CAPTURE(step);
        const double share = static_cast<double>(step) / 12;
        const double x = std::abs(share - 2 * std::floor(1 + share / 2) + 1);
        CHECK_THAT(rows.at(step).learningRate, WithinRel(0.01 + 0.49 * std::max(0.0, 1 - x), 1e-13));
        CHECK_THAT(rows.at(step).momentum, WithinRel(0.9 - 0.1 * std::max(0.0, 1 - x), 1e-13));
    }
}

TEST_CASE("Left-out step sizes make two cycles of a run", "[schedules][cyclic]") {
    // A quarter of 40 steps up, as many down.
    const auto rows = rowsOf({Triangular{.baseLr = 0.0, .maxLr = 1.0}}, 40);
    CHECK(rows ==
          rowsOf({Triangular{.baseLr = 0.0, .maxLr = 1.0, .stepSizeUp = 10, .stepSizeDown = 10}}, 40));
    CHECK(rows.learningRate[10] == rows.learningRate[30]);
    CHECK(stepSizeUpOf(Triangular{}, 3) == 1);
}

TEST_CASE("Momentum is held where it does not cycle", "[schedules][cyclic]") {
    const auto rows = rowsOf({ExpRange{.cycleMomentum = false, .momentum = 0.77}}, 30);
    CHECK(rows.momentum == std::vector<double>(30, 0.77));
    CHECK(rows.learningRate == rowsOf({ExpRange{}}, 30).learningRate);
}
