// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/NetworkDocument.h"

#include "core/network/NamedNetworks.h"
#include "core/persistence/AtomicFile.h"

#include <map>
#include <set>
#include <stdexcept>
#include <utility>
#include <variant>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestNetworkFile = 16 << 20;
constexpr std::string_view kFormat = "cyclometer.network";
constexpr std::string_view kOwnFile = "net:";

/// Reads the options of one object and knows afterwards which of its keys nobody asked for.
class Options {
public:
    explicit Options(const JsonValue& json) : json_(json) {}

    std::optional<JsonValue> find(const char* key) {
        known_.insert(key);
        const Json& object = json_.object();
        if (object.contains(key) && object[key].is_null())
            json_.refuse("has null for \"" + std::string(key) + "\"; leave the key out for the default");
        return json_.find(key);
    }
    void read(const char* key, std::int64_t& target) {
        if (const auto value = find(key)) target = value->integer();
    }
    void read(const char* key, double& target) {
        if (const auto value = find(key)) target = value->number();
    }
    void read(const char* key, bool& target) {
        if (const auto value = find(key)) target = value->boolean();
    }
    void read(const char* key, std::string& target) {
        if (const auto value = find(key)) target = value->text();
    }
    void require(const char* key) {
        known_.insert(key);
        json_.at(key);
    }

    /// A key that is misspelt would leave its option at the default without a word.
    void refuseOthers() const {
        for (const auto& [key, value] : json_.object().items()) {
            if (known_.contains(key)) continue;
            std::string words;
            for (const auto& word : known_)
                words += (words.empty() ? "" : ", ") + word;
            json_.refuse("has an option \"" + key + "\" that there is not; there are " + words);
        }
    }

private:
    JsonValue json_;
    std::set<std::string> known_;
};

Conv2d readConv(Options& options) {
    Conv2d conv;
    options.require("out_channels");
    options.read("out_channels", conv.outChannels);
    options.read("kernel_size", conv.kernelSize);
    options.read("stride", conv.stride);
    options.read("padding", conv.padding);
    options.read("bias", conv.bias);
    return conv;
}

PoolWindow readWindow(Options& options) {
    PoolWindow window;
    options.read("kernel_size", window.kernelSize);
    window.stride = window.kernelSize;
    options.read("stride", window.stride);
    options.read("padding", window.padding);
    options.read("ceil", window.ceil);
    return window;
}

Linear readLinear(Options& options) {
    Linear linear{.outFeatures = kOnePerClass};
    if (const auto outputs = options.find("out_features")) {
        linear.outFeatures = outputs->integer();
        if (linear.outFeatures < 1) outputs->refuse("must be at least 1, or left out for one per class");
    }
    return linear;
}

BatchNorm2d readBatchNorm(Options& options) {
    BatchNorm2d norm;
    options.read("eps", norm.eps);
    options.read("momentum", norm.momentum);
    return norm;
}

Dropout readDropout(Options& options) {
    Dropout dropout;
    options.read("probability", dropout.probability);
    return dropout;
}

LocalResponseNorm readResponseNorm(Options& options) {
    LocalResponseNorm norm;
    options.read("size", norm.size);
    options.read("alpha", norm.alpha);
    options.read("beta", norm.beta);
    return norm;
}

Add readAdd(Options& options) {
    Add add;
    options.require("other");
    options.read("other", add.other);
    return add;
}

using Reader = LayerOptions (*)(Options&);

const std::map<std::string, Reader>& readers() {
    static const std::map<std::string, Reader> table{
        {"conv", [](Options& o) -> LayerOptions { return readConv(o); }},
        {"max_pool", [](Options& o) -> LayerOptions { return MaxPool2d{readWindow(o)}; }},
        {"avg_pool", [](Options& o) -> LayerOptions { return AvgPool2d{readWindow(o)}; }},
        {"global_avg_pool", [](Options&) -> LayerOptions { return GlobalAvgPool{}; }},
        {"relu", [](Options&) -> LayerOptions { return Relu{}; }},
        {"linear", [](Options& o) -> LayerOptions { return readLinear(o); }},
        {"batch_norm", [](Options& o) -> LayerOptions { return readBatchNorm(o); }},
        {"dropout", [](Options& o) -> LayerOptions { return readDropout(o); }},
        {"response_norm", [](Options& o) -> LayerOptions { return readResponseNorm(o); }},
        {"add", [](Options& o) -> LayerOptions { return readAdd(o); }},
    };
    return table;
}

