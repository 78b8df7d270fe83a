// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/Safetensors.h"
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace cyclo;
using namespace cyclo::test;

namespace {

using Words = std::vector<std::string>;

/// Exit code 2, exactly one line on standard error, nothing on standard output. @return the line
std::string refusal(const Words& words) {
    const auto result = runProgram(words);
    CAPTURE(words, result.err);
    CHECK(result.exitCode == 2);
    CHECK(result.out == "");
    CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    CHECK(result.err.ends_with('\n'));
    return result.err;
}

} // namespace

TEST_CASE("Words that do not exist are refused with those that do", "[cli][refusal]") {
    const CliFixture fixture;
    CHECK_THAT(refusal({}),
               ContainsSubstring(
                   "name a command: find, train, schedule, suggest, export, data, bench, sweep or tune"));
    CHECK_THAT(refusal({"fit"}), ContainsSubstring("unknown command 'fit'; choose find, train"));
    CHECK_THAT(refusal({"data"}), ContainsSubstring("list, info or preview"));
    CHECK_THAT(refusal({"find", "--lrmin", "1"}),
               ContainsSubstring("unknown option --lrmin, did you mean --lr-min?"));
    CHECK_THAT(refusal({"find", "--net", "resnext"}), ContainsSubstring("lenet"));
    CHECK_THAT(refusal({"find", "--data", "imagenet"}), ContainsSubstring("glyphs"));
    CHECK_THAT(refusal({"find", "--optimizer", "lion"}), ContainsSubstring("nesterov"));
    CHECK_THAT(refusal({"bench", "--precision", "f16"}), ContainsSubstring("must be f32 or bf16"));
    CHECK_THAT(refusal({"bench", "--seconds", "0"}), ContainsSubstring("--seconds must be above 0"));
    CHECK_THAT(refusal({"find", "--normalize", "zca"}), ContainsSubstring("mean-image"));
    CHECK_THAT(refusal({"find", "--ramp", "cubic"}),
               ContainsSubstring("--ramp must be exp or linear, got 'cubic'"));
    CHECK_THAT(refusal(fixture.train({"--policy", "cubic"})),
               ContainsSubstring("--policy must be constant, multistep, inv, triangular"));
    CHECK_THAT(refusal(fixture.train({"--policy", "onecycle", "--flavour", "keras", "--steps", "8"})),
               ContainsSubstring("--flavour must be smith, torch or fastai, got 'keras'"));
}

TEST_CASE("A path that is empty is refused, not left out", "[cli][refusal]") {
    const CliFixture fixture;
    for (const std::string option : {"--init", "--curve", "--schedule", "--save"})
        CHECK_THAT(refusal(fixture.train({"--policy", "constant", "--steps", "2", option, ""})),
                   ContainsSubstring(option));
}

TEST_CASE("Weights that are not finite are no start", "[cli][refusal]") {
    const CliFixture fixture;
    const auto path = fixture.file("nan.safetensors");
    const std::vector<NamedTensor> weights{{"fc1.weight", {{1, 2}, {0.5f, std::nanf("")}}}};
    saveSafetensors(path, weights);
    CHECK_THAT(
        refusal(fixture.train({"--policy", "constant", "--lr", "0.1", "--steps", "2", "--init", path})),
        ContainsSubstring("nan.safetensors: tensor 'fc1.weight' has nan at value 1"));
}

TEST_CASE("An export without a target, or to an unknown one, is refused", "[cli][refusal]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.schedule({"--out", fixture.file("s.json")})).exitCode == 0);
    CHECK_THAT(refusal({"export", fixture.file("s.json")}), ContainsSubstring("--to is missing"));
    CHECK_THAT(refusal({"export", fixture.file("s.json"), "--to", "jax"}),
               ContainsSubstring("--to must be torch, keras or csv, got 'jax'"));
    CHECK_THAT(refusal({"export", fixture.file("s.json"), "--to", "csv", "--embed"}),
               ContainsSubstring("--embed would do nothing"));
    CHECK_THAT(refusal({"export", fixture.file("none.json"), "--to", "csv"}), ContainsSubstring("none.json"));
}

