// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/NetworkDocument.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/TestData.h"

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::messageOf;
using cyclo::test::refusal;

namespace {

Json document() {
    return Json::parse(R"({
        "format": "cyclometer.network", "version": 1, "name": "small", "initialization": "xavier",
        "layers": [
            {"kind": "conv", "name": "first", "out_channels": 8, "kernel_size": 3, "padding": 1, "deviation": 0.01,
             "multipliers": {"bias_lr": 2}},
            {"kind": "batch_norm", "momentum": 0.2},
            {"kind": "relu", "name": "in"},
            {"kind": "conv", "out_channels": 8, "kernel_size": 1, "bias": false},
            {"kind": "add", "other": "in"},
            {"kind": "max_pool", "kernel_size": 3, "stride": 2, "ceil": true},
            {"kind": "response_norm", "size": 5, "alpha": 0.5, "beta": 0.7},
            {"kind": "avg_pool", "kernel_size": 2},
            {"kind": "conv", "out_channels": 4, "from": "first"},
            {"kind": "global_avg_pool"},
            {"kind": "dropout", "probability": 0.25},
            {"kind": "linear"}
        ]})");
}

NetworkSpec expected() {
    LayerSpec first(Conv2d{.outChannels = 8, .kernelSize = 3, .padding = 1}, "first");
    first.deviation = 0.01;
    first.multipliers.biasLr = 2;
    return {.name = "small",
            .initialization = Initialization::Xavier,
            .layers = {first,
                       BatchNorm2d{.momentum = 0.2},
                       {Relu{}, "in"},
                       Conv2d{.outChannels = 8, .kernelSize = 1, .bias = false},
                       Add{"in"},
                       MaxPool2d{{.kernelSize = 3, .stride = 2, .ceil = true}},
                       LocalResponseNorm{.size = 5, .alpha = 0.5, .beta = 0.7},
                       AvgPool2d{{.kernelSize = 2, .stride = 2}},
                       {Conv2d{.outChannels = 4}, "", "first"},
                       GlobalAvgPool{},
                       Dropout{.probability = 0.25},
                       Linear{.outFeatures = kOnePerClass}}};
}

std::string networkError(const Json& changed) {
    return refusal([&] { networkFromJson(JsonValue(changed)); });
}

} // namespace

TEST_CASE("A network file is read layer by layer", "[persistence][network]") {
    CHECK(test::schemaViolation(test::loadSchema("network"), document()).empty());
    const Json json = document();
    const NetworkSpec network = networkFromJson(JsonValue(json));
    CHECK(network == expected());
    CHECK(std::get<Linear>(withOutputs(network, 7).layers.back().options).outFeatures == 7);
}

TEST_CASE("A network file that is wrong is refused by the layer", "[persistence][network]") {
    Json json = document();
    SECTION("an unknown kind") {
        json["layers"][2]["kind"] = "gelu";
        CHECK(mentions(networkError(json), "layers[2].kind \"gelu\" is none of add, avg_pool"));
    }
    SECTION("a misspelt option") {
        json["layers"][3]["strides"] = 2;
        CHECK(mentions(networkError(json), "layers[3] has an option \"strides\""));
    }
    SECTION("a missing option") {
        json["layers"][0].erase("out_channels");
        CHECK(mentions(networkError(json), "layers[0] has no \"out_channels\""));
    }
    SECTION("a wrong type") {
        json["layers"][0]["kernel_size"] = "3";
        CHECK(mentions(networkError(json), "layers[0].kernel_size must be a whole number"));
    }
    SECTION("a negative multiplier") {
        json["layers"][0]["multipliers"]["bias_lr"] = -1;
        CHECK(mentions(networkError(json), "layers[0].multipliers must be 0 or above"));
    }
    SECTION("null, which is not the same as left out") {
        json["layers"][0]["kernel_size"] = nullptr;
        CHECK(mentions(networkError(json), "layers[0] has null for \"kernel_size\""));
    }
    SECTION("no outputs") {
        json["layers"][11]["out_features"] = 0;
        CHECK(mentions(networkError(json), "layers[11].out_features must be at least 1"));
    }
    SECTION("rates of a layer that has no weights") {
        const std::size_t relu = 2;
        REQUIRE(json["layers"][relu]["kind"] == "relu");
        json["layers"][relu]["multipliers"] = {{"weight_lr", 2}};
        CHECK(mentions(networkError(json), "layers[2] has an option \"multipliers\""));
    }
    SECTION("no linear layer at the end") {
        json["layers"].erase(11);
        CHECK(mentions(networkError(json), "must end in a \"linear\" layer"));
    }
    SECTION("a newer version") {
        json["version"] = 2;
        CHECK(mentions(networkError(json), "version is 2; this program reads 1"));
    }
    SECTION("another format") {
        json["format"] = "cyclometer.curve";
        CHECK(mentions(networkError(json), "format must be \"cyclometer.network\""));
    }
}

TEST_CASE("An experiment takes a network from a file, or stays as it was", "[persistence][network]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "small.json";
    ExperimentConfig config;
    const ExperimentConfig before = config;
    CHECK(mentions(refusal([&] { setNetwork(config, "net:" + path.string()); }), path.string()));
    CHECK_THROWS_AS(setNetwork(config, "resnet21"), std::invalid_argument);
    CHECK(mentions(messageOf<std::invalid_argument>([&] { setNetwork(config, "net:"); }), "names no file"));
    CHECK(config == before);

    writeFileAtomically(path, document().dump());
    setNetwork(config, "net:" + path.string());
    CHECK(networkOf(config, 3) == withOutputs(expected(), 3));
    setNetwork(config, "mlp:4");
    CHECK_FALSE(config.ownNetwork);
    CHECK(networkOf(config, 3).name == "mlp:4");
}
