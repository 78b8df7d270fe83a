// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ScheduleDocument.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace {

ExperimentConfig experiment(Policy policy) {
    ExperimentConfig config;
    config.data.spec = "mnist:DIR";
    config.policy = std::move(policy);
    config.weightDecay = 5e-4;
    config.batchSize = 512;
    config.epochs = 12;
    config.seed = 18446744073709551615u;
    return config;
}

/// A valid document of three rows as JSON, to be damaged.
Json threeRows() {
    return scheduleToJson(scheduleDocumentOf(experiment(SmithOneCycle{}), 3, 1));
}

std::string scheduleError(const Json& json) {
    return refusal([&] { scheduleFromJson(json); });
}

} // namespace

TEST_CASE("A schedule of every policy comes back from JSON as it was and fits its schema",
          "[persistence][schedule]") {
    const auto policy =
        GENERATE(Policy{Constant{.learningRate = 0.1 + 0.2, .momentum = 0.85}}, Policy{SmithOneCycle{}},
                 Policy{SmithOneCycle{.maxLr = 1.0 / 3, .baseLr = 0.01, .stepSize = 500}},
                 Policy{Sweep{.lrMin = 1e-7, .lrMax = 9.7}},
                 Policy{Sweep{.lrMin = 0, .lrMax = 2, .ramp = Ramp::Linear}});
    auto document = scheduleDocumentOf(experiment(policy), 1404, 117);
    document.optimizer.kind = OptimizerKind::Nesterov;
    document.provenance.curve = {{"outcome", "diverged"}};
    addPick(document.provenance, "max_lr", 0.1, "click");

    const Json json = parseJson(jsonText(scheduleToJson(document)));
    CHECK(test::schemaViolation(test::loadSchema("schedule"), json) == "");
    CHECK(scheduleFromJson(json) == document);
    CHECK(scheduleToJson(scheduleFromJson(json)) == json);

    CHECK(json["total_steps"] == 1404);
    CHECK(json["rows"]["lr"].size() == 1404);
    CHECK(json["generator"]["total_steps"] == 1404);
    CHECK(json["steps_per_epoch"] == 117);
    CHECK(json["epochs"] == 12);
    CHECK(json["batch_size"] == 512);
    CHECK(json["optimizer"]["nesterov"] == true);
    CHECK(json["optimizer"]["weight_decay"] == 5e-4);
    CHECK(json["provenance"]["picks"] == parseJson(R"([{"what": "max_lr", "value": 0.1, "by": "click"}])"));
    CHECK(json["provenance"]["seed"] == 18446744073709551615u);
    CHECK(mentions(json["provenance"]["made_by"].get<std::string>(), "cyclometer "));
}

TEST_CASE("What is not known is null, and steps that are no whole epochs name none",
          "[persistence][schedule]") {
    auto document = scheduleDocumentOf(experiment(Constant{}), 100, std::nullopt);
    document.provenance = {};
    const Json json = scheduleToJson(document);
    CHECK(json["epochs"].is_null());
    CHECK(json["steps_per_epoch"].is_null());
    CHECK(json["provenance"]["data"].is_null());
    CHECK(test::schemaViolation(test::loadSchema("schedule"), json) == "");
    CHECK(scheduleFromJson(json) == document);
    CHECK(scheduleToJson(scheduleDocumentOf(experiment(Constant{}), 100, 117))["epochs"].is_null());
}

TEST_CASE("The golden schedule file has exactly these bytes", "[persistence][schedule]") {
    // Half a cycle is one step; base = 0.5/8 and base/1000 by hand; hash from Python:
    // hashlib.sha256(struct.pack('<9d', .0625, .5, .0625/1000, .95, .85, .95, 0, 0, 0)).hexdigest()
    ExperimentConfig config;
    config.policy = SmithOneCycle{.maxLr = 0.5, .baseLr = 0.0625};
    config.epochs = 1;
    auto document = scheduleDocumentOf(config, 3, 3);
    document.provenance.madeBy = "cyclometer 0.1.0";
    CHECK(jsonText(scheduleToJson(document)) == R"({
  "format": "cyclometer.schedule",
  "version": 1,
  "generator": {
    "policy": "onecycle",
    "flavour": "smith",
    "base_lr": 0.0625,
    "max_lr": 0.5,
    "base_momentum": 0.85,
    "max_momentum": 0.95,
    "total_steps": 3
  },
  "total_steps": 3,
  "steps_per_epoch": 3,
  "epochs": 1,
  "batch_size": 128,
  "optimizer": {
    "name": "sgd",
    "momentum_form": "pytorch",
    "nesterov": false,
    "weight_decay": 0.0,
    "weight_decay_mode": "coupled"
  },
  "rows": {
    "lr": [0.0625,0.5,6.25e-05],
    "momentum": [0.95,0.85,0.95],
    "weight_decay": [0.0,0.0,0.0]
  },
  "rows_sha256": "9488ee0aa1d2390b54a6084ca3a01ce4b5b7c2615b24d723102e2d02eb218b7f",
  "provenance": {
    "data": "glyphs",
    "net": "lenet",
    "seed": 1,
    "curve": {},
    "picks": [],
    "made_by": "cyclometer 0.1.0"
  }
}
)");
}

