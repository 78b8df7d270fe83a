// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"
#include "tests/support/Schedules.h"

using namespace cyclo;
using cyclo::test::checkGolden;
using cyclo::test::GoldenRow;

// The rows are those that PyTorch 1.13 prints: OneCycleLR(max_lr=0.1, total_steps=100).

TEST_CASE("Cosine 1cycle in two phases has PyTorch's values to the last bit", "[schedules][onecycle]") {
    checkGolden({TorchOneCycle{}}, 100,
                GENERATE(GoldenRow{0, 0.0040000000000000036, 0.95},
                         GoldenRow{1, 0.004281378056590748, 0.9497068978577179},
                         GoldenRow{15, 0.05459866761210004, 0.897293054570729}, GoldenRow{29, 0.1, 0.85},
                         GoldenRow{30, 0.09994965352845243, 0.8500503466729342},
                         GoldenRow{58, 0.06330198907096464, 0.8866981577216662},
                         GoldenRow{98, 5.07464715475788e-05, 0.9499496533270657},
                         GoldenRow{99, 4e-07, 0.95}));
}

TEST_CASE("Cosine 1cycle in three phases has PyTorch's values to the last bit", "[schedules][onecycle]") {
    checkGolden({TorchOneCycle{.threePhase = true}}, 100,
                GENERATE(GoldenRow{29, 0.1, 0.85}, GoldenRow{30, 0.09971862194340926, 0.850293102142282},
                         GoldenRow{58, 0.004, 0.95}, GoldenRow{98, 6.267810792755866e-06, 0.95},
                         GoldenRow{99, 4e-07, 0.95}));
}

TEST_CASE("Linear 1cycle has PyTorch's values to the last bit", "[schedules][onecycle]") {
    checkGolden({TorchOneCycle{.anneal = Anneal::Linear}}, 100,
                GENERATE(GoldenRow{0, 0.004, 0.95}, GoldenRow{1, 0.007310344827586207, 0.946551724137931},
                         GoldenRow{15, 0.05365517241379311, 0.8982758620689655}, GoldenRow{29, 0.1, 0.85},
                         GoldenRow{30, 0.09857143428571429, 0.8514285714285714},
                         GoldenRow{58, 0.05857159428571428, 0.8914285714285713},
                         GoldenRow{98, 0.0014289657142857043, 0.9485714285714285},
                         GoldenRow{99, 3.999999999976245e-07, 0.95}));
}

TEST_CASE("A way up shorter than a step starts near the peak, as in PyTorch", "[schedules][onecycle]") {
    // 0.3 of 3 steps: the first phase ends before step 0.
    CHECK(rowsOf({TorchOneCycle{.maxLr = 1}}, 3).learningRate ==
          std::vector{0.9944154354509117, 0.46263710266697505, 4e-06});
}
