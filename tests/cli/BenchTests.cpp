// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Precision.h"
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("bench times whole steps and the primitives in them", "[cli][bench]") {
    const auto result = runProgram(
        {"bench", "--net", "mlp:8", "--batch", "16", "--threads", "1", "--seconds", "0.05", "--json", "-"});
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

TEST_CASE("threads wait for each other in short busy loops, unless the user has said how", "[cli][bench]") {
    const auto settingsWith = [](std::vector<std::string> environment) {
        environment.insert(environment.end(), {"OMP_DISPLAY_ENV=verbose", CYCLO_CLI, "--version"});
        return runProgram(environment, {}, "/usr/bin/env").err;
    };
    CHECK_THAT(settingsWith({"-u", "GOMP_SPINCOUNT", "-u", "OMP_WAIT_POLICY"}),
               ContainsSubstring("GOMP_SPINCOUNT = '10000'"));
    CHECK_THAT(settingsWith({"GOMP_SPINCOUNT=7"}),
               ContainsSubstring("GOMP_SPINCOUNT = '7'") && !ContainsSubstring("'10000'"));
    CHECK_THAT(settingsWith({"-u", "GOMP_SPINCOUNT", "OMP_WAIT_POLICY=active"}),
               !ContainsSubstring("GOMP_SPINCOUNT = '10000'"));
}

TEST_CASE("bench measures bf16 where the processor is fast in it, and else says what to take",
          "[cli][bench][bf16]") {
    const auto result = runProgram({"bench", "--net", "mlp:8", "--batch", "16", "--threads", "1", "--seconds",
                                    "0.05", "--precision", "bf16", "--json", "-"});
    try {
        requireFast(Precision::Bf16);
        REQUIRE(result.exitCode == 0);
        CHECK(parseJson(result.out)["precision"] == "bf16");
    } catch (const std::invalid_argument& error) {
        CHECK(result.exitCode == 2);
        CHECK(result.err.find("--" + std::string(error.what())) != std::string::npos);
    }
}
