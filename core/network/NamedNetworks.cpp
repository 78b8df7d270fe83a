// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace cyclo {

namespace {

constexpr std::int64_t kMaxWidth = 65536;
constexpr std::int64_t kDeepest = 2000; ///< layers; deeper ones are a slip of the keyboard

std::int64_t widthFrom(std::string_view text, const std::string& spec) {
    std::int64_t width = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
    if (error != std::errc{} || end != text.data() + text.size() || width < 1 || width > kMaxWidth)
        throw std::invalid_argument("network '" + spec + "': '" + std::string(text) +
                                    "' is not a layer width; write whole numbers from 1 to " +
                                    std::to_string(kMaxWidth) + " with commas, as in mlp:512,512");
    return width;
}

NetworkSpec perceptron(const std::string& spec, std::int64_t classes) {
    NetworkSpec network{.name = spec, .initialization = Initialization::He, .layers = {}};
    std::string_view rest = std::string_view(spec).substr(std::string_view("mlp:").size());
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        network.layers.emplace_back(Linear{.outFeatures = widthFrom(rest.substr(0, comma), spec)});
        network.layers.emplace_back(Relu{});
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
        if (rest.empty()) widthFrom(rest, spec); // a comma at the end: refuse with the same sentence
    }
    network.layers.emplace_back(Linear{.outFeatures = classes});
    return network;
}

MaxPool2d maxPool(std::int64_t kernelSize, bool ceil = false) {
    return {.window = {.kernelSize = kernelSize, .stride = 2, .ceil = ceil}};
}

AvgPool2d meanPool3() {
    return {.window = {.kernelSize = 3, .stride = 2, .ceil = true}};
}

/// Caffe's: no ReLU after the convolutions (LeCun et al. 1998).
NetworkSpec lenet(std::int64_t classes) {
    return {.name = "lenet",
            .initialization = Initialization::Xavier,
            .layers = {Conv2d{.outChannels = 20, .kernelSize = 5}, maxPool(2),
                       Conv2d{.outChannels = 50, .kernelSize = 5}, maxPool(2), Linear{.outFeatures = 500},
                       Relu{}, Linear{.outFeatures = classes}}};
}

Conv2d conv5(std::int64_t channels) {
    return {.outChannels = channels, .kernelSize = 5, .padding = 2};
}

NetworkSpec cnn3(std::int64_t classes) {
    return {.name = "cnn3",
            .initialization = Initialization::He,
            .layers = {conv5(32), maxPool(3, true), Relu{}, conv5(32), Relu{}, meanPool3(), conv5(64), Relu{},
                       meanPool3(), Linear{.outFeatures = classes}}};
}

/// Caffe's cifar10_full: biases of the first two convolutions learn at twice the rate; the last layer's
/// weights decay 250 times as fast, its bias does not.
NetworkSpec cifar10Full(std::int64_t classes) {
    const LayerMultipliers fastBias{.biasLr = 2.0};
    const auto gaussian = [](LayerSpec layer, double deviation, const LayerMultipliers& multipliers) {
        layer.deviation = deviation;
        layer.multipliers = multipliers;
        return layer;
    };
    return {.name = "cifar10-full",
            .initialization = Initialization::He,
            .layers = {gaussian(conv5(32), 1e-4, fastBias), maxPool(3, true), Relu{}, LocalResponseNorm{},
                       gaussian(conv5(32), 0.01, fastBias), Relu{}, meanPool3(), LocalResponseNorm{},
                       gaussian(conv5(64), 0.01, {}), Relu{}, meanPool3(),
                       gaussian(Linear{.outFeatures = classes}, 0.01,
                                {.weightDecay = 250.0, .biasLr = 2.0, .biasDecay = 0.0})}};
}

/// Puts a residual network together, block by block.
class ResidualBuilder {
public:
    ResidualBuilder(std::string name, std::int64_t classes) : classes_(classes) {
        network_.name = std::move(name);
    }

    void stem(std::int64_t channels, std::int64_t kernelSize, std::int64_t stride) {
        convNorm(channels, kernelSize, stride);
        network_.layers.emplace_back(Relu{});
        channels_ = channels;
    }
    void add(LayerSpec layer) { network_.layers.push_back(std::move(layer)); }

