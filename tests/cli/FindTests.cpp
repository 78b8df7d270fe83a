// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <csignal>

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

TEST_CASE("Seeds are pooled, kept raw, and judged the same by suggest", "[cli][find][seeds]") {
    const CliFixture fixture;
    const auto json = fixture.file("curve.json"), csv = fixture.file("curve.csv");
    const auto result = runProgram(fixture.find({"--seeds", "3", "--json", json, "--csv", csv}, 2));
    CHECK(result.err == "");
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("seed 3: "));
    const Json curve = readJson(json);
    CHECK(schemaViolation(loadSchema("curve"), curve) == "");
    REQUIRE(curve["seeds"].size() == 3);
    CHECK(curve["settings"]["seeds"] == 3);
    CHECK(curve["seeds"][2]["seed"] == 3);
    std::size_t shortest = 1000;
    for (const auto& seed : curve["seeds"])
        shortest = std::min(shortest, seed["points"].size());
    REQUIRE(curve["points"].size() == shortest);
    double mean = 0;
    for (const auto& seed : curve["seeds"])
        mean += seed["points"][0]["loss"].get<double>() / 3;
    CHECK_THAT(curve["points"][0]["loss"].get<double>(), WithinRel(mean, 1e-12));

    for (const auto& file : {json, csv}) {
        const auto said = runProgram({"suggest", file, "--quiet", "--json", "-"});
        REQUIRE(said.exitCode == 0);
        CHECK(parseJson(said.out) == curve["suggestions"]);
    }

    SECTION("each is the test of its seed alone, with the threads it had") {
        REQUIRE(runProgram(fixture.find({"--seed", "2", "--json", json})).exitCode == 0);
        const Json alone = readJson(json);
        REQUIRE(alone["points"].size() == curve["seeds"][1]["points"].size());
        for (std::size_t i = 0; i < alone["points"].size(); ++i)
            CHECK(alone["points"][i]["loss"] == curve["seeds"][1]["points"][i]["loss"]);
        CHECK_FALSE(alone.contains("seeds"));
        CHECK_FALSE(alone["settings"].contains("seeds"));
    }
}

TEST_CASE("Range tests of several seeds that are stopped keep what was recorded",
          "[cli][find][seeds][interrupt]") {
    const CliFixture fixture;
    const auto json = fixture.file("curve.json");
    RunningProgram program({"find", "--data", fixture.data(), "--net", "mlp:16", "--batch", "32", "--threads",
                            "1", "--seeds", "1000", "--steps", "1000", "--lr-min", "1e-4", "--lr-max", "1e-3",
                            "--json", json});
    REQUIRE(program.waitForOutput("1/1000  seed 1: 1000 steps"));
    program.signal(SIGINT);
    const auto result = program.wait();
    CHECK(result.exitCode == 1);
    CHECK_THAT(result.err, ContainsSubstring("stopped at step ") && ContainsSubstring("kept in " + json));
    const Json curve = readJson(json);
    CHECK(schemaViolation(loadSchema("curve"), curve) == "");
    CHECK(curve["outcome"] == "stopped");
    CHECK(curve["seeds"].size() == 1000);
    CHECK(curve["seeds"][0]["outcome"] == "completed");
    CHECK(curve["seeds"][999]["points"].empty());
    CHECK(curve["points"].size() == 1000);
}

TEST_CASE("find --loss val tells its price, then judges the held-out loss of every step", "[cli][find]") {
    const CliFixture fixture;
    const auto json = fixture.file("curve.json"), csv = fixture.file("curve.csv");
    const auto result =
        runProgram(fixture.find({"--loss", "val", "--val-samples", "40", "--json", json, "--csv", csv}));
    REQUIRE(result.exitCode == 0);
    // 40 samples are two batches of 32: a forward pass each, a third of a step.
    CHECK(result.err == "validation loss on 40 samples after each of 40 steps: about 1.67 times the training "
                        "alone\n");
    const Json curve = readJson(json);
    CHECK(schemaViolation(loadSchema("curve"), curve) == "");
    CHECK(curve["settings"]["loss"] == "val");
    CHECK(curve["settings"]["val-samples"] == 40);
    CHECK(curve["points"][0]["val_loss"].is_number());
    CHECK(curve["points"][0]["val_loss"] != curve["points"][0]["loss"]);
    for (const auto& file : {json, csv}) {
        const auto said = runProgram({"suggest", file, "--quiet", "--json", "-"});
        REQUIRE(said.exitCode == 0);
        CHECK(parseJson(said.out) == curve["suggestions"]);
    }

    SECTION("all of them where there are fewer than asked for") {
        const auto more = runProgram(fixture.find({"--loss", "val", "--seeds", "2"}));
        CHECK(more.exitCode == 0);
        CHECK_THAT(more.err, ContainsSubstring("validation loss on 64 samples"));
    }
    SECTION("wrong words are refused") {
        CHECK_THAT(runProgram(fixture.find({"--loss", "test"})).err,
                   ContainsSubstring("--loss must be train or val, got 'test'"));
        const auto alone = runProgram(fixture.find({"--val-samples", "40"}));
        CHECK(alone.exitCode == 2);
        CHECK_THAT(alone.err, ContainsSubstring("--val-samples belongs to --loss val"));
    }
}
