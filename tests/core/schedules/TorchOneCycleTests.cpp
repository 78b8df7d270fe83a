// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

using namespace cyclo;

namespace {

/// A row as PyTorch 1.13 prints it: OneCycleLR(max_lr=0.1, total_steps=100).
struct Golden {
    std::int64_t step;
    double learningRate, momentum;
};

void checkGolden(const TorchOneCycle& config, const Golden& expected) {
    CAPTURE(expected.step);
    const auto row = rowsOf({config}, 100).at(expected.step);
    CHECK(row.learningRate == expected.learningRate);
    CHECK(row.momentum == expected.momentum);
}

} // namespace

TEST_CASE("Cosine 1cycle in two phases has PyTorch's values to the last bit", "[schedules][onecycle]") {
    checkGolden({}, GENERATE(Golden{0, 0.0040000000000000036, 0.95},
                             Golden{1, 0.004281378056590748, 0.9497068978577179},
                             Golden{15, 0.05459866761210004, 0.897293054570729}, Golden{29, 0.1, 0.85},
                             Golden{30, 0.09994965352845243, 0.8500503466729342},
                             Golden{58, 0.06330198907096464, 0.8866981577216662},
                             Golden{98, 5.07464715475788e-05, 0.9499496533270657}, Golden{99, 4e-07, 0.95}));
}

TEST_CASE("Cosine 1cycle in three phases has PyTorch's values to the last bit", "[schedules][onecycle]") {
    checkGolden({.threePhase = true},
                GENERATE(Golden{29, 0.1, 0.85}, Golden{30, 0.09971862194340926, 0.850293102142282},
                         Golden{58, 0.004, 0.95}, Golden{98, 6.267810792755866e-06, 0.95},
                         Golden{99, 4e-07, 0.95}));
}

TEST_CASE("Linear 1cycle has PyTorch's values to the last bit", "[schedules][onecycle]") {
    checkGolden({.anneal = Anneal::Linear},
                GENERATE(Golden{0, 0.004, 0.95}, Golden{1, 0.007310344827586207, 0.946551724137931},
                         Golden{15, 0.05365517241379311, 0.8982758620689655}, Golden{29, 0.1, 0.85},
                         Golden{30, 0.09857143428571429, 0.8514285714285714},
                         Golden{58, 0.05857159428571428, 0.8914285714285713},
                         Golden{98, 0.0014289657142857043, 0.9485714285714285},
                         Golden{99, 3.999999999976245e-07, 0.95}));
}

TEST_CASE("A way up shorter than a step starts near the peak, as in PyTorch", "[schedules][onecycle]") {
    // 0.3 of 3 steps: the first phase ends before step 0.
    CHECK(rowsOf({TorchOneCycle{.maxLr = 1}}, 3).learningRate ==
          std::vector{0.9944154354509117, 0.46263710266697505, 4e-06});
}