    /// conv-BN-ReLU, conv-BN, sum with the shortcut, ReLU (He et al., arXiv:1512.03385).
    void basicBlock(std::int64_t channels, std::int64_t stride) {
        const std::string from = begin();
        convNorm(channels, 3, stride);
        network_.layers.emplace_back(Relu{});
        convNorm(channels, 3, 1);
        end(from, channels, stride);
    }

    /// 1×1, 3×3 with the stride, 1×1 to four times the channels.
    void bottleneck(std::int64_t width, std::int64_t stride) {
        const std::string from = begin();
        convNorm(width, 1, 1);
        network_.layers.emplace_back(Relu{});
        convNorm(width, 3, stride);
        network_.layers.emplace_back(Relu{});
        convNorm(4 * width, 1, 1);
        end(from, 4 * width, stride);
    }

    NetworkSpec finish() {
        network_.layers.emplace_back(GlobalAvgPool{});
        LayerSpec last = Linear{.outFeatures = classes_};
        // No ReLU behind it, so half of He's variance.
        last.deviation = 1.0 / std::sqrt(static_cast<double>(channels_));
        network_.layers.push_back(std::move(last));
        return std::move(network_);
    }

private:
    /// The input of a block: the layer that ends what is there, named so that the shortcut finds it.
    std::string begin() {
        LayerSpec& last = network_.layers.back();
        if (last.name.empty()) last.name = "block" + std::to_string(blocks_) + ".out";
        ++blocks_;
        return last.name;
    }

    void convNorm(std::int64_t channels, std::int64_t kernelSize, std::int64_t stride,
                  const std::string& from = {}) {
        const std::string number = std::to_string(++convolutions_);
        LayerSpec conv = Conv2d{.outChannels = channels,
                                .kernelSize = kernelSize,
                                .stride = stride,
                                .padding = kernelSize / 2,
                                .bias = false};
        conv.name = "conv" + number;
        conv.src = from;
        network_.layers.push_back(std::move(conv));
        network_.layers.emplace_back(BatchNorm2d{}, "bn" + number);
    }

    /// The shortcut is the input of the block, through a 1×1 convolution where its shape differs.
    void end(const std::string& from, std::int64_t channels, std::int64_t stride) {
        const std::string main = network_.layers.back().name;
        if (stride == 1 && channels == channels_) {
            network_.layers.emplace_back(Add{.other = from});
        } else {
            convNorm(channels, 1, stride, from);
            network_.layers.emplace_back(Add{.other = main});
        }
        network_.layers.emplace_back(Relu{});
        channels_ = channels;
    }

    NetworkSpec network_{.name = {}, .initialization = Initialization::He, .layers = {}};
    std::int64_t classes_;
    std::int64_t channels_ = 0;
    int blocks_ = 0;
    int convolutions_ = 0;
};

/// Three stages of n blocks on 32×32 images; widths 16, 32, 64 times `widening` (He et al.; Zagoruyko &
/// Komodakis, arXiv:1605.07146).
NetworkSpec cifarResnet(const std::string& spec, std::int64_t blocks, std::int64_t widening,
                        std::int64_t classes) {
    ResidualBuilder builder(spec, classes);
    builder.stem(16, 3, 1);
    for (const std::int64_t width : {16, 32, 64})
        for (std::int64_t block = 0; block < blocks; ++block)
            builder.basicBlock(width * widening, width > 16 && block == 0 ? 2 : 1);
    return builder.finish();
}

using Stages = std::array<int, 4>;

/// The ImageNet shapes of He et al.: a 7×7 stem with pooling, four stages.
NetworkSpec imagenetResnet(const std::string& spec, const Stages& stages, bool bottlenecks,
                           std::int64_t classes) {
    ResidualBuilder builder(spec, classes);
    builder.stem(64, 7, 2);
    LayerSpec pool = MaxPool2d{.window = {.kernelSize = 3, .stride = 2, .padding = 1}};
    builder.add(std::move(pool));
    std::int64_t width = 64;
    for (const int blocks : stages) {
        for (int block = 0; block < blocks; ++block) {
            const std::int64_t stride = width > 64 && block == 0 ? 2 : 1;
            if (bottlenecks)
                builder.bottleneck(width, stride);
            else
                builder.basicBlock(width, stride);
        }
        width *= 2;
    }
    return builder.finish();
}

