// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <fstream>

using namespace cyclo;
using namespace cyclo::test;

using Words = std::vector<std::string>;

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

TEST_CASE("An exported schedule has the rows of its file", "[cli][schedule][export]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.schedule({"--out", fixture.file("s.json")})).exitCode == 0);
    const auto table = runProgram({"export", fixture.file("s.json"), "--to", "csv"});
    CHECK(table.out == runProgram({"schedule", "show", fixture.file("s.json"), "--csv"}).out);

    const auto target = GENERATE(as<std::string>(), "torch", "keras");
    const auto reading = runProgram({"export", fixture.file("s.json"), "--to", target});
    CHECK_THAT(reading.out, ContainsSubstring("open(\"" + fixture.file("s.json") + "\")"));
    REQUIRE(runProgram(
                {"export", fixture.file("s.json"), "--to", target, "--embed", "--out", fixture.file("s.py")})
                .exitCode == 0);
    const auto embedded = readText(fixture.file("s.py"));
    const auto rows = readJson(fixture.file("s.json"))["rows"];
    CHECK_THAT(embedded, ContainsSubstring("\"lr\": " + rows["lr"].dump()));
    CHECK_THAT(embedded, ContainsSubstring("\"momentum\": " + rows["momentum"].dump()));
    CHECK_THAT(embedded, ContainsSubstring("\"weight_decay\": [0.0] * 24"));
}

TEST_CASE("Every policy is to be had from the command line", "[cli][schedule]") {
    const CliFixture fixture;
    std::ofstream(fixture.file("phases.json"))
        << R"([{"steps": 14, "lr": {"from": 0.1, "to": 0.5}}, {"steps": 10, "lr": {"to": 0}}])";
    const auto [policy, key, value, words] = GENERATE(table<std::string, std::string, Json, Words>({
        {"constant", "momentum", 0.5, {"--lr", "0.1", "--momentum", "0.5"}},
        {"multistep", "milestones", Json::array({0.25, 0.5}), {"--lr", "0.1", "--milestones", "0.25,0.5"}},
        {"inv", "power", 0.5, {"--lr", "0.1", "--power", "0.5", "--gamma", "1e-3"}},
        {"triangular", "step_size_up", 5, {"--base-lr", "0.01", "--max-lr", "0.1", "--step-size-up", "5"}},
        {"triangular2",
         "cycle_momentum",
         false,
         {"--base-lr", "0", "--max-lr", "0.1", "--no-cycle-momentum"}},
        {"exp_range", "gamma", 0.5, {"--base-lr", "0.01", "--max-lr", "0.1", "--gamma", "0.5"}},
        {"onecycle", "three_phase", true, {"--flavour", "torch", "--max-lr", "0.1", "--three-phase"}},
        {"onecycle", "anneal", "linear", {"--flavour", "torch", "--max-lr", "0.1", "--anneal", "linear"}},
        {"onecycle", "div_factor", 10, {"--flavour", "fastai", "--max-lr", "0.1", "--div-factor", "10"}},
        {"cosine", "warmup", 4, {"--lr", "0.1", "--warmup", "4"}},
        {"sgdr", "cycle_mult", 3, {"--lr", "0.1", "--cycle-steps", "4", "--cycle-mult", "3"}},
        {"trapezoid", "decay_share", 0.5, {"--lr", "0.1", "--decay-share", "0.5"}},
        {"phases", "policy", "phases", {"--phases", "phases.json"}},
    }));
    Words command{"schedule", "--policy", policy, "--out", fixture.file("s.json")};
    for (const auto& word : words)
        command.push_back(word == "phases.json" ? fixture.file(word) : word);
    if (policy != "phases") command = command + Words{"--steps", "24"};
    const auto made = runProgram(command);
    INFO(made.err);
    REQUIRE(made.exitCode == 0);
    const Json schedule = readJson(fixture.file("s.json"));
    CHECK(schemaViolation(loadSchema("schedule"), schedule) == "");
    CHECK(schedule["generator"]["policy"] == policy);
    CHECK(schedule["generator"][key] == value);
    CHECK(schedule["rows"]["lr"].size() == 24);
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
