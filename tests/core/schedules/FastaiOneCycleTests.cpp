// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"
#include "tests/support/Catch.h"

#include <cmath>

using namespace cyclo;

TEST_CASE("fastai's 1cycle has fastai's values to the last bit", "[schedules][onecycle]") {
    // fit_one_cycle(1, lr_max=0.1) of 100 batches.
    struct Golden {
        std::int64_t step;
        double learningRate, momentum;
    };
    const auto expected = GENERATE(Golden{0, 0.004, 0.95}, Golden{1, 0.00437849432000732, 0.9496057350833257},
                                   Golden{25, 0.1, 0.85}, Golden{50, 0.07500024864862766, 0.8750000013513858},
                                   Golden{99, 4.485797283181048e-05, 0.949956141588584});
    CAPTURE(expected.step);
    const auto row = rowsOf({FastaiOneCycle{}}, 100).at(expected.step);
    CHECK(row.learningRate == expected.learningRate);
    CHECK(row.momentum == expected.momentum);
}

TEST_CASE("A sum of equal numbers is what adding them one by one gives", "[schedules][onecycle]") {
    // 1/N for ordinary lengths, and numbers whose half units break ties at every power of two.
    const double addend =
        GENERATE(1.0 / 3, 1.0 / 100, 1.0 / 7, 1.0 / 1404, 1.0 / 99991, std::ldexp(1.0, -10),
                 std::ldexp(3.0, -20), 1 + std::ldexp(1.0, -52), 1 + std::ldexp(3.0, -52), 0.1);
    double sum = 0;
    std::int64_t wrong = 0;
    for (std::int64_t times = 0; times < 20'000; ++times) {
        if (detail::repeatedSum(addend, times) != sum) ++wrong;
        sum += addend;
    }
    CHECK(wrong == 0);
}

TEST_CASE("fastai's 1cycle ends a step short of its end", "[schedules][onecycle]") {
    const auto rows = rowsOf({FastaiOneCycle{}}, 1000);
    CHECK(rows.learningRate.back() > 1e-6); // maxLr/finalDivFactor
    CHECK(rows.learningRate.back() < 1e-5);
}
