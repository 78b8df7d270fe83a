// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"

#include <charconv>
#include <stdexcept>
#include <string_view>

namespace cyclo {

namespace {

constexpr std::int64_t kMaxWidth = 65536;

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

NetworkSpec lenet(std::int64_t classes) {
    return {.name = "lenet",
            .initialization = Initialization::Xavier,
            .layers = {Conv2d{.outChannels = 20, .kernelSize = 5}, MaxPool2d{.kernelSize = 2, .stride = 2},
                       Conv2d{.outChannels = 50, .kernelSize = 5}, MaxPool2d{.kernelSize = 2, .stride = 2},
                       Linear{.outFeatures = 500}, Relu{}, Linear{.outFeatures = classes}}};
}

} // namespace

std::vector<NetworkSpecHelp> networkSpecs() {
    return {{"lenet", "Caffe's LeNet: two convolutions with pooling, one hidden layer of 500"},
            {"mlp:H1,H2,...", "ReLU perceptron with these hidden widths; mlp: alone is linear"}};
}

NetworkSpec networkFromSpec(const std::string& spec, std::int64_t classes) {
    if (classes < 2)
        throw std::invalid_argument("a classifier needs at least 2 classes, got " + std::to_string(classes));
    if (spec == "lenet") return lenet(classes);
    if (spec.starts_with("mlp:")) return perceptron(spec, classes);
    throw std::invalid_argument("unknown network '" + spec + "'; there are lenet and mlp:H1,H2,...");
}

} // namespace cyclo
