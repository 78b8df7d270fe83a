// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/RecordJson.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Numbers.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::kNaN;

namespace {

/// A range test that falls, rises, and ends in NaN.
FindRecord divergedRangeTest() {
    FindRecord record;
    record.config.finder = {.lrMin = 1e-5, .lrMax = 10, .steps = 100, .ramp = Ramp::Exponential};
    record.config.weightDecay = 1e-4;
    record.summary = {.outcome = RunOutcome::Diverged,
                      .message = "the loss is not a number",
                      .stepsDone = 99,
                      .imagesPerSecond = 7000.5,
                      .wallSeconds = 1.25,
                      .last = {}};
    std::vector<double> lrs, losses;
    for (int i = 0; i < 100; ++i) {
        const double u = -5 + 6 * i / 99.0;
        lrs.push_back(std::pow(10.0, u));
        losses.push_back(i == 99 ? kNaN : 2.3 - 1.5 / (1 + std::exp(-3 * (u + 2))) + std::exp(3 * u));
        record.points.push_back({.step = i,
                                 .learningRate = lrs.back(),
                                 .momentum = 0.9,
                                 .weightDecay = 1e-4,
                                 .loss = losses.back(),
                                 .smoothedLoss = 7});
    }
    record.suggestions = suggestLearningRates(lrs, losses);
    return record;
}

TrainRecord completedRun() {
    TrainRecord record;
    record.config.policy = SmithOneCycle{.maxLr = 0.2, .stepSize = 40};
    record.config.data.limit = 1000;
    record.config.epochs = 2;
    record.epochs = {{.epoch = 0,
                      .step = 50,
                      .trainLoss = 1.5,
                      .trainAccuracy = 0.5,
                      .validationLoss = kNaN,
                      .validationAccuracy = 0.25,
                      .wallSeconds = 0.5},
                     {.epoch = 1,
                      .step = 100,
                      .trainLoss = 0.5,
                      .trainAccuracy = 0.75,
                      .validationLoss = 0.25,
                      .validationAccuracy = 1,
                      .wallSeconds = 1.5}};
    record.summary = {.outcome = RunOutcome::Completed,
                      .message = {},
                      .stepsDone = 100,
                      .imagesPerSecond = 100,
                      .wallSeconds = 1.5,
                      .last = record.epochs.back()};
    return record;
}

std::vector<std::string> keysOf(const Json& json) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    return keys;
}

} // namespace

TEST_CASE("A range test as JSON has the fixed keys, fits its schema and survives its text",
          "[persistence][record]") {
    const auto record = divergedRangeTest();
    const Json json = curveToJson(record);
    CHECK(test::schemaViolation(test::loadSchema("curve"), json) == "");
    CHECK(parseJson(jsonText(json)) == json);

    CHECK(json["format"] == "cyclometer.curve");
    CHECK(json["outcome"] == "diverged");
    CHECK(json["message"] == "the loss is not a number");
    CHECK(json["images_per_s"] == 7000.5);
    CHECK(json["wall_s"] == 1.25);
    REQUIRE(json["points"].size() == 100);
    const auto& first = json["points"][0];
    CHECK(keysOf(first) ==
          std::vector<std::string>{"step", "lr", "momentum", "weight_decay", "loss", "smoothed"});
    CHECK(first["lr"] == record.points[0].learningRate);
    CHECK(first["smoothed"] == record.suggestions.smoothed[0]);
    CHECK(json["points"][99]["loss"].is_null());
    CHECK(json["points"][99]["smoothed"].is_null());

    const auto& suggestions = json["suggestions"];
    REQUIRE(record.suggestions.recommended);
    CHECK(suggestions["recommended"]["max_lr"] == record.suggestions.recommended->maxLr);
    CHECK(suggestions["steepest"] == record.suggestions.steepest->learningRate);
    CHECK(suggestions["details"]["steepest"]["index"] == record.suggestions.steepest->index);
    CHECK(suggestions["minimum_tenth"] == record.suggestions.minimumTenth->learningRate);

    const auto& settings = json["settings"];
    CHECK(settings["data"] == "glyphs");
    CHECK(settings["net"] == "lenet");
    CHECK(settings["lr-min"] == 1e-5);
    CHECK(settings["lr-max"] == 10.0);
    CHECK(settings["steps"] == 100);
    CHECK(settings["ramp"] == "exp");
    CHECK(settings["wd"] == 1e-4);
    CHECK_FALSE(settings.contains("epochs"));
}