TEST_CASE("Values out of range are refused before anything runs", "[cli][refusal]") {
    const auto [words, said] = GENERATE(table<Words, std::string>({
        {{"--lr-min", "0"}, "lr-min must be above 0"},
        {{"--lr-min", "nan"}, "--lr-min must be a finite number"},
        {{"--lr-max", "inf"}, "--lr-max must be a finite number"},
        {{"--lr-max", "1e999"}, "--lr-max must be a finite number"},
        {{"--lr-min", "0.1x"}, "--lr-min must be a finite number"},
        {{"--lr-min", "1", "--lr-max", "0.1"}, "lr-max must be above lr-min"},
        {{"--momentum", "1"}, "momentum must be at least 0 and below 1"},
        {{"--wd", "-1"}, "wd must be 0 or above"},
        {{"--optimizer", "adam", "--beta2", "1"}, "beta2 must be at least 0 and below 1, got 1"},
        {{"--optimizer", "adam", "--eps", "0"}, "eps must be from 1e-30 to 1, got 0"},
        {{"--optimizer", "adamw", "--wd-mode", "coupled"}, "for wd-mode coupled take adam"},
        {{"--clip-norm", "0"}, "clip-norm must be above 0, got 0"},
        {{"--clip-norm", "-inf"}, "--clip-norm must be a finite number"},
        {{"--wd-mode", "l1"}, "the weight decay mode must be coupled or decoupled, got 'l1'"},
        {{"--momentum-form", "keras"}, "the momentum form must be pytorch or caffe, got 'keras'"},
        {{"--steps", "1"}, "--steps must be a whole number from 2"},
        {{"--steps", "-5"}, "--steps must be a whole number"},
        {{"--steps", "1.5"}, "--steps must be a whole number"},
        {{"--steps", "99999999999999999999"}, "--steps must be a whole number"},
        {{"--batch", "0"}, "--batch must be a whole number from 1"},
        {{"--batch", "257"}, "batch 257 is larger than the 256 training samples"},
        {{"--threads", "100000"}, "--threads must be a whole number from 0 to 256"},
        {{"--limit", "0"}, "--limit must be a whole number from 1"},
        {{"--seed", "-1"}, "--seed must be a whole number from 0"},
        {{"--steps"}, "--steps must be followed by a value"},
        {{"--seed", "1", "--seed", "2"}, "--seed may be given only once"},
    }));
    const CliFixture fixture;
    const auto json = fixture.file("out.json");
    // The default of each option stands where the case does not set it: an option may be given only once.
    CHECK_THAT(refusal(Words{"find", "--data", fixture.data(), "--net", "mlp:16", "--json", json} + words),
               ContainsSubstring(said));
    CHECK(filesIn(fixture.folder()) == Words{"images"});
}

TEST_CASE("Options that would have no effect are refused", "[cli][refusal]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.schedule({"--out", fixture.file("s.json")})).exitCode == 0);
    const auto followed = fixture.train({"--schedule", fixture.file("s.json")});

    CHECK_THAT(
        refusal(fixture.train({"--steps", "8", "--policy", "constant", "--lr", "1", "--max-lr", "1"})),
        ContainsSubstring("--max-lr does not belong to --policy constant, which takes --lr or --momentum"));
    CHECK_THAT(refusal(fixture.train({"--steps", "8", "--policy", "onecycle", "--flavour", "torch",
                                      "--max-lr", "1", "--step-size", "3"})),
               ContainsSubstring("--step-size does not belong to --policy onecycle --flavour torch"));
    CHECK_THAT(refusal(fixture.train({"--steps", "8", "--policy", "triangular", "--base-lr", "0.1",
                                      "--max-lr", "1", "--momentum", "0.5"})),
               ContainsSubstring("--momentum would do nothing: the momentum cycles unless "
                                 "--no-cycle-momentum holds it"));
    CHECK_THAT(refusal(fixture.train({"--steps", "8", "--lr", "1"})),
               ContainsSubstring("--policy is missing"));
    CHECK_THAT(refusal(fixture.train({"--policy", "constant", "--steps", "8"})),
               ContainsSubstring("needs --lr"));
    CHECK_THAT(refusal(fixture.train({"--policy", "constant", "--lr", "1"})), ContainsSubstring("how long?"));
    CHECK_THAT(refusal(fixture.train({"--policy", "constant", "--lr", "1", "--epochs", "1", "--steps", "1"})),
               ContainsSubstring("--epochs and --steps both say how long"));
    const auto find = Words{"find", "--data", fixture.data(), "--net", "mlp:16"};
    CHECK_THAT(refusal(find + Words{"--beta2", "0.9"}),
               ContainsSubstring("--beta2 belongs to --optimizer adam or adamw, not to sgd"));
    CHECK_THAT(refusal(find + Words{"--optimizer", "nesterov", "--eps", "1e-8"}),
               ContainsSubstring("--eps belongs to --optimizer adam or adamw, not to nesterov"));
    CHECK_THAT(refusal(find + Words{"--optimizer", "adam", "--momentum-form", "pytorch"}),
               ContainsSubstring("--momentum-form belongs to --optimizer sgd or nesterov, not to adam"));
    CHECK_THAT(refusal(followed + Words{"--max-lr", "1"}),
               ContainsSubstring("--max-lr cannot stand beside --schedule"));
    CHECK_THAT(refusal(followed + Words{"--wd", "1"}),
               ContainsSubstring("--wd cannot stand beside --schedule"));
    CHECK_THAT(refusal(followed + Words{"--steps", "25"}), ContainsSubstring("has 24 rows"));
}

