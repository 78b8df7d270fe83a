// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSummary.h"
#include "tests/support/Catch.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/TestData.h"

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("A summary counts the samples of each class and measures the raw values", "[data][summary]") {
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    const DataConfig config{
        .spec = "mnist:" + folder.path().string(), .normalization = {}, .limit = 2, .seed = 1};
    const DataSummary summary = describe(openData(config)); // standardized, but measured raw
    CHECK(summary.title == "MNIST");
    CHECK(summary.sampleShape == SampleShape{.channels = 1, .height = 2, .width = 2});
    CHECK(summary.trainSize == 2);
    CHECK(summary.testSize == 2);
    CHECK(summary.classNames.size() == 10);
    CHECK(summary.trainPerClass == std::vector<std::int64_t>{1, 0, 0, 0, 0, 0, 0, 1, 0, 0}); // labels 7 0 (9)
    CHECK(summary.testPerClass == std::vector<std::int64_t>{0, 1, 1, 0, 0, 0, 0, 0, 0, 0});  // labels 1 2
    // The values 0 .. 7: mean 3.5, variance (8² - 1) / 12 = 5.25.
    REQUIRE(summary.mean.size() == 1);
    CHECK_THAT(summary.mean[0], WithinRel(3.5, 1e-12));
    CHECK_THAT(summary.standardDeviation[0], WithinRel(std::sqrt(5.25), 1e-12));
}