TEST_CASE("A range test without an answer says null and why", "[persistence][record]") {
    FindRecord record;
    record.points = {{.loss = 1, .smoothedLoss = 2}}; // not judged: the running mean stands in
    record.suggestions.note = "too short";
    const Json json = curveToJson(record);
    CHECK(test::schemaViolation(test::loadSchema("curve"), json) == "");
    for (const auto* rule : {"steepest", "valley", "minimum_tenth", "slide", "recommended"})
        CHECK(json["suggestions"][rule].is_null());
    CHECK(json["suggestions"]["note"] == "too short");
    CHECK(json["points"][0]["smoothed"] == 2.0);
    CHECK_FALSE(json.contains("message"));
}

TEST_CASE("A training run as JSON has the fixed keys and fits its schema", "[persistence][record]") {
    const Json json = runToJson(completedRun());
    CHECK(test::schemaViolation(test::loadSchema("run"), json) == "");
    CHECK(parseJson(jsonText(json)) == json);

    CHECK(json["format"] == "cyclometer.run");
    CHECK(json["outcome"] == "completed");
    REQUIRE(json["epochs"].size() == 2);
    CHECK(json["epochs"][0]["val_loss"].is_null());
    CHECK(json["epochs"][0]["train_accuracy"] == 0.5);
    CHECK(json["final"] == json["epochs"][1]);
    CHECK(keysOf(json["final"]) == std::vector<std::string>{"epoch", "step", "train_loss", "train_accuracy",
                                                            "val_loss", "val_accuracy", "wall_s"});
    CHECK(json["settings"]["policy"] == "onecycle");
    CHECK(json["settings"]["max-lr"] == 0.2);
    CHECK(json["settings"]["step-size"] == 40);
    CHECK_FALSE(json["settings"].contains("base-lr")); // left out
    CHECK(json["settings"]["limit"] == 1000);
    CHECK(json["settings"]["no-shuffle"] == false);
    CHECK(json["settings"]["precision"] == "f32");
    CHECK_FALSE(json["settings"].contains("lr-min"));
}

TEST_CASE("A record of a run in bf16 says so", "[persistence][record][bf16]") {
    TrainRecord record = completedRun();
    record.config.precision = Precision::Bf16;
    CHECK(runToJson(record)["settings"]["precision"] == "bf16");
    CHECK(findSettingsToJson(record.config)["precision"] == "bf16");
}

TEST_CASE("A record names what the optimizer looked at and nothing else", "[persistence][record]") {
    TrainRecord record = completedRun();
    Json settings = runToJson(record)["settings"];
    CHECK(settings["momentum-form"] == "pytorch");
    CHECK(settings["wd-mode"] == "coupled");
    for (const auto* key : {"beta2", "eps", "clip-norm"})
        CHECK_FALSE(settings.contains(key));

    record.config.optimizer = usualConfig(OptimizerKind::AdamW);
    record.config.optimizer.beta2 = 0.99;
    record.config.optimizer.clipNorm = 2.5;
    settings = runToJson(record)["settings"];
    CHECK(settings["optimizer"] == "adamw");
    CHECK(settings["wd-mode"] == "decoupled");
    CHECK(settings["beta2"] == 0.99);
    CHECK(settings["eps"] == 1e-8);
    CHECK(settings["clip-norm"] == 2.5);
    CHECK_FALSE(settings.contains("momentum-form"));
}

TEST_CASE("A run on real targets has no accuracy in its record", "[persistence][record]") {
    TrainRecord record = completedRun();
    record.summary.last = record.epochs.back();
    for (auto* epoch : {&record.epochs[0], &record.epochs[1], &*record.summary.last})
        epoch->trainAccuracy = epoch->validationAccuracy = kNaN;
    const Json json = runToJson(record);
    CHECK(test::schemaViolation(test::loadSchema("run"), json) == "");
    CHECK(keysOf(json["final"]) ==
          std::vector<std::string>{"epoch", "step", "train_loss", "val_loss", "wall_s"});
    CHECK(keysOf(json["epochs"][0]) == keysOf(json["final"]));
}

