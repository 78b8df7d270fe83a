// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <csignal>
#include <fstream>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// With bounds for the range tests, unless `more` gives the learning rate, so that there are none.
std::vector<std::string> sweep(const CliFixture& fixture, const std::string& kind,
                               const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"sweep", kind,     "--data",    fixture.data(),
                                   "--net", "mlp:16", "--threads", "2"};
    const auto given = [&](const char* option) { return std::ranges::find(more, option) != more.end(); };
    if (!given("--lr") && !given("--max-lr"))
        words = words + std::vector<std::string>{"--lr-min", "1e-4", "--lr-max", "100"};
    return words + more;
}

} // namespace

TEST_CASE("A batch sweep prints the law and writes what it measured", "[cli][sweep]") {
    const CliFixture fixture;
    const auto json = fixture.file("s.json"), csv = fixture.file("s.csv");
    const auto result = runProgram(
        sweep(fixture, "batch",
              {"--values", "16,32,64", "--seeds", "2", "--steps", "40", "--json", json, "--csv", csv}));
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("6/6"));
    CHECK_THAT(result.out, ContainsSubstring("by √k"));
    CHECK_THAT(result.out, ContainsSubstring("written to " + json + ", " + csv));
    const Json record = readJson(json);
    CHECK(schemaViolation(loadSchema("sweep"), record) == "");
    CHECK(record["members"].size() == 6);
    CHECK(record["members"][0]["points"]["lr"].size() <= 160); // as many samples as 40 steps of 64
    CHECK(record["members"][0]["points"]["lr"].size() > 40);
    const std::string table = readText(csv);
    CHECK(std::count(table.begin(), table.end(), '\n') == 7);
}

TEST_CASE("A momentum sweep compares short runs at one learning rate", "[cli][sweep]") {
    const CliFixture fixture;
    const auto result = runProgram(
        sweep(fixture, "momentum", {"--values", "0.5,0.9", "--batch", "32", "--epochs", "2", "--json", "-"}));
    REQUIRE(result.exitCode == 0);
    const Json record = parseJson(result.out);
    CHECK(schemaViolation(loadSchema("sweep"), record) == "");
    const double learningRate = record["result"]["learning_rate"];
    REQUIRE(record["result"]["scores"].size() == 2);
    CHECK_THAT(record["result"]["scores"][0]["effective_lr"].get<double>(),
               WithinRel(learningRate / 0.5, 1e-12));
    CHECK(record["members"].size() == 3);
    CHECK_THAT(result.err, ContainsSubstring("best: momentum"));
}

TEST_CASE("Short runs fall at the milestones of multistep, and are taken up with no others", "[cli][sweep]") {
    const CliFixture fixture;
    const auto json = fixture.file("s.json");
    const auto options = [&](const std::string& gamma, const std::vector<std::string>& more) {
        return sweep(fixture, "wd",
                     std::vector<std::string>{"--policy", "multistep", "--lr", "0.1", "--milestones",
                                              "0.5,0.75", "--gamma", gamma, "--values", "0,1e-3", "--batch",
                                              "32", "--steps", "8", "--bisections", "0"} +
                         more);
    };
    REQUIRE(runProgram(options("0.5", {"--json", json})).exitCode == 0);
    const Json record = readJson(json);
    CHECK(schemaViolation(loadSchema("sweep"), record) == "");
    for (const Json& member : record["members"])
        CHECK(member["points"]["lr"] == Json({0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025}));
    CHECK(runProgram(options("0.5", {"--resume", json})).exitCode == 0);
    const auto other = runProgram(options("0.3", {"--resume", json}));
    CHECK(other.exitCode == 2);
    CHECK_THAT(other.err, ContainsSubstring("gamma"));
}

TEST_CASE("A momentum range test says that it does not work", "[cli][sweep]") {
    const CliFixture fixture;
    const auto result =
        runProgram(sweep(fixture, "momentum", {"--range-test", "--lr", "0.01", "--batch", "32"}));
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("does not show the best momentum"));
}