LayerMultipliers readMultipliers(const JsonValue& json) {
    LayerMultipliers multipliers;
    Options options(json);
    options.read("weight_lr", multipliers.weightLr);
    options.read("weight_decay", multipliers.weightDecay);
    options.read("bias_lr", multipliers.biasLr);
    options.read("bias_decay", multipliers.biasDecay);
    options.refuseOthers();
    for (const double factor :
         {multipliers.weightLr, multipliers.weightDecay, multipliers.biasLr, multipliers.biasDecay})
        if (factor < 0) json.refuse("must be 0 or above, got " + json.json().dump());
    return multipliers;
}

/// Those of layers that have weights; others have no such options.
void readParameterOptions(Options& options, LayerSpec& layer) {
    const bool hasKernel =
        std::holds_alternative<Conv2d>(layer.options) || std::holds_alternative<Linear>(layer.options);
    if (!hasKernel && !std::holds_alternative<BatchNorm2d>(layer.options)) return;
    if (const auto multipliers = options.find("multipliers"))
        layer.multipliers = readMultipliers(*multipliers);
    if (!hasKernel) return;
    if (const auto deviation = options.find("deviation")) {
        if (!(deviation->number() > 0)) deviation->refuse("must be above 0, got " + deviation->json().dump());
        layer.deviation = deviation->number();
    }
}

LayerSpec readLayer(const JsonValue& json) {
    const JsonValue kind = json.at("kind");
    const auto reader = readers().find(kind.text());
    if (reader == readers().end()) {
        std::string kinds;
        for (const auto& [name, read] : readers())
            kinds += (kinds.empty() ? "" : ", ") + name;
        kind.refuse("\"" + kind.text() + "\" is none of " + kinds);
    }
    Options options(json);
    options.find("kind");
    LayerSpec layer(reader->second(options));
    options.read("name", layer.name);
    options.read("from", layer.src);
    readParameterOptions(options, layer);
    options.refuseOthers();
    return layer;
}

Initialization initializationFrom(const JsonValue& json) {
    if (json.text() == "he") return Initialization::He;
    if (json.text() == "xavier") return Initialization::Xavier;
    json.refuse("must be \"he\" or \"xavier\", got \"" + json.text() + "\"");
}

void requireFormat(Options& options, const JsonValue& json) {
    options.require("format");
    options.require("version");
    if (json.at("format").text() != kFormat)
        json.at("format").refuse("must be \"" + std::string(kFormat) + "\", got \"" +
                                 json.at("format").text() + "\"");
    if (json.at("version").integer() != 1)
        json.at("version").refuse("is " + json.at("version").json().dump() + "; this program reads 1");
}

} // namespace

NetworkSpec networkFromJson(const JsonValue& json) {
    Options options(json);
    requireFormat(options, json);
    NetworkSpec network;
    options.read("name", network.name);
    if (const auto word = options.find("initialization")) network.initialization = initializationFrom(*word);
    options.require("layers");
    const JsonValue layers = json.at("layers");
    for (std::size_t i = 0; i < layers.array().size(); ++i)
        network.layers.push_back(readLayer(layers.item(i)));
    options.refuseOthers();
    if (network.layers.empty() || !std::holds_alternative<Linear>(network.layers.back().options))
        layers.refuse("must end in a \"linear\" layer, which gives one output a class");
    return network;
}

NetworkSpec loadNetwork(const std::filesystem::path& path) {
    const std::string text = readWholeFile(path, kLongestNetworkFile);
    try {
        const Json document = parseJson(text);
        NetworkSpec network = networkFromJson(JsonValue(document));
        if (network.name.empty()) network.name = path.stem().string();
        return network;
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

void setNetwork(ExperimentConfig& config, const std::string& spec) {
    std::optional<NetworkSpec> own;
    if (spec == kOwnFile) throw std::invalid_argument("network 'net:' names no file; write net:FILE.json");
    if (spec.starts_with(kOwnFile))
        own = loadNetwork(spec.substr(kOwnFile.size()));
    else
        networkFromSpec(spec, 2); // is there such a one? The number of classes does not matter for that
    config.network = spec;
    config.ownNetwork = std::move(own);
}

} // namespace cyclo