TEST_CASE("A record of a run that diverged says which layer left first", "[persistence][record]") {
    TrainRecord record = completedRun();
    CHECK_FALSE(runToJson(record).contains("diagnosis"));
    record.summary.outcome = RunOutcome::Diverged;
    record.summary.diagnosis = Diagnosis{
        .layers = {"conv1", "fc1"},
        .lastSteps = {{.step = 7, .learningRate = 0.5, .loss = 2.5, .layers = {{3.0, 0.25}, {4.0, 0.5}}},
                      {.step = 8, .learningRate = 0.5, .loss = kNaN, .layers = {{3.0, {}}, {kNaN, {}}}}},
        .first = FirstToLeave{.layer = "fc1", .gradient = false, .step = 8, .norm = kNaN, .usual = 4.0}};
    const Json json = runToJson(record), diagnosis = json["diagnosis"];
    CHECK(test::schemaViolation(test::loadSchema("run"), json) == "");
    CHECK(diagnosis["layer"] == "fc1");
    CHECK(diagnosis["quantity"] == "weights");
    CHECK(diagnosis["norm"].is_null());
    CHECK(diagnosis["usual"] == 4.0);
    CHECK(diagnosis["last_steps"][0]["gradients"] == Json({0.25, 0.5}));
    CHECK(diagnosis["last_steps"][1]["gradients"] == Json({nullptr, nullptr}));
    CHECK(diagnosis["last_steps"][1]["loss"].is_null());
    record.summary.diagnosis->first.reset();
    CHECK(test::schemaViolation(test::loadSchema("run"), runToJson(record)) == "");
}

TEST_CASE("The top curvature stands in the curve if it was asked for", "[persistence][record]") {
    FindRecord record = divergedRangeTest();
    CHECK_FALSE(curveToJson(record).contains("hessian"));
    record.curvature = Curvature{.topEigenvalue = 20.0, .limitSgd = 0.1, .limitMomentum = {}};
    const Json json = curveToJson(record);
    CHECK(test::schemaViolation(test::loadSchema("curve"), json) == "");
    CHECK(json["hessian"] ==
          Json({{"top_eigenvalue", 20.0}, {"limit_sgd", 0.1}, {"limit_momentum", nullptr}}));
}

TEST_CASE("What a person did to the learning rate stands among the events of a run",
          "[persistence][record]") {
    TrainRecord record = completedRun();
    CHECK_FALSE(runToJson(record).contains("events"));
    record.changes = {{.step = 12, .factor = 0.5, .learningRate = 0.05}};
    const Json json = runToJson(record);
    CHECK(test::schemaViolation(test::loadSchema("run"), json) == "");
    CHECK(json["events"] ==
          Json::array({{{"event", "learning-rate"}, {"step", 12}, {"factor", 0.5}, {"lr", 0.05}}}));
}

TEST_CASE("A run that measured nothing has no final", "[persistence][record]") {
    const auto outcome = GENERATE(RunOutcome::Stopped, RunOutcome::Diverged, RunOutcome::Failed);
    TrainRecord record;
    record.summary.outcome = outcome;
    const Json json = runToJson(record);
    CHECK(test::schemaViolation(test::loadSchema("run"), json) == "");
    CHECK(json["final"].is_null());
    CHECK(json["epochs"] == Json::array());
}

TEST_CASE("The schemas refuse documents that lack a fixed key", "[persistence][schema]") {
    const Json curve = curveToJson(divergedRangeTest()), run = runToJson(completedRun());
    for (const auto* key : {"outcome", "points", "suggestions", "images_per_s", "wall_s", "settings"}) {
        Json damaged = curve;
        damaged.erase(key);
        CHECK_FALSE(test::schemaViolation(test::loadSchema("curve"), damaged).empty());
    }
    for (const auto* key : {"outcome", "epochs", "final", "images_per_s", "wall_s", "settings"}) {
        Json damaged = run;
        damaged.erase(key);
        CHECK_FALSE(test::schemaViolation(test::loadSchema("run"), damaged).empty());
    }
    CHECK_FALSE(test::schemaViolation(test::loadSchema("run"), curve).empty());
}