TEST_CASE("A joint decay sweep picks learning rate and decay together", "[cli][sweep]") {
    const CliFixture fixture;
    const auto json = fixture.file("s.json");
    const auto result = runProgram(
        sweep(fixture, "wd",
              {"--mode", "joint", "--values", "0,1e-3,1", "--batch", "32", "--steps", "60", "--json", json}));
    REQUIRE(result.exitCode == 0);
    const Json record = readJson(json);
    CHECK(record["sweep"]["mode"] == "joint");
    CHECK(record["weight_decay_mode"] == "coupled");
    REQUIRE(record["result"]["curves"].size() == 3);
    CHECK(record["members"][0]["total_decay"] == 0.0);
    CHECK(record["members"][1]["total_decay"] > 0.0);
    // Paired: the first batch meets the same weights under every decay.
    CHECK(record["members"][0]["points"]["loss"][0] == record["members"][2]["points"]["loss"][0]);
}

TEST_CASE("A branch sweep goes on with each decay from one snapshot, and from a record",
          "[cli][sweep][branch]") {
    const CliFixture fixture;
    const auto json = fixture.file("s.json");
    const auto options = [&](const std::vector<std::string>& more) {
        return sweep(fixture, "wd",
                     std::vector<std::string>{"--mode", "branch", "--branch-at", "20", "--wd", "1e-3",
                                              "--values", "0,1e-3,1e-1", "--batch", "32", "--steps", "40",
                                              "--max-lr", "0.1"} +
                         more);
    };
    const auto result = runProgram(options({"--json", json}));
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("before the branch, wd 0.001, seed 1: 20 steps"));
    CHECK_THAT(result.out, ContainsSubstring("best: wd"));
    Json record = readJson(json);
    CHECK(schemaViolation(loadSchema("sweep"), record) == "");
    CHECK(record["sweep"]["mode"] == "branch");
    CHECK(record["sweep"]["branch_at"] == 20);
    CHECK(record["settings"]["wd"] == 1e-3);
    REQUIRE(record["members"].size() == 3);
    for (std::size_t step = 0; step < 40; ++step) {
        const auto decay = [&](std::size_t member) {
            return record["members"][member]["points"]["weight_decay"][step].get<double>();
        };
        CHECK(decay(2) == (step < 20 ? 1e-3 : 1e-1));
        if (step > 20) continue; // the decay of step 20 acts on the loss of step 21
        CHECK(record["members"][0]["points"]["loss"][step] == record["members"][2]["points"]["loss"][step]);
    }
    CHECK(record["members"][0]["points"]["loss"][39] != record["members"][2]["points"]["loss"][39]);

    Json part = record;
    part["members"].erase(1);
    std::ofstream(json) << part;
    REQUIRE(runProgram(options({"--resume", json})).exitCode == 0);
    CHECK(readJson(json)["result"] == record["result"]);
    CHECK(readJson(json)["members"][1]["points"] == record["members"][1]["points"]);
}

TEST_CASE("A sweep that is stopped keeps finished runs and goes on to the same result",
          "[cli][sweep][interrupt]") {
    const CliFixture fixture;
    const auto part = fixture.file("part.json"), whole = fixture.file("whole.json");
    const auto options = [&](const std::vector<std::string>& more) {
        return sweep(fixture, "wd",
                     std::vector<std::string>{"--values", "0,1e-4,1e-3,1e-2", "--max-lr", "0.1", "--batch",
                                              "32", "--epochs", "400", "--bisections", "1"} +
                         more);
    };
    RunningProgram program(options({"--json", part}));
    REQUIRE(program.waitForOutput("1/4  "));
    program.signal(SIGINT);
    const auto stopped = program.wait();
    REQUIRE(stopped.exitCode == 1);
    CHECK_THAT(stopped.err, ContainsSubstring("kept in " + part + ", go on with --resume"));
    const Json kept = readJson(part);
    CHECK(schemaViolation(loadSchema("sweep"), kept) == "");
    CHECK(kept["outcome"] == "stopped");
    CHECK(kept["members"].size() >= 1);
    CHECK(kept["members"].size() < 5);

    REQUIRE(runProgram(options({"--resume", part})).exitCode == 0); // written back to it
    REQUIRE(runProgram(options({"--json", whole})).exitCode == 0);
    const Json resumed = readJson(part), never = readJson(whole);
    CHECK(resumed["result"] == never["result"]);
    REQUIRE(resumed["members"].size() == never["members"].size());
    for (std::size_t i = 0; i < never["members"].size(); ++i)
        CHECK(resumed["members"][i]["points"] == never["members"][i]["points"]);

    const auto refused = runProgram(options({"--resume", part, "--seed", "2"}));
    CHECK(refused.exitCode == 2);
    CHECK_THAT(refused.err, ContainsSubstring("seed 1, this one has 2"));
}

