// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

using namespace cyclo;
using cyclo::test::ContainsSubstring;
using cyclo::test::messageOf;
using cyclo::test::StartsWith;

TEST_CASE("Named networks have their known parameter counts", "[network]") {
    const SampleShape mnist{1, 28, 28};
    // 784·512+512 + 512·512+512 + 512·10+10
    CHECK(parameterCount(networkFromSpec("mlp:512,512", 10), mnist) == 669706);
    CHECK(parameterCount(networkFromSpec("lenet", 10), mnist) == 431080);
    CHECK(parameterCount(networkFromSpec("mlp:", 10), mnist) == 7850);
    const SampleShape cifar{3, 32, 32};
    CHECK(parameterCount(networkFromSpec("cnn3", 10), cifar) == 89578);
    CHECK(parameterCount(networkFromSpec("cifar10-full", 10), cifar) == 89578);
    CHECK(parameterCount(networkFromSpec("resnet20", 10), cifar) == 272474);
    CHECK(parameterCount(networkFromSpec("resnet56", 10), cifar) == 855770);
    CHECK(parameterCount(networkFromSpec("wrn16-4", 10), cifar) == 2749786);
    // torchvision's, for 1000 classes.
    CHECK(parameterCount(networkFromSpec("resnet18", 1000), {3, 224, 224}) == 11689512);
    CHECK(parameterCount(networkFromSpec("resnet50", 1000), {3, 224, 224}) == 25557032);
}

TEST_CASE("LeNet has the shapes of Caffe's", "[network]") {
    const auto layers = summarize(networkFromSpec("lenet", 10), {1, 28, 28});
    REQUIRE(layers.size() == 7);
    CHECK(layers[0].dst == SampleShape{20, 24, 24});
    CHECK(layers[1].dst == SampleShape{20, 12, 12});
    CHECK(layers[2].dst == SampleShape{50, 8, 8});
    CHECK(layers[3].dst == SampleShape{50, 4, 4});
    CHECK(layers[6].dst == SampleShape{10, 1, 1});
    CHECK(layers[2].name == "conv2");
}

TEST_CASE("A network spec that does not exist is refused with what would be right", "[network]") {
    const std::string spec = GENERATE("resnet9000", "", "mlp", "mlp:0", "mlp:12,", "mlp:,3", "mlp:-4",
                                      "mlp:9999999", "mlp:1e3", "LeNet");
    INFO(spec);
    CHECK_THROWS_AS(networkFromSpec(spec, 10), std::invalid_argument);
}

TEST_CASE("A sample that is too small for a network is refused by the layer's name", "[network]") {
    try {
        summarize(networkFromSpec("lenet", 10), {1, 8, 8});
        FAIL("accepted");
    } catch (const std::invalid_argument& error) {
        CHECK(std::string(error.what()).find("conv2") != std::string::npos);
    }
}

TEST_CASE("A network that does not hold together is refused by its name and the layer's", "[network]") {
    const Linear out{.outFeatures = 3};
    const auto message = [](std::vector<LayerSpec> layers, const SampleShape& src = {1, 8, 8}) {
        try {
            summarize({.name = "own", .initialization = {}, .layers = std::move(layers)}, src);
        } catch (const std::invalid_argument& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    constexpr std::int64_t kHuge = std::int64_t{1} << 62;
    CHECK_THAT(message({{Linear{.outFeatures = 7}, "unused"}, {out, "last", "input"}}),
               StartsWith("network 'own': unused: no layer takes its result"));
    CHECK_THAT(message({{Relu{}, "a", "linear1"}, out}),
               StartsWith("network 'own': a: there is no layer 'linear1' before it; there are input"));
    CHECK_THAT(message({Conv2d{.outChannels = 2, .padding = -1}, out}),
               StartsWith("network 'own': conv1: padding must be from 0 to"));
    CHECK_THAT(message({Conv2d{.outChannels = 2, .kernelSize = kHuge, .padding = kHuge}, out}),
               StartsWith("network 'own': conv1: kernel_size must be from 1 to"));
    CHECK_THAT(message({Conv2d{.outChannels = 2, .stride = kHuge}, out}),
               StartsWith("network 'own': conv1: stride must be from 1 to"));
    CHECK_THAT(message({MaxPool2d{{.kernelSize = 2, .stride = 2, .padding = kHuge}}, out}),
               StartsWith("network 'own': pool1: padding must be"));
    CHECK_THAT(message({Linear{.outFeatures = kHuge}, out}),
               StartsWith("network 'own': fc1: [4611686018427387904, 64] is more than 2147483648 values"));
    CHECK_THAT(message({Conv2d{.outChannels = 100'000'000, .kernelSize = 1}, out}),
               StartsWith("network 'own': conv1: "));
    CHECK(message({Relu{}, out}) == "accepted");
}

TEST_CASE("Layers that need maps are refused behind linear ones and for samples that have none",
          "[network]") {
    const Linear eight{.outFeatures = 8};
    const auto message = [&](std::vector<LayerSpec> layers, const SampleShape& src = {1, 8, 8}) {
        layers.push_back(eight);
        return messageOf<std::invalid_argument>(
            [&] { summarize({.name = "own", .initialization = {}, .layers = std::move(layers)}, src); });
    };
    const Conv2d conv{.outChannels = 8, .kernelSize = 1};
    const SampleShape twoFeatures{2, 1, 1};
    CHECK(message({conv}, twoFeatures) ==
          "network 'own': conv1: needs maps, and gets 2 values without height "
          "and width; use linear layers there, as mlp:128 has");
    const LayerSpec pool =
        GENERATE(LayerSpec{MaxPool2d{{.kernelSize = 1, .stride = 1}}},
                 LayerSpec{AvgPool2d{{.kernelSize = 1, .stride = 1}}}, LayerSpec{GlobalAvgPool{}});
    CHECK_THAT(message({pool}, twoFeatures), ContainsSubstring("gets 2 values without height and width"));
    CHECK_THAT(message({eight, Relu{}, pool}), ContainsSubstring("gets 8 values without height and width"));
    CHECK_THAT(message({eight, {pool.options, "", "input"}, {Add{"fc1"}}}),
               ContainsSubstring("gets 64 values"));
    CHECK(message({pool, conv}) == "no error");
    CHECK(message({conv, GlobalAvgPool{}, conv}) == "no error");

    CHECK_THAT(message({conv, {GlobalAvgPool{}, "maps"}, eight, Add{"maps"}}),
               StartsWith("network 'own': add1: one source of the sum is maps"));
    CHECK(message({conv, {eight, "rows"}, eight, Add{"rows"}}) == "no error");
}

TEST_CASE("A network with outputs of its own is for data that want as many", "[network]") {
    const NetworkSpec spec{.name = "own", .initialization = {}, .layers = {Linear{.outFeatures = 5}}};
    CHECK(withOutputs(spec, 5) == spec);
    CHECK(outputsOf(spec) == 5);
    for (const std::int64_t classes : {1, 4, 6, 10})
        CHECK_THROWS_AS(withOutputs(spec, classes), std::invalid_argument);
}
