// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

#include <cmath>
#include <fstream>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// 100 rungs over 1e-7..10 with a drop at 10^-2.5 and a blow-up.
std::string curveFile(const CliFixture& fixture) {
    const auto path = fixture.file("curve.csv");
    std::ofstream file(path);
    file.precision(17);
    file << "lr,loss\n";
    for (int t = 0; t < 100; ++t) {
        const double lr = 1e-7 * std::pow(1e8, t / 100.0), u = std::log10(lr);
        file << lr << ','
             << 2.3 - 1.6 / (1 + std::exp(-3 * (u + 2.5))) + 2 * std::exp(2.2 * (u - 0.2)) +
                    0.01 * std::sin(1.7 * t)
             << '\n';
    }
    return path;
}

} // namespace

TEST_CASE("suggest --as answers with the other finder's rules and names its traps", "[cli][suggest]") {
    const CliFixture fixture;
    const auto result = runProgram({"suggest", curveFile(fixture), "--as", "fastai", "--json", "-"});
    REQUIRE(result.exitCode == 0);
    const Json said = parseJson(result.out);
    CHECK(said["as"] == "fastai");
    CHECK(said["default"] == "valley");
    CHECK(said["recommended"].is_null());
    CHECK(std::abs(said["valley"].get<double>() / 0.0020892961308540407 - 1) < 1e-12);
    CHECK(said["details"]["valley"]["index"] == 54);
    CHECK(said["plotted"].size() == 100);
    CHECK_THAT(result.err, ContainsSubstring("fastai valley (its own answer): 0.00209"));
    CHECK_THAT(result.err, ContainsSubstring("note: its running mean"));

    const auto lightning = runProgram({"suggest", curveFile(fixture), "--as", "lightning"});
    CHECK(lightning.exitCode == 0);
    CHECK_THAT(lightning.out, ContainsSubstring("trap: loss is differentiated by linear LR"));
}

TEST_CASE("suggest --smoothing replaces the smoothing of the rules", "[cli][suggest]") {
    const CliFixture fixture;
    const auto lowest = [&](const std::vector<std::string>& more) {
        const auto result = runProgram(
            std::vector<std::string>{"suggest", curveFile(fixture), "--quiet", "--json", "-"} + more);
        REQUIRE(result.exitCode == 0);
        return 10 * parseJson(result.out)["minimum_tenth"].get<double>();
    };
    // Lowest loss of the curve itself at sample 70; the exponential mean's comes 15 samples later.
    CHECK(std::abs(std::log10(lowest({"--smoothing", "none"})) - (-1.4)) < 1e-9);
    CHECK(std::abs(std::log10(lowest({"--smoothing", "none", "--as", "fastai"})) - (-1.4)) < 1e-9);
    CHECK(std::abs(std::log10(lowest({"--smoothing", "gaussian"})) - (-1.32)) < 0.09);
    CHECK(lowest({"--smoothing", "ema"}) > 3 * lowest({"--smoothing", "gaussian"}));
    CHECK(runProgram({"suggest", curveFile(fixture), "--smoothing", "loess"}).exitCode == 2);
}

TEST_CASE("suggest judges what other finders recorded by the raw losses", "[cli][suggest]") {
    const CliFixture fixture;
    const auto table = runProgram({"suggest", curveFile(fixture), "--quiet", "--json", "-"});
    REQUIRE(table.exitCode == 0);
    const Json raw = parseJson(table.out)["recommended"];
    CHECK(raw["low"] <= raw["max_lr"]);
    CHECK(raw["high"] >= raw["max_lr"]);

    // The same curve as pytorch-lr-finder keeps it: S_0 = L_0, S_t = 0.05·L_t + 0.95·S_{t-1}.
    Json history{{"lr", Json::array()}, {"loss", Json::array()}};
    double mean = 0;
    for (int t = 0; t < 100; ++t) {
        const double lr = 1e-7 * std::pow(1e8, t / 100.0), u = std::log10(lr);
        const double loss = 2.3 - 1.6 / (1 + std::exp(-3 * (u + 2.5))) + 2 * std::exp(2.2 * (u - 0.2)) +
                            0.01 * std::sin(1.7 * t);
        mean = t == 0 ? loss : 0.05 * loss + 0.95 * mean;
        history["lr"].push_back(lr);
        history["loss"].push_back(mean);
    }
    const auto path = fixture.file("history.json");
    std::ofstream(path) << history;
    const auto recorded = runProgram({"suggest", path, "--json", "-"});
    REQUIRE(recorded.exitCode == 0);
    CHECK(std::abs(parseJson(recorded.out)["recommended"]["max_lr"].get<double>() /
                       raw["max_lr"].get<double>() -
                   1) < 1e-9);
    CHECK_THAT(recorded.err, ContainsSubstring("running means of torch-lr-finder"));
    const auto asItself = runProgram({"suggest", path, "--as", "torch-lr-finder", "--quiet", "--json", "-"});
    REQUIRE(asItself.exitCode == 0);
    CHECK(parseJson(asItself.out)["details"]["steepest"]["index"] == 62); // published 52 after trimming 10

    const auto wrong = runProgram({"suggest", path, "--format", "npy"});
    CHECK(wrong.exitCode == 2);
    CHECK_THAT(wrong.err, ContainsSubstring(path) && ContainsSubstring(".npy"));
    CHECK(runProgram({"suggest", path, "--format", "pickle"}).exitCode == 2);
}

TEST_CASE("suggest pools curves of the same learning rates and refuses others", "[cli][suggest]") {
    const CliFixture fixture;
    const auto curve = curveFile(fixture), other = fixture.file("other.csv");
    const auto pooled = runProgram({"suggest", curve, curve, "--quiet", "--json", "-"});
    REQUIRE(pooled.exitCode == 0);
    const auto alone = runProgram({"suggest", curve, "--quiet", "--json", "-"});
    CHECK(parseJson(pooled.out)["recommended"]["max_lr"] == parseJson(alone.out)["recommended"]["max_lr"]);
    std::ofstream(other) << "lr,loss\n0.1,2\n0.2,1\n";
    const auto refused = runProgram({"suggest", curve, other});
    CHECK(refused.exitCode == 2);
    CHECK_THAT(refused.err, ContainsSubstring("same learning rates"));
    CHECK(runProgram({"suggest", curve, curve, "--as", "fastai"}).exitCode == 2);
}

TEST_CASE("suggest refuses finders that do not exist and --safe without one", "[cli][suggest][refusal]") {
    const CliFixture fixture;
    const auto unknown = runProgram({"suggest", curveFile(fixture), "--as", "keras"});
    CHECK(unknown.exitCode == 2);
    CHECK_THAT(unknown.err, ContainsSubstring("--as must be cyclometer, fastai, fastai1, torch-lr-finder, "
                                              "lightning, ignite or ktrain, got 'keras'"));
    const auto safe = runProgram({"suggest", curveFile(fixture), "--safe"});
    CHECK(safe.exitCode == 2);
    CHECK_THAT(safe.err, ContainsSubstring("--safe belongs to --as"));
}