TEST_CASE("A sweep on real targets tells losses and no accuracies", "[cli][sweep]") {
    const CliFixture fixture;
    const auto table = fixture.file("table.csv");
    {
        std::ofstream rows(table);
        rows << "a,b,y\n";
        for (int i = 0; i < 100; ++i)
            rows << i % 10 << ',' << i % 7 << ',' << 0.25 * (i % 10) - 0.13 * (i % 7) << '\n';
    }
    const auto result = runProgram({"sweep", "wd", "--data", "csv:" + table + "?target=y", "--net", "mlp:4",
                                    "--threads", "1", "--batch", "16", "--epochs", "2", "--values", "0,1e-3",
                                    "--max-lr", "0.05", "--bisections", "0"});
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("2/2  wd 0.001, seed 1: test loss "));
    CHECK_THAT(result.out, !ContainsSubstring("nan"));
}

TEST_CASE("A joint sweep is judged by the validation loss where that is asked for, also when it goes on",
          "[cli][sweep]") {
    const CliFixture fixture;
    const auto json = fixture.file("s.json");
    const std::vector<std::string> words{
        "--mode",     "joint", "--values",         "0,1e-3", "--batch", "32",
        "--loss",     "val",   "--val-samples",    "32",     "--steps", "40",
        "--momentum", "0.95",  "--final-momentum", "0.8",    "--json",  json};
    const auto result = runProgram(sweep(fixture, "wd", words));
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.err, ContainsSubstring("validation loss on 32 samples after each of 40 steps"));
    const Json record = readJson(json);
    CHECK(schemaViolation(loadSchema("sweep"), record) == "");
    const Json& points = record["members"][0]["points"];
    REQUIRE(points.contains("val_loss"));
    CHECK(points["val_loss"].size() == points["lr"].size());
    CHECK(points["val_loss"] != points["loss"]);
    // Momentum moves against the learning rate, as in the paper's figure 14b.
    CHECK(points["momentum"].front() == 0.95);
    CHECK(points["momentum"].back() < 0.9);
    const auto again = runProgram(sweep(fixture, "wd", words + std::vector<std::string>{"--resume", json}));
    REQUIRE(again.exitCode == 0);
    CHECK(readJson(json)["result"] == record["result"]);
    CHECK(readJson(json)["members"] == record["members"]);
}