TEST_CASE("Broken data files are refused with path and place", "[cli][refusal][data]") {
    const CliFixture fixture;
    const auto images = fixture.folder() / "images" / "train-images-idx3-ubyte";
    SECTION("a truncated one") {
        std::filesystem::resize_file(images, 1000);
        CHECK_THAT(refusal(fixture.find()),
                   ContainsSubstring("train-images-idx3-ubyte") && ContainsSubstring("byte"));
    }
    SECTION("one that promises four billion images") {
        writeBytes(images, idxImages(0xffffffff, 8, 8, Bytes(64)));
        CHECK_THAT(refusal(fixture.find()), ContainsSubstring("train-images-idx3-ubyte"));
    }
    SECTION("a folder that is not there") {
        CHECK_THAT(refusal({"find", "--data", "mnist:/nowhere/at/all"}),
                   ContainsSubstring("/nowhere/at/all"));
    }
}

TEST_CASE("Broken schedules, curves and weights are refused with path and place", "[cli][refusal]") {
    const CliFixture fixture;
    const auto path = fixture.file("s.json");
    const auto followed = fixture.train({"--schedule", path});
    SECTION("a missing schedule") {
        CHECK_THAT(refusal(followed), ContainsSubstring(path) && ContainsSubstring("No such file"));
        CHECK_THAT(refusal({"schedule", "show", path}), ContainsSubstring(path));
    }
    SECTION("a schedule of a newer version") {
        REQUIRE(runProgram(fixture.schedule({"--out", path})).exitCode == 0);
        Json schedule = readJson(path);
        schedule["version"] = 2;
        std::ofstream(path) << schedule;
        CHECK_THAT(refusal(followed), ContainsSubstring(path) && ContainsSubstring("version"));
    }
    SECTION("a schedule that breaks off") {
        std::ofstream(path) << "{\"format\": \"cyclometer.schedule\",\n\"version\": ";
        CHECK_THAT(refusal(followed), ContainsSubstring(path) && ContainsSubstring("line 2"));
    }
    SECTION("a table without losses") {
        std::ofstream(path) << "lr,accuracy\n0.1,0.5\n";
        CHECK_THAT(refusal({"suggest", path}), ContainsSubstring(path) && ContainsSubstring("loss"));
    }
    SECTION("a curve that is none") {
        std::ofstream(path) << "{\"format\": \"cyclometer.run\", \"version\": 1}";
        CHECK_THAT(refusal({"schedule", "--policy", "onecycle", "--steps", "9", "--out",
                            fixture.file("o.json"), "--curve", path}),
                   ContainsSubstring(path) && ContainsSubstring("cyclometer.curve"));
    }
    SECTION("weights that are none") {
        std::ofstream(path) << "weights";
        CHECK_THAT(refusal(fixture.train({"--steps", "0", "--init", path})), ContainsSubstring(path));
    }
}

TEST_CASE("Targets that cannot be written are refused before the run", "[cli][refusal][output]") {
    const CliFixture fixture;
    const auto missing = fixture.file("missing/out.json");
    CHECK_THAT(refusal(fixture.find({"--json", missing})),
               ContainsSubstring("--json: cannot write " + missing));
    CHECK_THAT(refusal(fixture.find({"--csv", fixture.folder().string()})),
               ContainsSubstring("it is a folder"));
    CHECK_THAT(refusal(fixture.find({"--json", "/proc/out.json"})),
               ContainsSubstring("--json: cannot write /proc"));
    CHECK_THAT(refusal(fixture.find({"--json", fixture.file("a"), "--csv", fixture.file("images/../a")})),
               ContainsSubstring("the same target"));
    CHECK_THAT(refusal(fixture.train({"--steps", "0", "--save", missing})), ContainsSubstring("--save"));
    CHECK(filesIn(fixture.folder()) == Words{"images"});
}

TEST_CASE("Output that does not arrive is a failure with a message", "[cli][output]") {
    const CliFixture fixture;
    const std::vector<Words> all{
        fixture.find(),
        fixture.find({"--json", "-"}),
        fixture.find({"--json", "/dev/full", "--quiet"}),
        fixture.schedule({"--out", "-"}),
        {"data", "list"},
        {"--help"},
        {"find", "--help"},
        {"--version"},
    };
    for (const auto& words : all) {
        const auto result = runProgram(words, "/dev/full");
        CAPTURE(words);
        CHECK(result.exitCode == 1);
        CHECK_THAT(result.err, ContainsSubstring("No space left on device"));
    }
    CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("Help and version are answers, not errors", "[cli]") {
    for (const Words& words :
         {Words{"--help"}, Words{"find", "--help"}, Words{"train", "-h"}, Words{"schedule", "--help"},
          Words{"schedule", "show", "--help"}, Words{"suggest", "--help"}, Words{"data", "--help"},
          Words{"data", "info", "--help"}, Words{"--version"}}) {
        const auto result = runProgram(words);
        CAPTURE(words);
        CHECK(result.exitCode == 0);
        CHECK(result.err == "");
        CHECK(!result.out.empty());
    }
}