/// A whole number at the start of the text, which is cut off it; nothing where there is none.
std::optional<std::int64_t> takeNumber(std::string_view& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

[[noreturn]] void refuseDepth(const std::string& spec, const std::string& rule) {
    throw std::invalid_argument("network '" + spec + "': " + rule);
}

NetworkSpec resnet(const std::string& spec, std::int64_t classes) {
    if (spec == "resnet18") return imagenetResnet(spec, {2, 2, 2, 2}, false, classes);
    if (spec == "resnet50") return imagenetResnet(spec, {3, 4, 6, 3}, true, classes);
    std::string_view rest = std::string_view(spec).substr(std::string_view("resnet").size());
    const auto depth = takeNumber(rest);
    if (!depth || !rest.empty() || *depth < 8 || *depth > kDeepest || (*depth - 2) % 6 != 0)
        refuseDepth(spec, "the depth of a CIFAR ResNet is 6n+2, at most " + std::to_string(kDeepest) +
                              ": resnet20, resnet32, resnet44, resnet56, "
                              "resnet110; resnet18 and resnet50 have ImageNet's shapes");
    return cifarResnet(spec, (*depth - 2) / 6, 1, classes);
}

NetworkSpec wideResnet(const std::string& spec, std::int64_t classes) {
    std::string_view rest = std::string_view(spec).substr(std::string_view("wrn").size());
    const auto depth = takeNumber(rest);
    const bool dash = rest.starts_with('-');
    if (dash) rest.remove_prefix(1);
    const auto widening = takeNumber(rest);
    constexpr std::int64_t kWidest = 64;
    if (!depth || !dash || !widening || !rest.empty() || *depth < 10 || *depth > kDeepest ||
        (*depth - 4) % 6 != 0 || *widening < 1 || *widening > kWidest)
        refuseDepth(spec, "write wrnD-K with depth D = 6n+4, at most " + std::to_string(kDeepest) +
                              ", and widening K, at most " + std::to_string(kWidest) +
                              ", as in wrn16-4 or wrn28-10");
    return cifarResnet(spec, (*depth - 4) / 6, *widening, classes);
}

} // namespace

std::vector<NetworkSpecHelp> networkSpecs() {
    return {{"lenet", "Caffe's LeNet: two convolutions with pooling, one hidden layer of 500"},
            {"mlp:H1,H2,...", "ReLU perceptron with these hidden widths; mlp: alone is linear"},
            {"cnn3", "three convolutions with pooling"},
            {"cifar10-full", "Caffe's cifar10_full: cnn3 with response normalisation and rates of its own"},
            {"resnetN", "CIFAR ResNet, N = 6n+2: resnet20, resnet32, resnet44, resnet56, resnet110"},
            {"wrnD-K", "wide ResNet, D = 6n+4: wrn16-4, wrn28-10"},
            {"resnet18", "ResNet with ImageNet's shapes"},
            {"resnet50", "the same with bottlenecks"},
            {"net:FILE.json", "a network of your own, as a list of layers"}};
}

NetworkSpec networkFromSpec(const std::string& spec, std::int64_t classes) {
    if (classes < 1)
        throw std::invalid_argument("a network needs at least 1 output, got " + std::to_string(classes));
    if (spec == "lenet") return lenet(classes);
    if (spec == "cnn3") return cnn3(classes);
    if (spec == "cifar10-full") return cifar10Full(classes);
    if (spec.starts_with("mlp:")) return perceptron(spec, classes);
    if (spec.starts_with("resnet")) return resnet(spec, classes);
    if (spec.starts_with("wrn")) return wideResnet(spec, classes);
    throw std::invalid_argument("unknown network '" + spec +
                                "'; there are lenet, mlp:H1,H2,..., cnn3, cifar10-full, resnetN, wrnD-K, "
                                "resnet18, resnet50 and net:FILE.json");
}

} // namespace cyclo