TEST_CASE("Keys that mean nothing here survive a load and a save", "[persistence][schedule]") {
    Json json = threeRows();
    json["colour"] = "red";
    json["generator"]["comment"] = {{"a", 1}};
    json["optimizer"]["fused"] = true;
    json["rows"]["beta2"] = {0.9, 0.9, 0.9};
    json["provenance"]["host"] = nullptr;
    json["provenance"]["curve"] = {{"anything", {1, 2}}};
    const auto loaded = scheduleFromJson(json);
    CHECK(loaded.policy);
    const Json saved = scheduleToJson(loaded);
    for (const auto& key : {"/colour", "/generator/comment/a", "/optimizer/fused", "/rows/beta2",
                            "/provenance/host", "/provenance/curve/anything/1"}) {
        const Json::json_pointer pointer{key};
        CAPTURE(key);
        REQUIRE(saved.contains(pointer));
        CHECK(saved.at(pointer) == json.at(pointer));
    }
    // A setting changed after loading is not undone by what the file had.
    auto changed = loaded;
    changed.weightDecay = 0.25;
    CHECK(scheduleToJson(changed)["optimizer"]["weight_decay"] == 0.25);
}

TEST_CASE("A schedule from elsewhere loads with its rows, its generator kept as it stood",
          "[persistence][schedule]") {
    Json json = threeRows();
    const Json rows = json["rows"];
    SECTION("unknown policy") {
        json["generator"] = {{"policy", "zigzag"}, {"teeth", {1, 2}}};
    }
    SECTION("unknown flavour") {
        json["generator"]["flavour"] = "keras";
    }
    SECTION("none") {
        json.erase("generator");
    }
    SECTION("null") {
        json["generator"] = nullptr;
    }
    const auto loaded = scheduleFromJson(json);
    CHECK_FALSE(loaded.policy);
    CHECK(loaded.totalSteps() == 3);
    CHECK(scheduleToJson(loaded)["rows"] == rows);
    CHECK(scheduleToJson(loaded)["generator"] == json.value("generator", Json(nullptr)));
    CHECK(test::schemaViolation(test::loadSchema("schedule"), scheduleToJson(loaded)) == "");
}

TEST_CASE("The least a schedule file can be is format, version, total_steps and rows",
          "[persistence][schedule]") {
    const Json json = parseJson(R"({"format": "cyclometer.schedule", "version": 1, "total_steps": 2,
        "rows": {"lr": [1, 0], "momentum": [0, 0.5], "weight_decay": [0, 0]}})");
    CHECK(test::schemaViolation(test::loadSchema("schedule"), json) == "");
    const auto loaded = scheduleFromJson(json);
    CHECK(loaded.rows.learningRate == std::vector{1.0, 0.0});
    CHECK_FALSE(loaded.batchSize);
    CHECK(scheduleFromJson(scheduleToJson(loaded)) == loaded);
}

TEST_CASE("A damaged schedule is refused with the key, the value and what would be right",
          "[persistence][schedule]") {
    struct Damage {
        const char *place, *value, *message;
    };
    const auto damage = GENERATE(
        Damage{"/format", "\"cyclometer.curve\"",
               "format must be \"cyclometer.schedule\", got \"cyclometer.curve\""},
        Damage{"/version", "2", "version is 2; this program reads up to 1: a newer one is needed"},
        Damage{"/version", "0", "version must be 1, got 0"},
        Damage{"/version", "\"1\"", "version must be a whole number, got string"},
        Damage{"/total_steps", "4", "rows.lr has 3 rows where total_steps is 4"},
        Damage{"/total_steps", "0", "total_steps must be at least 1, got 0"},
        Damage{"/total_steps", "-3", "total_steps must be at least 1, got -3"},
        Damage{"/total_steps", "3.5", "total_steps must be a whole number, got number"},
        Damage{"/rows", "[]", "rows must be an object, got array"},
        Damage{"/rows/lr", "[0.1, 0.2]", "rows.lr has 2 rows where total_steps is 3"},
        Damage{"/rows/lr/1", "\"0.1\"", "rows.lr[1] must be a number, got string"},
        Damage{"/rows/lr/1", "null", "rows.lr[1] must be a number, got null"},
        Damage{"/rows/lr/2", "-0.1", "rows.lr must be 0 or above, got -0.1 in row 2"},
        Damage{"/rows/momentum/0", "1.0", "rows.momentum must be at least 0 and below 1, got 1.0 in row 0"},
        Damage{"/rows/weight_decay/0", "-1", "rows.weight_decay must be 0 or above, got -1 in row 0"},
        Damage{"/rows_sha256", "5", "rows_sha256 must be a text, got number"},
        Damage{"/batch_size", "0", "batch_size must be at least 1, got 0"},
        Damage{"/epochs", "\"12\"", "epochs must be a whole number, got string"},
        Damage{"/generator", "\"onecycle\"", "generator must be an object, got string"},
        Damage{"/generator/max_lr", "\"0.1\"", "generator.max_lr must be a number, got string"},
        Damage{"/generator/max_lr", "-1", "generator is impossible: max-lr must be above 0, got -1"},
        Damage{"/generator/total_steps", "9",
               "generator.total_steps must be the 3 steps of the schedule, got 9"},
        Damage{"/optimizer/weight_decay", "-1", "optimizer.weight_decay must be 0 or above, got -1"},
        Damage{"/optimizer/nesterov", "1", "optimizer.nesterov must be true or false, got number"},
        Damage{"/provenance/seed", "-1", "provenance.seed must be 0 or above, got -1"},
        Damage{"/provenance/picks", "{}", "provenance.picks must be a list, got object"});
    Json json = threeRows();
    json.at(Json::json_pointer(damage.place)) = parseJson(damage.value);
    CAPTURE(damage.place, damage.value);
    CHECK(scheduleError(json) == damage.message);
}

