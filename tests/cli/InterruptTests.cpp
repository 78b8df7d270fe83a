// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <csignal>
#include <filesystem>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// A run that would take hours; its first epoch is over in a blink and is told at once.
std::vector<std::string> longRun(const CliFixture& fixture, const std::vector<std::string>& more) {
    return fixture.train(
        std::vector<std::string>{"--policy", "constant", "--lr", "1e-4", "--epochs", "1000000"} + more);
}

} // namespace

TEST_CASE("A run that is asked to stop keeps what it has and says where", "[cli][interrupt]") {
    const auto number = GENERATE(SIGINT, SIGTERM);
    const CliFixture fixture;
    const auto json = fixture.file("run.json"), weights = fixture.file("weights.safetensors");
    RunningProgram program(longRun(fixture, {"--json", json, "--save", weights}));
    REQUIRE(program.waitForOutput("epoch 1 "));
    program.signal(number);
    const auto result = program.wait();

    CHECK(result.exitCode == 1);
    CHECK_THAT(result.err, ContainsSubstring("cyclometer-cli train: stopped at step "));
    CHECK_THAT(result.err, ContainsSubstring("kept in " + weights + ", " + json));
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    const Json run = readJson(json);
    CHECK(schemaViolation(loadSchema("run"), run) == "");
    CHECK(run["outcome"] == "stopped");
    CHECK(run["epochs"].size() >= 1);
    CHECK(filesIn(fixture.folder()) == std::vector<std::string>{"images", "run.json", "weights.safetensors"});
}

TEST_CASE("A training run that is stopped goes on with --resume, and with no other settings",
          "[cli][interrupt]") {
    const CliFixture fixture;
    const auto folder = fixture.file("run"), log = fixture.file("steps.csv");
    const auto train = [&](const std::string& epochs, const std::vector<std::string>& more = {}) {
        return fixture.train(std::vector<std::string>{"--policy", "constant", "--lr", "1e-3", "--epochs",
                                                      epochs, "--log", log, "--resume", folder} +
                             more);
    };
    RunningProgram program(train("100000"));
    REQUIRE(program.waitForOutput("epoch 1 "));
    program.signal(SIGINT);
    const auto stopped = program.wait();
    CHECK(stopped.exitCode == 1);
    CHECK_THAT(stopped.err,
               ContainsSubstring("stopped at step ") && ContainsSubstring("; go on with --resume " + folder));

    const auto other = runProgram(train("100000", {"--seed", "7"}));
    CHECK(other.exitCode == 2);
    CHECK_THAT(other.err, ContainsSubstring("\"seed\" 1, this run has 7"));

    RunningProgram again(train("100000"));
    REQUIRE(again.waitForOutput("going on after step "));
    REQUIRE(again.waitForOutput("epoch "));
    again.signal(SIGINT);
    CHECK(again.wait().exitCode == 1);
    const std::string rows = readText(log);
    const Json kept = readJson(folder + "/training.json");
    CHECK(std::count(rows.begin(), rows.end(), '\n') == kept["steps_done"].get<std::int64_t>() + 1);

    std::filesystem::remove_all(folder);
    CHECK(runProgram(train("2", {"--save", "/dev/full"})).exitCode != 0);
    CHECK(filesIn(folder).size() == 2); // nothing is lost: what could not be written is there to go on from
    CHECK(runProgram(train("2")).exitCode == 0);
    CHECK(filesIn(folder).empty()); // a run that has ended leaves nothing to go on from
}

TEST_CASE("Range tests of several seeds that are stopped go on to the record of those that were not",
          "[cli][interrupt]") {
    const CliFixture fixture;
    const auto find = [&](const std::string& name, const std::vector<std::string>& more = {}) {
        return std::vector<std::string>{"find",
                                        "--data",
                                        fixture.data(),
                                        "--net",
                                        "mlp:64",
                                        "--threads",
                                        "1",
                                        "--batch",
                                        "32",
                                        "--seeds",
                                        "3",
                                        "--steps",
                                        "2000",
                                        "--lr-min",
                                        "1e-4",
                                        "--lr-max",
                                        "0.1",
                                        "--json",
                                        fixture.file(name)} +
               more;
    };
    RunningProgram program(find("part.json"));
    REQUIRE(program.waitForOutput("1/3  seed 1"));
    program.signal(SIGINT);
    const auto stopped = program.wait();
    REQUIRE(stopped.exitCode == 1);
    CHECK_THAT(stopped.err, ContainsSubstring("stopped") && ContainsSubstring("kept in"));
    CHECK(readJson(fixture.file("part.json"))["outcome"] == "stopped");

    const auto other = runProgram(find("part.json", {"--resume", fixture.file("part.json"), "--wd", "1e-3"}));
    CHECK(other.exitCode == 2);
    CHECK_THAT(other.err, ContainsSubstring("range tests with wd 0.0, this one has 0.001"));
    const auto resumed = runProgram(find("part.json", {"--resume", fixture.file("part.json")}));
    REQUIRE(resumed.exitCode == 0);
    CHECK_THAT(resumed.out, !ContainsSubstring("3/3")); // the first is not made again
    REQUIRE(runProgram(find("whole.json")).exitCode == 0);
    const Json part = readJson(fixture.file("part.json")), whole = readJson(fixture.file("whole.json"));
    CHECK(part["points"] == whole["points"]);
    CHECK(part["suggestions"] == whole["suggestions"]);
    CHECK(part["seeds"] == whole["seeds"]);
    CHECK(part["outcome"] == "completed");
}
