// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveCsv.h"
#include "core/persistence/StepsCsv.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::kInf;
using cyclo::test::kNaN;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace {

std::string csvRefusal(std::string_view text) {
    return refusal([&] { parseCurveCsv(text); });
}

} // namespace

TEST_CASE("Tables of steps and schedules have every number in full", "[persistence][csv]") {
    const std::vector<StepRecord> steps{
        {.step = 0, .learningRate = 0.1, .momentum = 0.95, .weightDecay = 5e-4, .loss = 1.0 / 3},
        {.step = 1, .learningRate = 0.1 + 0.2, .momentum = 0.5, .weightDecay = 0, .loss = -kNaN}};
    CHECK(stepsCsv(steps) == "step,lr,momentum,weight_decay,loss\n"
                             "0,0.1,0.95,5e-04,0.3333333333333333\n"
                             "1,0.30000000000000004,0.5,0,nan\n");
    CHECK(stepsCsvHeader() + stepsCsvRow(steps[0]) + stepsCsvRow(steps[1]) == stepsCsv(steps));
    CHECK(stepsCsv({}) == "step,lr,momentum,weight_decay,loss\n");
    CHECK(scheduleCsv({.learningRate = {0.25, 1e-9}, .momentum = {0, 0.9}, .weightDecay = {0, 1}}) ==
          "step,lr,momentum,weight_decay\n0,0.25,0,0\n1,1e-09,0.9,1\n");
}

TEST_CASE("A curve written as a table is read back to the last bit", "[persistence][csv]") {
    std::vector<StepRecord> points;
    LrCurve expected;
    for (int i = 0; i < 50; ++i) {
        points.push_back({.step = i, .learningRate = 1e-5 * std::pow(1.37, i), .loss = 2.3 / (1 + i)});
        expected.learningRates.push_back(points.back().learningRate);
        expected.losses.push_back(points.back().loss);
    }
    points.back().loss = expected.losses.back() = kInf;
    const std::vector<double> smoothed(49, 1.5);
    const auto text = curveCsv(points, smoothed);
    CHECK(text.starts_with("lr,loss,smoothed,step,momentum,weight_decay\n1e-05,2.3,1.5,0,0,0\n"));
    CHECK(mentions(text, ",inf,nan,49,0,0\n"));
    CHECK(parseCurveCsv(text) == expected);
}

TEST_CASE("A curve is read by column names, or as two columns without them", "[persistence][csv]") {
    const LrCurve expected{.learningRates = {0.1, 0.2}, .losses = {2.0, 1.5}};
    const auto text = GENERATE(as<std::string>{}, "lr,loss\n0.1,2\n0.2,1.5\n", "0.1,2\n0.2,1.5\n",
                               "0.1,2\n0.2,1.5",                              // no last newline
                               "step,loss,lr\n0,2,0.1\n1,1.5,0.2\n",          // other order, more columns
                               ",lrs,losses\n0,0.1,2\n1,0.2,1.5\n",           // pandas, of fastai's recorder
                               "LEARNING_RATE\tTRAIN_LOSS\n0.1\t2\n0.2\t1.5", // Flair
                               "lr;loss\n0.1;2\n0.2;1.5\n", "0.1   2\n 0.2 1.5 \n",
                               "\xEF\xBB\xBFlr,loss\r\n0.1,2\r\n0.2,1.5\r\n", // from a spreadsheet
                               "\n \"lr\" , \"loss\" \n\n 1e-1 ,\t+2.0\n\n2E-1,1.5\n\n");
    CHECK(parseCurveCsv(text) == expected);
}

TEST_CASE("A table of several seeds has a curve each, as long as its column", "[persistence][csv]") {
    const std::string text = "lr,loss,loss_seed_1,loss_seed_2\n0.1,2,1,3\n0.2,1.5,nan,2\n0.4,,,1\n";
    const CurveTable table = parseCurveTable(text);
    CHECK(table.curve == LrCurve{.learningRates = {0.1, 0.2}, .losses = {2.0, 1.5}});
    REQUIRE(table.seeds.size() == 2);
    CHECK(table.seeds[0].losses.size() == 2);
    CHECK(std::isnan(table.seeds[0].losses[1])); // a blow-up is written, an end is empty
    CHECK(table.seeds[1] == LrCurve{.learningRates = {0.1, 0.2, 0.4}, .losses = {3.0, 2.0, 1.0}});
    CHECK(parseCurveCsv(text) == table.curve);
    CHECK(csvRefusal("lr,loss,loss_seed_1\n0.1,2,2\n0.2,1,\n0.4,1,1\n") ==
          "line 4: has a loss after an empty cell of the same column");
}

TEST_CASE("A loss may be no number, a learning rate may not", "[persistence][csv]") {
    const auto curve = parseCurveCsv("lr,loss\n1,nan\n2,inf\n3,-inf\n4,NaN\n5,\n");
    REQUIRE(curve.losses.size() == 5);
    CHECK(std::isnan(curve.losses[0]));
    CHECK(curve.losses[1] == kInf);
    CHECK(curve.losses[2] == -kInf);
    CHECK(std::isnan(curve.losses[3]));
    CHECK(std::isnan(curve.losses[4]));
    CHECK(csvRefusal("lr,loss\nnan,1\n") == "line 2: lr must be a finite number, got \"nan\"");
}

TEST_CASE("A broken curve table is refused with the line and what would be right", "[persistence][csv]") {
    CHECK(csvRefusal("") == "no rows: a curve needs lines of lr,loss");
    CHECK(csvRefusal("lr,loss\n") == "no rows: a curve needs lines of lr,loss");
    CHECK(csvRefusal("a,b\n1,2\n") == "line 1: the header must name the columns lr and loss");
    CHECK(csvRefusal("\nlr,value\n1,2\n") == "line 2: the header must name the columns lr and loss");
    CHECK(csvRefusal("1,2,3\n") ==
          "line 1: without a header line there must be two columns, lr and loss; here are 3");
    CHECK(csvRefusal("lr,loss\n1,2\n3\n") == "line 3: has 1 columns where 2 are due");
    CHECK(csvRefusal("lr,loss\n1,2\n3,4,5\n") == "line 3: has 3 columns where 2 are due");
    CHECK(csvRefusal("lr,loss\n1,2\n\nx,4\n") == "line 4: lr must be a finite number, got \"x\"");
    CHECK(csvRefusal("lr,loss\n1,2x\n") == "line 2: loss must be a number, got \"2x\"");
    CHECK(csvRefusal("lr,loss\n1e999,2\n") == "line 2: lr must be a finite number, got \"1e999\"");
    CHECK(csvRefusal("lr,loss\n1," + std::string(5000, 'x')).size() < 100);
    CHECK(csvRefusal(std::string("lr,loss\n1,\0\x1b[2J\n", 15)) ==
          "line 2: loss must be a number, got \"??[2J\"");
}
