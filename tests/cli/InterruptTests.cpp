// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <csignal>

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
