// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <fstream>

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("data list names every kind of data set", "[cli][data]") {
    const auto result = runProgram({"data", "list"});
    CHECK(result.exitCode == 0);
    for (const auto* spec : {"glyphs", "mnist:DIR", "fashion:DIR", "cifar10:DIR", "cifar100:DIR", "moons",
                             "images:DIR", "csv:FILE?target=NAME"})
        CHECK_THAT(result.out, ContainsSubstring(spec));
}

TEST_CASE("data info counts samples by split and class", "[cli][data]") {
    const CliFixture fixture;
    const auto result = runProgram({"data", "info", fixture.data(), "--limit", "100", "--json", "-"});
    REQUIRE(result.exitCode == 0);
    const Json info = parseJson(result.out);
    CHECK(info["sample_shape"] == Json{1, 8, 8});
    CHECK(info["train"]["samples"] == 100);
    CHECK(info["test"]["samples"] == 64);
    std::int64_t sum = 0;
    for (const auto& count : info["test"]["per_class"])
        sum += count.get<std::int64_t>();
    CHECK(sum == 64);
    CHECK_THAT(result.err, ContainsSubstring("training 100, test 64, 10 classes"));
}

TEST_CASE("data preview writes a PNG", "[cli][data]") {
    const CliFixture fixture;
    REQUIRE(runProgram({"data", "preview", fixture.data(), "--png", fixture.file("sheet.png")}).exitCode ==
            0);
    CHECK(readText(fixture.file("sheet.png")).starts_with("\x89PNG\r\n\x1a\n"));
}

TEST_CASE("Points and tables have information and a picture too", "[cli][data]") {
    const CliFixture fixture;
    std::string table = "a,word,y\n";
    for (int i = 0; i < 40; ++i)
        table += std::to_string(i) + (i % 3 ? ",x," : ",z,") + std::to_string(2 * i) + ".5\n";
    std::ofstream(fixture.file("t.csv")) << table;
    const bool isTable = GENERATE(false, true); // each pass has a folder of its own
    const std::string spec =
        isTable ? "csv:" + fixture.file("t.csv") + "?target=y" : "spirals?count=60&classes=4";
    REQUIRE(runProgram({"data", "preview", spec, "--png", fixture.file("p.png")}).exitCode == 0);
    CHECK(readText(fixture.file("p.png")).starts_with("\x89PNG\r\n\x1a\n"));
    const auto result = runProgram({"data", "info", spec, "--json", "-"});
    REQUIRE(result.exitCode == 0);
    const Json info = parseJson(result.out);
    if (isTable) {
        CHECK(info["features"] == Json{"a", "word=x", "word=z"});
        CHECK(info["targets"][0]["name"] == "y");
        CHECK(info["train"]["samples"] == 32);
        CHECK_THAT(result.err,
                   ContainsSubstring("1 real target") && ContainsSubstring("note: word: 2 words"));
    } else {
        CHECK(info["classes"].size() == 4);
        CHECK(info["test"]["samples"] == 12);
    }
}

TEST_CASE("A real target is trained on by squared error, and its record has no accuracy",
          "[cli][data][train]") {
    const CliFixture fixture;
    std::string table = "a,y\n";
    for (int i = 0; i < 200; ++i)
        table += std::to_string(i % 17) + "," + std::to_string(3 * (i % 17)) + ".5\n";
    table += "4,\n"; // a row without its target
    std::ofstream(fixture.file("t.csv")) << table;
    const auto result = runProgram({"train", "--data", "csv:" + fixture.file("t.csv") + "?target=y", "--net",
                                    "mlp:", "--batch", "20", "--policy", "constant", "--lr", "0.05",
                                    "--epochs", "10", "--threads", "1", "--json", fixture.file("run.json")});
    REQUIRE(result.exitCode == 0);
    const Json run = readJson(fixture.file("run.json"));
    CHECK(schemaViolation(loadSchema("run"), run) == "");
    CHECK(run["final"]["val_loss"] < 0.01); // 1 is what the mean reaches
    CHECK_FALSE(run["final"].contains("val_accuracy"));
    CHECK_FALSE(run["epochs"][0].contains("train_accuracy"));
    CHECK(result.out.find("accuracy") == std::string::npos);
    CHECK_THAT(result.out, ContainsSubstring("note: t.csv: 1 row without a target is left out"));
}
