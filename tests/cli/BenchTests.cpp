// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("bench times whole steps and the primitives in them", "[cli][bench]") {
    const auto result = runProgram({"bench", "--net", "mlp:8", "--batch", "16", "--threads", "1", "--seconds",
                                    "0.05", "--json", "-"});
    REQUIRE(result.exitCode == 0);
    const Json bench = parseJson(result.out);
    CHECK(bench["net"] == "mlp:8");
    CHECK(bench["batch"] == 16);
    CHECK(bench["precision"] == "f32");
    CHECK(bench["threads"] == 1);
    CHECK(bench["parameters"] == 784 * 8 + 8 + 8 * 10 + 10);
    const double msPerStep = bench["ms_per_step"];
    CHECK(msPerStep > 0);
    CHECK_THAT(bench["images_per_s"].get<double>(), WithinRel(16e3 / msPerStep, 1e-6));
    CHECK(bench["primitive_ms"].get<double>() > 0);
    CHECK(bench["best_ms_per_step"].get<double>() <= msPerStep);
}