TEST_CASE("Wrong sweeps are refused in one line", "[cli][sweep][refusal]") {
    const CliFixture fixture;
    struct Row {
        std::vector<std::string> words;
        std::string said;
    };
    const std::vector<Row> rows{
        Row{sweep(fixture, "momentum", {"--momentum", "0.5", "--max-lr", "0.1"}),
            "momenta are tried by --values"},
        Row{sweep(fixture, "wd", {"--mode", "joint", "--bisections", "3"}), "belongs to --mode sequential"},
        Row{sweep(fixture, "wd", {"--max-lr", "0.1", "--loss", "val"}), "there is none"},
        Row{sweep(fixture, "wd", {"--max-lr", "0.1", "--find-steps", "50"}),
            "--find-steps is of range tests"},
        Row{sweep(fixture, "momentum", {"--max-lr", "0.1", "--lr-min", "1e-3"}),
            "--lr-min is of range tests"},
        Row{sweep(fixture, "wd", {"--mode", "joint", "--val-samples", "8"}), "belongs to --loss val"},
        Row{sweep(fixture, "batch", {"--values", "16,x"}), "--values must be a finite number"},
        Row{sweep(fixture, "batch", {"--values", "16,,32"}), "--values must be a finite number"},
        Row{sweep(fixture, "batch", {"--batch", "16"}), "give them as --values"},
        Row{sweep(fixture, "batch", {"--values", "16,1000"}), "larger than the 256 training samples"},
        Row{sweep(fixture, "momentum", {"--values", "0.9,1"}), "momenta must be in [0, 1), got 1"},
        Row{sweep(fixture, "momentum", {"--lr", "0.1"}), "--policy onecycle takes --max-lr"},
        Row{sweep(fixture, "wd", {"--policy", "multistep", "--max-lr", "0.1"}),
            "--policy multistep takes --lr"},
        Row{sweep(fixture, "wd", {"--gamma", "0.3"}), "are for --policy multistep"},
        Row{sweep(fixture, "wd", {"--mode", "joint", "--policy", "multistep"}), "is for short runs"},
        Row{sweep(fixture, "wd", {"--mode", "joint", "--policy", "onecycle"}), "is for short runs"},
        Row{sweep(fixture, "momentum", {"--range-test", "--policy", "multistep"}), "is for short runs"},
        Row{sweep(fixture, "wd", {"--policy", "multistep", "--milestones", "0.5,0.2"}),
            "milestones must rise"},
        Row{sweep(fixture, "wd", {"--policy", "multistep", "--gamma", "2"}), "gamma must be"},
        Row{sweep(fixture, "wd", {"--wd", "1e-3"}), "give them as --values"},
        Row{sweep(fixture, "wd", {"--mode", "both"}), "--mode must be sequential, joint or branch"},
        Row{sweep(fixture, "wd", {"--values", "1e-3,1e-3"}), "given twice"},
        Row{sweep(fixture, "wd", {"--epochs", "1", "--steps", "5"}), "give one"},
        Row{sweep(fixture, "wd", {"--mode", "joint", "--max-lr", "1"}), "leave --lr and --max-lr out"},
        Row{sweep(fixture, "wd", {"--mode", "branch", "--wd", "1e-3"}), "--mode branch needs --branch-at"},
        Row{sweep(fixture, "wd", {"--mode", "branch", "--branch-at", "5"}), "--mode branch needs --wd"},
        Row{sweep(fixture, "wd", {"--branch-at", "5"}), "--branch-at belongs to --mode branch"},
        Row{sweep(fixture, "wd", {"--mode", "branch", "--wd", "1e-3", "--branch-at", "5", "--steps", "5"}),
            "must be before the end of the run"},
        Row{sweep(fixture, "wd", {"--resume", fixture.file("none.json")}), "none.json"},
        Row{{"sweep"}, "batch, momentum or wd"}};
    for (const Row& row : rows) {
        const auto result = runProgram(row.words);
        CHECK(result.exitCode == 2);
        CHECK_THAT(result.err, ContainsSubstring(row.said));
        CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    }
}

TEST_CASE("A sweep none of whose runs ends well has failed, and keeps its record", "[cli][sweep]") {
    const CliFixture fixture;
    const auto json = fixture.file("s.json");
    const auto result = runProgram(
        sweep(fixture, "momentum",
              {"--values", "0.9,0.95", "--max-lr", "1e6", "--batch", "32", "--steps", "20", "--json", json}));
    CHECK(result.exitCode == 1);
    CHECK_THAT(result.err, ContainsSubstring("none of the runs ended well; take a smaller learning rate"));
    CHECK(readJson(json)["members"].size() == 2);
}
