// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("A range test is written as its schema says, falls, and blows up", "[cli][find]") {
    const CliFixture fixture;
    const auto result =
        runProgram(fixture.find({"--json", fixture.file("curve.json"), "--csv", fixture.file("curve.csv")}));
    CHECK(result.err == "");
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("recommended learning rate"));

    const Json curve = readJson(fixture.file("curve.json"));
    CHECK(schemaViolation(loadSchema("curve"), curve) == "");
    CHECK(curve["outcome"] == "diverged");
    const auto& points = curve["points"];
    REQUIRE(points.size() >= 10);
    CHECK(points.front()["lr"] == 1e-4);
    // Ten classes guessed at random cost ln 10 = 2.3; the recommended rate comes from where something was
    // learned.
    double lowest = 1e9;
    for (const auto& point : points)
        if (point["smoothed"].is_number()) lowest = std::min(lowest, point["smoothed"].get<double>());
    CHECK(lowest < 2.0);
    CHECK(curve["suggestions"]["recommended"]["min_lr"] < curve["suggestions"]["recommended"]["max_lr"]);
}

TEST_CASE("suggest reads the table that find writes and says what find said", "[cli][find][suggest]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.find({"--json", fixture.file("curve.json"), "--csv", fixture.file("curve.csv"),
                                     "--quiet"}))
                .exitCode == 0);
    const auto result = runProgram({"suggest", fixture.file("curve.csv"), "--json", "-"});
    REQUIRE(result.exitCode == 0);
    CHECK(parseJson(result.out) == readJson(fixture.file("curve.json"))["suggestions"]);
}

TEST_CASE("The same range test twice gives the same bits", "[cli][find]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.find({"--csv", fixture.file("first.csv")}, 2)).exitCode == 0);
    REQUIRE(runProgram(fixture.find({"--csv", fixture.file("second.csv")}, 2)).exitCode == 0);
    CHECK(readText(fixture.file("first.csv")) == readText(fixture.file("second.csv")));

    SECTION("and another seed gives others") {
        REQUIRE(runProgram(fixture.find({"--csv", fixture.file("other.csv"), "--seed", "2"}, 2)).exitCode ==
                0);
        CHECK(readText(fixture.file("first.csv")) != readText(fixture.file("other.csv")));
    }
}

TEST_CASE("With --json - standard output is JSON alone, and people are told on standard error",
          "[cli][find]") {
    const CliFixture fixture;
    const auto result = runProgram(fixture.find({"--json", "-"}));
    REQUIRE(result.exitCode == 0);
    CHECK(schemaViolation(loadSchema("curve"), parseJson(result.out)) == "");
    CHECK_THAT(result.err, ContainsSubstring("recommended learning rate"));
}

TEST_CASE("Quiet says nothing when all is well", "[cli][find]") {
    const CliFixture fixture;
    const auto result = runProgram(fixture.find({"--quiet"}));
    CHECK(result.exitCode == 0);
    CHECK(result.out == "");
    CHECK(result.err == "");
}
