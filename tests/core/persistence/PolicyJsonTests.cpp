// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/PhasesJson.h"
#include "core/persistence/PolicyJson.h"
#include "core/persistence/ScheduleDocument.h"
#include "core/schedules/PolicyKind.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/TestData.h"

#include <fstream>

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace {

Phases twoPhases() {
    return {
        {{.steps = 40, .learningRate = {Curve::Cosine, 0.01, 0.1}, .momentum = {Curve::Linear, 0.95, 0.85}},
         {.steps = 60,
          .learningRate = {Curve::Exponential, 0.1, 1e-5},
          .momentum = {Curve::Linear, 0.85, 0.85},
          .weightDecay = Course{Curve::Linear, 0.0, 1e-3}}}};
}

std::vector<Phase> phasesFrom(const char* text) {
    const Json json = parseJson(text);
    return phasesFromJson(JsonValue(json));
}

} // namespace

TEST_CASE("Every policy comes back from a schedule file and fits the schema", "[persistence][schedule]") {
    const auto policy = GENERATE(
        Policy{MultiStep{.learningRate = 1.0 / 3, .milestones = {0.1, 1.0 / 3, 0.9}}},
        Policy{Inverse{.gamma = 0.01, .power = 0.5}}, Policy{Triangular{.baseLr = 0}},
        Policy{Triangular2{.stepSizeUp = 7, .stepSizeDown = 9}},
        Policy{ExpRange{.gamma = 0.97, .cycleMomentum = false, .momentum = 0.5}}, Policy{SmithOneCycle{}},
        Policy{TorchOneCycle{.pctStart = 0.1, .anneal = Anneal::Linear, .threePhase = true}},
        Policy{FastaiOneCycle{.divFactor = 10, .finalDivFactor = 7}},
        Policy{Cosine{.minLr = 1e-3, .warmup = 12}}, Policy{Sgdr{.cycleSteps = 11, .cycleMult = 3}},
        Policy{Trapezoid{.warmup = 3, .decayShare = 0.4}}, Policy{Phases{twoPhases()}});
    ExperimentConfig config;
    config.policy = policy;
    CAPTURE(kindOf(policy).title);
    const auto document = scheduleDocumentOf(config, 100, std::nullopt);
    const Json json = parseJson(jsonText(scheduleToJson(document)));
    const auto schema = test::loadSchema("schedule");
    CHECK(test::schemaViolation(schema, json) == "");
    CHECK(scheduleFromJson(json) == document);
    CHECK(json["generator"]["policy"] == kindOf(policy).name);

    const auto& described = schema["properties"]["generator"]["anyOf"][1]["properties"];
    for (const auto& field : kindOf(policy).fields)
        CHECK(described.contains(field.key));
}

TEST_CASE("Settings of a wrong type or word are refused with their place", "[persistence][schedule]") {
    const auto said = [](const char* text) {
        const Json json = parseJson(text);
        return refusal([&] { policyFromJson(JsonValue(json)); });
    };
    CHECK(said(R"({"policy": "onecycle", "flavour": "torch", "anneal": "cubic"})") ==
          "anneal must be \"cos\" or \"linear\", got \"cubic\"");
    CHECK(said(R"({"policy": "triangular", "cycle_momentum": 1})") ==
          "cycle_momentum must be true or false, got number");
    CHECK(said(R"({"policy": "multistep", "milestones": [0.5, "x"]})") ==
          "milestones[1] must be a number, got string");
    CHECK(said(R"({"policy": "phases", "phases": [{"steps": 1, "lr": {"from": 1, "curve": "step"}}]})") ==
          "phases[0].lr.curve must be \"linear\", \"cosine\" or \"exp\", got \"step\"");
}

TEST_CASE("A policy of another program is left alone", "[persistence][schedule]") {
    for (const auto* text : {R"({"policy": "cubic"})", R"({"policy": "onecycle", "flavour": "keras"})",
                             R"({"policy": "onecycle"})", R"({"policy": "cosine", "flavour": "torch"})"}) {
        const Json json = parseJson(text);
        CHECK_FALSE(policyFromJson(JsonValue(json)));
    }
}

TEST_CASE("A list of phases may leave out what follows from the phase before", "[persistence][phases]") {
    const auto phases = phasesFrom(R"([
        {"steps": 10, "lr": {"from": 0.01, "to": 0.1}},
        {"steps": 20, "lr": {"to": 0.001, "curve": "exp"}, "momentum": {"to": 0.8}, "weight_decay": 1e-4},
        {"steps": 5, "lr": 0.5, "weight_decay": {"to": 0.01}}])");
    REQUIRE(phases.size() == 3);
    CHECK(phases[0].learningRate == Course{Curve::Linear, 0.01, 0.1});
    CHECK(phases[0].momentum == Course{Curve::Linear, 0.9, 0.9});
    CHECK_FALSE(phases[0].weightDecay);
    CHECK(phases[1].learningRate == Course{Curve::Exponential, 0.1, 0.001});
    CHECK(phases[1].momentum == Course{Curve::Linear, 0.9, 0.8});
    CHECK(phases[1].weightDecay == Course{Curve::Linear, 1e-4, 1e-4});
    CHECK(phases[2].learningRate == Course{Curve::Linear, 0.5, 0.5});
    CHECK(phases[2].momentum == Course{Curve::Linear, 0.8, 0.8});
    CHECK(phases[2].weightDecay == Course{Curve::Linear, 1e-4, 0.01});

    const Json json = phasesToJson(phases);
    CHECK(phasesFromJson(JsonValue(json)) == phases);
    CHECK(test::schemaViolation(test::loadSchema("phases"), json) == "");
}

TEST_CASE("A list of phases that lacks a number says which", "[persistence][phases]") {
    const auto said = [](const char* text) { return refusal([&] { phasesFrom(text); }); };
    CHECK(mentions(said(R"([{"lr": 1}])"), "[0] has no \"steps\""));
    CHECK(mentions(said(R"([{"steps": 1}])"), "[0] has no \"lr\""));
    CHECK(mentions(said(R"([{"steps": 1, "lr": {"to": 1}}])"), "[0].lr has no \"from\""));
    CHECK(mentions(said(R"({"steps": 1})"), "must be a list"));
}

TEST_CASE("A mistyped key is refused in a file of phases, and passed over in a document",
          "[persistence][phases]") {
    const test::TemporaryFolder folder;
    const char* text = R"([{"steps": 1, "lr": 1, "wd": 0.1}])";
    std::ofstream(folder.path() / "phases.json") << text;
    const auto said = refusal([&] { loadPhases(folder.path() / "phases.json"); });
    CHECK(mentions(said, "[0] has the key \"wd\""));
    CHECK(phasesFrom(text).size() == 1);
}