TEST_CASE("Every optimizer comes back from a schedule file as it was", "[persistence][schedule]") {
    const auto optimizer =
        GENERATE(OptimizerConfig{.kind = OptimizerKind::Nesterov, .momentumForm = MomentumForm::Caffe},
                 OptimizerConfig{.weightDecayMode = WeightDecayMode::Decoupled, .clipNorm = 0.1 + 0.2},
                 OptimizerConfig{.kind = OptimizerKind::Adam, .beta2 = 0.98, .eps = 1e-6},
                 OptimizerConfig{.kind = OptimizerKind::Adam, .weightDecayMode = WeightDecayMode::Decoupled},
                 usualConfig(OptimizerKind::AdamW));
    auto config = experiment(Constant{});
    config.optimizer = optimizer;
    const auto document = scheduleDocumentOf(config, 3, 1);
    const Json json = parseJson(jsonText(scheduleToJson(document)));
    CHECK(test::schemaViolation(test::loadSchema("schedule"), json) == "");
    CHECK(scheduleFromJson(json) == document);
    CHECK(json["optimizer"].contains("beta2") == isAdam(optimizer.kind));
    CHECK(json["optimizer"].contains("clip_norm") == optimizer.clipNorm.has_value());
}

TEST_CASE("An optimizer of another program has its usual settings where it says nothing",
          "[persistence][schedule]") {
    Json json = threeRows();
    json["optimizer"] = {{"name", "adamw"}};
    CHECK(scheduleFromJson(json).optimizer == usualConfig(OptimizerKind::AdamW));
    json["optimizer"] = {{"name", "adamw"}, {"nesterov", true}};
    CHECK(scheduleError(json) == "optimizer.nesterov must be false for adamw");
    json["optimizer"] = {{"name", "adamw"}, {"weight_decay_mode", "coupled"}};
    CHECK(
        mentions(scheduleError(json), "optimizer is impossible: adamw is Adam with decoupled weight decay"));
    json["optimizer"] = {{"name", "adam"}, {"eps", 0}};
    CHECK(scheduleError(json) == "optimizer is impossible: eps must be from 1e-30 to 1, got 0");
    json["optimizer"] = {{"name", "adam"}, {"beta2", "much"}};
    CHECK(scheduleError(json) == "optimizer.beta2 must be a number, got string");
}

TEST_CASE("An optimizer that does not exist is refused with those that do", "[persistence][schedule]") {
    Json json = threeRows();
    json["optimizer"]["name"] = "adamax";
    CHECK(mentions(scheduleError(json), "optimizer.name is not known: "));
    CHECK(mentions(scheduleError(json), "nesterov"));
}

TEST_CASE("A missing part of a schedule is named", "[persistence][schedule]") {
    for (const auto* key : {"format", "version", "total_steps", "rows"}) {
        Json json = threeRows();
        json.erase(key);
        CHECK(scheduleError(json) == "the document has no \"" + std::string(key) + "\"");
    }
    CHECK(scheduleError(Json::array()) == "the document must be an object, got array");
}

TEST_CASE("A changed row no longer fits the hash", "[persistence][schedule]") {
    Json json = threeRows();
    const double lr = json["rows"]["lr"][1].get<double>();
    json["rows"]["lr"][1] = std::nextafter(lr, 1.0); // by one unit in the last place
    CHECK(mentions(scheduleError(json), "rows_sha256 does not fit the rows"));
    json.erase("rows_sha256");
    CHECK(scheduleError(json) == "accepted");
}
