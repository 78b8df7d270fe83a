// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <csignal>
#include <utility>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// @param lengths  epochs of the final and of the short runs: long where the recipe is to be stopped
std::vector<std::string> tune(const CliFixture& fixture, const std::string& folder,
                              const std::vector<std::string>& more = {},
                              const std::pair<std::string, std::string>& lengths = {"20", "200"}) {
    return std::vector<std::string>{"tune",
                                    "--data",
                                    fixture.data(),
                                    "--net",
                                    "mlp:16",
                                    "--threads",
                                    "1",
                                    "--batch",
                                    "32",
                                    "--epochs",
                                    lengths.first,
                                    "--short-epochs",
                                    lengths.second,
                                    "--steps",
                                    "40",
                                    "--lr-min",
                                    "1e-4",
                                    "--lr-max",
                                    "100",
                                    "--out",
                                    fixture.file(folder)} +
           more;
}

/// The record without the times.
Json recordIn(const CliFixture& fixture, const std::string& folder) {
    Json record = readJson(fixture.file(folder + "/tune.json"));
    CHECK(schemaViolation(loadSchema("tune"), record) == "");
    record.erase("timing");
    return record;
}

} // namespace

TEST_CASE("A recipe that is stopped keeps what ended, and goes on to the record of one that was not",
          "[cli][tune][interrupt]") {
    const CliFixture fixture;
    RunningProgram program(tune(fixture, "part"));
    REQUIRE(program.waitForOutput("1/4  momentum"));
    program.signal(SIGINT);
    const auto stopped = program.wait();
    REQUIRE(stopped.exitCode == 1);
    CHECK_THAT(stopped.err,
               ContainsSubstring("momentum: stopped") && ContainsSubstring("go on with --resume"));
    CHECK(recordIn(fixture, "part")["outcome"] == "stopped");
    CHECK(readJson(fixture.file("part/sweep-batch.json"))["members"].size() == 6); // 3 sizes, 2 seeds
    const auto momenta = readJson(fixture.file("part/sweep-momentum.json"))["members"].size();
    CHECK(momenta >= 1);
    CHECK(momenta < 4);

    REQUIRE(runProgram(tune(fixture, "part", {"--resume"})).exitCode == 0);
    REQUIRE(runProgram(tune(fixture, "whole")).exitCode == 0);
    const Json resumed = recordIn(fixture, "part"), never = recordIn(fixture, "whole");
    CHECK(resumed == never);
    CHECK(never["picks"]["max_lr_low"] <= never["picks"]["max_lr"]);
    CHECK(never["range_tests"]["max_lr_from"] == "mean curve of 2 seeds at batch 32");
    for (const char* file : {"/schedule.json", "/weights.safetensors"})
        CHECK(readText(fixture.file(std::string("part") + file)) ==
              readText(fixture.file(std::string("whole") + file)));
}

TEST_CASE("A recipe that is stopped in its final runs does not make the finished ones again",
          "[cli][tune][interrupt]") {
    const CliFixture fixture;
    const std::pair<std::string, std::string> lengths{"300", "1"};
    RunningProgram program(tune(fixture, "part", {}, lengths));
    REQUIRE(program.waitForOutput("1/6  1cycle"));
    program.signal(SIGINT);
    const auto stopped = program.wait();
    REQUIRE(stopped.exitCode == 1);
    CHECK_THAT(stopped.err, ContainsSubstring("stopped in the final runs"));
    const auto finished = recordIn(fixture, "part")["runs"].size();
    CHECK(finished >= 1);
    CHECK(finished < 5);

    const auto resumed = runProgram(tune(fixture, "part", {"--resume"}, lengths));
    REQUIRE(resumed.exitCode == 0);
    CHECK_THAT(resumed.out, ContainsSubstring("1/6  1cycle") && ContainsSubstring(", kept"));
    REQUIRE(runProgram(tune(fixture, "whole", {}, lengths)).exitCode == 0);
    CHECK(recordIn(fixture, "part") == recordIn(fixture, "whole"));
    for (const char* file : {"/schedule.json", "/weights.safetensors"})
        CHECK(readText(fixture.file(std::string("part") + file)) ==
              readText(fixture.file(std::string("whole") + file)));
}

TEST_CASE("A folder that holds a recipe is not written over, and a budget stands for a length",
          "[cli][tune]") {
    const CliFixture fixture;
    REQUIRE(runProgram(tune(fixture, "once", {}, {"1", "1"})).exitCode == 0);
    const std::string before = readText(fixture.file("once/tune.json"));
    const auto again = runProgram(tune(fixture, "once", {"--seed", "9"}, {"1", "1"}));
    CHECK(again.exitCode == 2);
    CHECK_THAT(again.err,
               ContainsSubstring("holds a recipe already (tune.json)") && ContainsSubstring("--resume"));
    CHECK(readText(fixture.file("once/tune.json")) == before);

    const auto both = runProgram(tune(fixture, "other", {"--budget", "100"}, {"1", "1"}));
    CHECK(both.exitCode == 2);
    CHECK_THAT(both.err, ContainsSubstring("give one"));
    std::vector<std::string> words = tune(fixture, "other", {"--budget", "1"});
    const auto epochs = std::ranges::find(words, "--epochs");
    words.erase(epochs, epochs + 2);
    const auto little = runProgram(words);
    CHECK(little.exitCode == 2);
    CHECK_THAT(little.err, ContainsSubstring("at least") && ContainsSubstring("budget of 1"));
    words.back() = "1000"; // the short runs alone take 800
    const auto enough = runProgram(words);
    REQUIRE(enough.exitCode == 0);
    const Json record = recordIn(fixture, "other");
    CHECK(record["settings"]["epochs"] > 1);
    double epochsInAll = 0.0;
    for (const Json& part : record["budget"])
        epochsInAll += part["epochs"].get<double>();
    CHECK(epochsInAll <= 1000.0);
    CHECK(epochsInAll > 900.0);
}
