// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ExperimentDocument.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/TestData.h"

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace {

/// No setting has its default.
ExperimentDocument everythingSet() {
    ExperimentDocument document;
    ExperimentConfig& config = document.config;
    config.data = {.spec = "mnist:DIR",
                   .normalization = Normalization::Unit,
                   .augmentation = Augmentation::FlipCrop,
                   .limit = 5000,
                   .seed = 7};
    config.network = "mlp:32";
    config.optimizer.kind = OptimizerKind::Nesterov;
    config.finder = {.lrMin = 1e-7,
                     .lrMax = 1.0 / 3,
                     .steps = 333,
                     .ramp = Ramp::Linear,
                     .finalMomentum = 0.75,
                     .hessian = true,
                     .loss = FinderLoss::Validation,
                     .validationSamples = 250,
                     .seeds = 3};
    config.policy = SmithOneCycle{.maxLr = 0.3, .baseLr = 0.01, .stepSize = 500};
    config.momentum = 0.8;
    config.weightDecay = 5e-4;
    config.precision = Precision::Bf16;
    config.batchSize = 512;
    config.epochs = 12;
    config.seed = 18446744073709551615u;
    config.threads = 2;
    config.shuffle = false;
    config.init = "start.safetensors";
    document.minLr = 0.02;
    document.maxLr = 0.2;
    document.page = "learning-rate";
    document.notes = "first try";
    document.sweeps = {
        {SweepKind::BatchSize, {.values = {8, 16}, .seeds = 4}},
        {SweepKind::WeightDecay,
         {.values = {0, 1e-4}, .mode = SweepMode::Branches, .seeds = 3, .epochs = 7, .branchPercent = 80}}};
    document.tune = {.seeds = 3, .shortEpochs = 2};
    return document;
}

std::string experimentError(const Json& json) {
    return refusal([&] { experimentFromJson(json); });
}

} // namespace

TEST_CASE("An experiment comes back from its file as it was and fits its schema",
          "[persistence][experiment]") {
    auto document = GENERATE(ExperimentDocument{}, everythingSet());
    SECTION("with Nesterov's momentum") {}
    SECTION("with Adam") {
        document.config.optimizer = {.kind = OptimizerKind::AdamW,
                                     .weightDecayMode = WeightDecayMode::Decoupled,
                                     .beta2 = 0.99,
                                     .eps = 1e-6,
                                     .clipNorm = 1.5};
    }
    const Json json = parseJson(jsonText(experimentToJson(document)));
    CHECK(test::schemaViolation(test::loadSchema("experiment"), json) == "");
    // Equal too in what is unknown: each setting that is written has a reader.
    CHECK(experimentFromJson(json) == document);

    const test::TemporaryFolder folder;
    const auto path = folder.path() / "a.cyclo.json";
    saveExperiment(path, document);
    CHECK(loadExperiment(path) == document);
    CHECK(formatOf(path) == kExperimentFormat);
}

TEST_CASE("What an experiment file leaves out has its default", "[persistence][experiment]") {
    const Json json = parseJson(R"({"format": "cyclometer.experiment", "version": 1})");
    CHECK(test::schemaViolation(test::loadSchema("experiment"), json) == "");
    CHECK(experimentFromJson(json) == ExperimentDocument{});
}

TEST_CASE("What an experiment file says beyond our words survives", "[persistence][experiment]") {
    Json json = experimentToJson(everythingSet());
    json["lesson"] = {{"step", 3}};
    json["settings"]["teacher"] = "Ada";
    json["view"]["zoom"] = {1, 2};
    const Json saved = experimentToJson(experimentFromJson(json));
    CHECK(saved["lesson"]["step"] == 3);
    CHECK(saved["settings"]["teacher"] == "Ada");
    CHECK(saved["view"]["zoom"] == Json({1, 2}));
}

TEST_CASE("A wrong experiment file is refused with the key, the value and what would be right",
          "[persistence][experiment]") {
    struct Damage {
        const char* place;
        Json value;
        const char* message;
    };
    const auto damage = GENERATE(
        Damage{"/format", "cyclometer.schedule", "format must be \"cyclometer.experiment\", got"},
        Damage{"/version", 2, "version is 2; this program reads up to 1: a newer one is needed"},
        Damage{"/version", 0, "version must be 1, got 0"},
        Damage{"/settings/batch", 0, "settings.batch must be at least 1, got 0"},
        Damage{"/settings/momentum", 1.0, "settings.momentum must be below 1, got 1.0"},
        Damage{"/settings/wd", -1, "settings.wd must be 0 or above, got -1"},
        Damage{"/settings/lr-max", 0, "settings.lr-max must be above 0.0, got 0"},
        Damage{"/settings/optimizer", "magic", "settings.optimizer is not known: "},
        Damage{"/settings/net", "lenet-9000", "settings.net is not known: "},
        Damage{"/settings/augment", "mirror", "settings.augment is not known: "},
        Damage{"/settings/beta2", 1, "settings.beta2 must be below 1, got 1"},
        Damage{"/settings/ramp", "steep", "settings.ramp must be \"exp\" or \"linear\", got \"steep\""},
        Damage{"/schedule/policy", "zigzag", "schedule has a policy that this version does not know: "},
        Damage{"/picks/max_lr", -0.5, "picks.max_lr must be above 0.0, got -0.5"},
        Damage{"/sweeps/wd/values", Json::array({-1}), "sweeps.wd cannot be: "},
        Damage{"/sweeps/wd/mode", "guess", "sweeps.wd.mode is no way to sweep wd: \"guess\""},
        Damage{"/sweeps/wd/epochs", 0, "sweeps.wd cannot be: epochs must be from 1 to 100000, got 0"},
        Damage{"/sweeps/batch/mode", "branch", "sweeps.batch cannot be: "},
        Damage{"/tune/seeds", 0, "tune cannot be: seeds must be from 1 to 100, got 0"},
        Damage{"/tune/short_epochs", -1, "tune cannot be: short_epochs must be from 1 to 100000, got -1"},
        Damage{"/notes", 3, "notes must be a text, got number"});
    Json json = experimentToJson(everythingSet());
    json[Json::json_pointer(damage.place)] = damage.value;
    INFO(damage.place);
    CHECK(mentions(experimentError(json), damage.message));
}
