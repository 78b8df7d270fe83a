// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("A schedule file is as its schema says and has a row for every step", "[cli][schedule]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.schedule({"--out", fixture.file("schedule.json"), "--wd", "1e-3"})).exitCode ==
            0);
    const Json schedule = readJson(fixture.file("schedule.json"));
    CHECK(schemaViolation(loadSchema("schedule"), schedule) == "");
    for (const auto* column : {"lr", "momentum", "weight_decay"})
        CHECK(schedule["rows"][column].size() == 24);
    // 45 % of 24 steps are 10.8, so the peak is at step 11.
    CHECK(schedule["rows"]["lr"][11] == 0.2);
    CHECK(schedule["rows"]["momentum"][11] == 0.85);
    CHECK(schedule["rows"]["weight_decay"][23] == 1e-3);
}

TEST_CASE("schedule show prints the rows of the file as a table", "[cli][schedule]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.schedule({"--out", fixture.file("s.json"), "--csv", fixture.file("s.csv")}))
                .exitCode == 0);
    const auto table = runProgram({"schedule", "show", fixture.file("s.json"), "--csv"});
    CHECK(table.exitCode == 0);
    CHECK(table.out == readText(fixture.file("s.csv")));
    CHECK_THAT(table.out, ContainsSubstring("step,lr,momentum,weight_decay\n0,0.02,0.95,0\n"));

    const auto words = runProgram({"schedule", "show", fixture.file("s.json")});
    CHECK(words.exitCode == 0);
    CHECK_THAT(words.out, ContainsSubstring("onecycle, 24 steps"));
}

TEST_CASE("A schedule takes its bounds from the range test it is given", "[cli][schedule][find]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.find({"--json", fixture.file("curve.json"), "--quiet"})).exitCode == 0);
    const auto bounds = readJson(fixture.file("curve.json"))["suggestions"]["recommended"];
    REQUIRE(runProgram({"schedule", "--policy", "onecycle", "--curve", fixture.file("curve.json"), "--steps",
                        "50", "--out", fixture.file("schedule.json")})
                .exitCode == 0);
    const Json schedule = readJson(fixture.file("schedule.json"));
    CHECK(schemaViolation(loadSchema("schedule"), schedule) == "");
    CHECK(schedule["rows"]["lr"][0] == bounds["min_lr"]);
    CHECK(schedule["generator"]["max_lr"] == bounds["max_lr"]);
    CHECK(schedule["provenance"]["net"] == "mlp:16");
    CHECK(schedule["provenance"]["curve"]["suggestions"]["recommended"] == bounds);
}
