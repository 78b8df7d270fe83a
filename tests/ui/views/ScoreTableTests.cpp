// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/views/ScoreTable.h"

using namespace cyclo;
using namespace cyclo::ui;

TEST_CASE("One run has no spread, several have", "[views][sweep][scores]") {
    CHECK(meanText(0.5321, 0.0, 1) == "0.532");
    CHECK(meanText(0.5321, 0.0114, 3) == "0.532 ± 0.011");
    CHECK(meanText(0.0862, 0.00204, 2) == "0.0862 ± 0.0020");
    CHECK(meanText(1.06, 0.0004, 2) == "1.06 ± 4e-4");
    CHECK(meanText(1.23e-5, 2.56e-6, 2) == "1.23e-5 ± 3e-6");
    CHECK(meanText(0.5321, 0.0, 3) == "0.532 ± 0"); // measured, and the same
    const SweepTable table = scoreTable(
        "decay",
        {{.value = 0.0, .runs = 1, .validationLoss = 0.5, .validationAccuracy = 0.9},
         {.value = 1e-3,
          .runs = 3,
          .diverged = 2,
          .validationLoss = 0.6,
          .lossSpread = 0.0,
          .validationAccuracy = 0.8,
          .totalDecay = 0.0123},
         {.value = 1e-2, .runs = 3, .validationLoss = 0.7, .lossSpread = 0.02, .totalDecay = 0.123}});
    CHECK(table.rows[0].cells == QStringList{"0", "0.500", "90.00 %"});
    CHECK(table.rows[1].cells[1] == "0.600"); // one run ended well
    CHECK(table.rows[2].cells[1] == "0.700 ± 0.020");
}

TEST_CASE("What has no column is said in the tool tip of a row", "[views][sweep][scores]") {
    const SweepTable table = scoreTable(
        "decay", {{.value = 1e-3, .runs = 3, .diverged = 1, .validationLoss = 0.6, .totalDecay = 0.0123}});
    CHECK(table.rows[0].toolTip.contains("Σ lr·wd over the run, by which the weights shrink: 0.0123"));
    CHECK(table.rows[0].toolTip.contains("over 2 seeds"));
    CHECK(table.rows[0].toolTip.contains("1 of 3 runs diverged"));
}

TEST_CASE("The value that ends lowest is named with those it cannot be told from", "[views][sweep][scores]") {
    CHECK(standingText({.best = 1e-4, .close = {}, .oneSeed = true}) == "1e-4 ends lowest.");
    CHECK(standingText({.best = 1e-4, .close = {0.0, 1e-5}, .oneSeed = false}) ==
          "1e-4 ends lowest; these seeds cannot tell it from 0, 1e-5.");
    CHECK(standingText({.best = 1e-4, .close = {0.0}, .oneSeed = true}) ==
          "1e-4 ends lowest, with 0 at most 3 % behind: one seed cannot tell values that close apart.");
    CHECK(standingText({.best = 1e-3, .close = {}, .isLargest = true}) ==
          "0.001 ends lowest. It is the largest tried: a larger one may be better.");
}
