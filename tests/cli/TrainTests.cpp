// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/Safetensors.h"
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <set>

using namespace cyclo;
using namespace cyclo::test;

namespace {

const std::vector<std::string> kOneCycle{"--policy", "onecycle", "--flavour", "smith", "--base-lr",
                                         "0.01",     "--max-lr", "0.1",       "--wd",  "5e-4"};

auto lines(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

} // namespace

TEST_CASE("A training run learns, and its record is as its schema says", "[cli][train]") {
    const CliFixture fixture;
    const auto result = runProgram(fixture.train(
        kOneCycle + std::vector<std::string>{"--epochs", "6", "--json", fixture.file("run.json"), "--csv",
                                             fixture.file("epochs.csv"), "--log",
                                             fixture.file("steps.csv")}));
    CHECK(result.err == "");
    REQUIRE(result.exitCode == 0);
    CHECK_THAT(result.out, ContainsSubstring("test accuracy"));

    const Json run = readJson(fixture.file("run.json"));
    CHECK(schemaViolation(loadSchema("run"), run) == "");
    CHECK(run["outcome"] == "completed");
    REQUIRE(run["epochs"].size() == 6);
    CHECK(run["final"] == run["epochs"].back());
    CHECK(run["final"]["val_accuracy"] > 0.5); // chance is 0.1
    CHECK(run["settings"]["steps"] == 48);     // 256 / 32 steps an epoch

    // A header and a line per epoch, a header and a line per step.
    CHECK(lines(readText(fixture.file("epochs.csv"))) == 1 + 6);
    const auto steps = readText(fixture.file("steps.csv"));
    CHECK(lines(steps) == 1 + 48);
    CHECK_THAT(steps, ContainsSubstring("step,lr,momentum,weight_decay,loss\n0,0.01,0.95,5e-04,"));
}

TEST_CASE("The same training run twice gives the same losses and weights to the last bit", "[cli][train]") {
    const CliFixture fixture;
    for (const std::string name : {"first", "second"}) {
        const auto result = runProgram(fixture.train(
            kOneCycle + std::vector<std::string>{"--steps", "20", "--log", fixture.file(name + ".csv"),
                                                 "--save", fixture.file(name + ".safetensors"), "--quiet"},
            2));
        REQUIRE(result.exitCode == 0);
    }
    CHECK(readText(fixture.file("first.csv")) == readText(fixture.file("second.csv")));
    CHECK(readText(fixture.file("first.safetensors")) == readText(fixture.file("second.safetensors")));
}

TEST_CASE("A run along a schedule file makes the same steps as its policy", "[cli][train][schedule]") {
    const CliFixture fixture;
    const std::vector<std::string> policy{"--policy", "onecycle", "--max-lr", "0.2",
                                          "--wd",     "1e-3",     "--steps",  "24"};
    REQUIRE(runProgram(std::vector<std::string>{"schedule", "--batch", "32", "--optimizer", "nesterov",
                                                "--out", fixture.file("schedule.json")} +
                       policy)
                .exitCode == 0);
    REQUIRE(runProgram(fixture.train(policy + std::vector<std::string>{"--optimizer", "nesterov", "--log",
                                                                       fixture.file("policy.csv")}))
                .exitCode == 0);
    // Batch size and optimizer are the file's where they are not given.
    REQUIRE(runProgram({"train", "--data", fixture.data(), "--net", "mlp:16", "--schedule",
                        fixture.file("schedule.json"), "--log", fixture.file("file.csv")})
                .exitCode == 0);
    CHECK(readText(fixture.file("policy.csv")) == readText(fixture.file("file.csv")));
}

TEST_CASE("Decays of a schedule are not taken in another kind unless that is said",
          "[cli][train][schedule]") {
    const CliFixture fixture;
    const auto schedule = fixture.file("schedule.json");
    REQUIRE(runProgram({"schedule", "--policy", "constant", "--lr", "0.01", "--wd", "0.1", "--steps", "4",
                        "--optimizer", "adamw", "--batch", "32", "--out", schedule})
                .exitCode == 0);
    const auto along = [&](const std::vector<std::string>& options) {
        return runProgram(std::vector<std::string>{"train", "--data", fixture.data(), "--net", "mlp:16",
                                                   "--schedule", schedule} +
                          options);
    };
    const auto mixed = along({"--optimizer", "sgd"});
    CHECK(mixed.exitCode == 2);
    CHECK_THAT(mixed.err, ContainsSubstring("mean it decoupled; add --wd-mode decoupled"));
    CHECK(along({"--optimizer", "sgd", "--wd-mode", "decoupled"}).exitCode == 0);
    CHECK(along({}).exitCode == 0);
}

TEST_CASE("Every option of the optimizer reaches the run and a schedule file alike", "[cli][train]") {
    const CliFixture fixture;
    const std::vector<std::string> policy{"--policy", "constant", "--lr",    "0.01",
                                          "--wd",     "0.1",      "--steps", "12"};
    const auto logOf = [&](const std::vector<std::string>& options, const std::string& name) {
        REQUIRE(runProgram(fixture.train(policy + options +
                                         std::vector<std::string>{"--log", fixture.file(name + ".csv")}))
                    .exitCode == 0);
        return readText(fixture.file(name + ".csv"));
    };
    const std::vector<std::vector<std::string>> variants{{},
                                                         {"--wd-mode", "decoupled"},
                                                         {"--clip-norm", "0.01"},
                                                         {"--optimizer", "nesterov"},
                                                         {"--optimizer", "adam"},
                                                         {"--optimizer", "adam", "--beta2", "0.9"},
                                                         {"--optimizer", "adam", "--eps", "0.1"},
                                                         {"--optimizer", "adamw"}};
    std::set<std::string> logs;
    for (std::size_t i = 0; i < variants.size(); ++i)
        logs.insert(logOf(variants[i], "run" + std::to_string(i)));
    CHECK(logs.size() == variants.size()); // none of them is without effect

    const std::vector<std::string> adam{"--optimizer", "adam",  "--beta2", "0.9",         "--wd-mode",
                                        "decoupled",   "--eps", "1e-6",    "--clip-norm", "2"};
    REQUIRE(runProgram(std::vector<std::string>{"schedule", "--batch", "32", "--out",
                                                fixture.file("schedule.json")} +
                       policy + adam)
                .exitCode == 0);
    REQUIRE(runProgram({"train", "--data", fixture.data(), "--net", "mlp:16", "--schedule",
                        fixture.file("schedule.json"), "--log", fixture.file("file.csv")})
                .exitCode == 0);
    CHECK(readText(fixture.file("file.csv")) == logOf(adam, "adam"));
}

TEST_CASE("Zero steps write the initial weights, and a run from them is a run from the seed",
          "[cli][train]") {
    const CliFixture fixture;
    const auto initial = fixture.file("initial.safetensors");
    REQUIRE(runProgram(fixture.train({"--steps", "0", "--seed", "3", "--save", initial})).exitCode == 0);
    const auto weights = loadSafetensors(initial);
    REQUIRE(weights.size() == 4);
    CHECK(weights[0].tensor.shape == Shape{16, 64});

    const std::vector<std::string> constant{"--policy", "constant", "--lr",        "0.05",
                                            "--steps",  "8",        "--no-shuffle"};
    REQUIRE(runProgram(fixture.train(constant + std::vector<std::string>{"--seed", "3", "--log",
                                                                         fixture.file("seed.csv")}))
                .exitCode == 0);
    // In file order the seed decides nothing but the initial weights, which come from the file here.
    REQUIRE(runProgram(fixture.train(constant + std::vector<std::string>{"--seed", "4", "--init", initial,
                                                                         "--log", fixture.file("file.csv")}))
                .exitCode == 0);
    CHECK(readText(fixture.file("seed.csv")) == readText(fixture.file("file.csv")));
}

TEST_CASE("A range test starts from given weights", "[cli][find]") {
    const CliFixture fixture;
    const auto initial = fixture.file("initial.safetensors");
    REQUIRE(runProgram(fixture.train({"--steps", "0", "--seed", "3", "--save", initial})).exitCode == 0);
    const auto firstLoss = [&](const std::vector<std::string>& options) {
        const auto curve = fixture.file("curve.json");
        REQUIRE(runProgram(std::vector<std::string>{"find", "--data", fixture.data(), "--net", "mlp:16",
                                                    "--batch", "32", "--steps", "20", "--json", curve} +
                           options)
                    .exitCode == 0);
        return readJson(curve)["points"][0]["loss"];
    };
    const auto own = firstLoss({"--seed", "4"});
    CHECK(firstLoss({"--seed", "4", "--init", initial}) != own);
    CHECK(firstLoss({"--seed", "3", "--init", initial}) == firstLoss({"--seed", "3"}));
}

TEST_CASE("A training run that diverges fails, keeps its record, and leaves good weights alone",
          "[cli][train]") {
    const CliFixture fixture;
    const auto weights = fixture.file("weights.safetensors");
    REQUIRE(runProgram(fixture.train({"--steps", "0", "--save", weights})).exitCode == 0);
    const auto before = readText(weights);

    const auto result = runProgram(fixture.train({"--policy", "constant", "--lr", "1e30", "--steps", "30",
                                                  "--json", fixture.file("run.json"), "--save", weights}));
    CHECK(result.exitCode == 1);
    CHECK_THAT(result.err, ContainsSubstring("cyclometer-cli train: diverged at step"));
    CHECK(lines(result.err) == 1);
    CHECK(readJson(fixture.file("run.json"))["outcome"] == "diverged");
    CHECK(readText(weights) == before);
}
