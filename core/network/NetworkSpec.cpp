// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NetworkSpec.h"

#include "core/network/ShapeRules.h"

#include <cstdio>
#include <map>
#include <set>
#include <stdexcept>

namespace cyclo {

namespace {

std::string square(std::int64_t size) {
    return std::to_string(size) + "×" + std::to_string(size);
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string windowText(const PoolWindow& window) {
    return square(window.kernelSize) + ", stride " + std::to_string(window.stride) +
           (window.padding != 0 ? ", padding " + std::to_string(window.padding) : "") +
           (window.ceil ? ", rounded up" : "");
}

struct Describe {
    std::string operator()(const Conv2d& c) const {
        return "convolution " + std::to_string(c.outChannels) + " × " + square(c.kernelSize) +
               (c.stride != 1 ? ", stride " + std::to_string(c.stride) : "") +
               (c.padding != 0 ? ", padding " + std::to_string(c.padding) : "");
    }
    std::string operator()(const MaxPool2d& p) const { return "max pooling " + windowText(p.window); }
    std::string operator()(const AvgPool2d& p) const { return "mean pooling " + windowText(p.window); }
    std::string operator()(const GlobalAvgPool&) const { return "mean over all places"; }
    std::string operator()(const Relu&) const { return "ReLU"; }
    std::string operator()(const Linear& l) const {
        return "fully connected, " + std::to_string(l.outFeatures) + " outputs";
    }
    std::string operator()(const BatchNorm2d&) const { return "batch normalisation"; }
    std::string operator()(const Dropout& d) const { return "dropout " + number(d.probability); }
    std::string operator()(const LocalResponseNorm& n) const {
        return "response normalisation " + square(n.size);
    }
    std::string operator()(const Add& a) const { return "sum with " + a.other; }
};

struct KindName {
    std::string operator()(const Conv2d&) const { return "conv"; }
    std::string operator()(const MaxPool2d&) const { return "pool"; }
    std::string operator()(const AvgPool2d&) const { return "pool"; }
    std::string operator()(const GlobalAvgPool&) const { return "pool"; }
    std::string operator()(const Relu&) const { return "relu"; }
    std::string operator()(const Linear&) const { return "fc"; }
    std::string operator()(const BatchNorm2d&) const { return "bn"; }
    std::string operator()(const Dropout&) const { return "dropout"; }
    std::string operator()(const LocalResponseNorm&) const { return "norm"; }
    std::string operator()(const Add&) const { return "add"; }
};

/// Of one parameter, or of a result for one sample: 8 GiB.
constexpr std::int64_t kMostValues = std::int64_t{1} << 31;

std::int64_t countUpTo(std::int64_t most, const Shape& shape, const std::string& layer) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size > most / count)
            throw std::invalid_argument(layer + ": " + toString(shape) + " is more than " +
                                        std::to_string(most) + " values; make it smaller");
        count *= size;
    }
    return count;
}

bool isLinear(const LayerSpec& layer) {
    return std::holds_alternative<Linear>(layer.options);
}

bool needsMaps(const LayerSpec& layer) {
    return std::holds_alternative<Conv2d>(layer.options) ||
           std::holds_alternative<MaxPool2d>(layer.options) ||
           std::holds_alternative<AvgPool2d>(layer.options) ||
           std::holds_alternative<GlobalAvgPool>(layer.options);
}

/// Gives the layers of a network their names and sources, one after another.
class Walk {
public:
    explicit Walk(const SampleShape& input) : input_(input) {}

    void add(const LayerSpec& layer) {
        const std::string kind = std::visit(KindName{}, layer.options);
        const int number = ++seen_[kind];
        LayerSummary summary{.name = layer.name.empty() ? kind + std::to_string(number) : layer.name,
                             .text = std::visit(Describe{}, layer.options),
                             .source = {},
                             .other = {},
                             .src = {},
                             .dst = {}};
        if (places_.contains(summary.name) || summary.name == kNetworkInput)
            throw std::invalid_argument("there is a second '" + summary.name +
                                        "'; give each layer its own name");
        if (!layer.src.empty())
            summary.source = placeOf(layer.src, summary.name);
        else if (!summaries_.empty())
            summary.source = summaries_.size() - 1;
        if (const auto* sum = std::get_if<Add>(&layer.options))
            summary.other = placeOf(sum->other, summary.name);
        for (const LayerSource source : {summary.source, summary.other})
            if (source) used_.insert(*source);
        summary.src = shapeAt(summary.source);
        noteRows(layer, summary);
        summary.dst = outputShape(layer.options, summary.src, shapeAt(summary.other), summary.name);
        for (const ParameterShape& parameter : parametersOf(layer.options, summary.src)) {
            const std::int64_t count = countUpTo(kMostValues, parameter.shape, summary.name);
            if (!parameter.isStatistic) summary.parameterCount += count;
        }
        countUpTo(kMostValues, {summary.dst.channels, summary.dst.height, summary.dst.width}, summary.name);
        places_[summary.name] = summaries_.size();
        summaries_.push_back(std::move(summary));
    }

    /// @throws std::invalid_argument  if a layer but the last one is of no use
    std::vector<LayerSummary> take() {
        for (std::size_t i = 0; i + 1 < summaries_.size(); ++i)
            if (!used_.contains(i))
                throw std::invalid_argument(summaries_[i].name +
                                            ": no layer takes its result; leave it out, or name it in "
                                            "\"from\" or \"other\" of one behind it");
        return std::move(summaries_);
    }

private:
    SampleShape shapeAt(LayerSource source) const { return source ? summaries_[*source].dst : input_; }

    /// Linear layers, and networks that begin with one, work on rows of values, which are maps no more; so do
    /// networks for samples without height and width.
    void noteRows(const LayerSpec& layer, const LayerSummary& summary) {
        if (summaries_.empty()) inputIsRows_ = isLinear(layer) || input_.height * input_.width == 1;
        const auto areRows = [&](LayerSource source) { return source ? isRows_[*source] : inputIsRows_; };
        const bool fromRows = areRows(summary.source);
        if (fromRows && needsMaps(layer))
            throw std::invalid_argument(summary.name + ": needs maps, and gets " +
                                        std::to_string(summary.src.count()) +
                                        " values without height and width; use linear layers there, as "
                                        "mlp:128 has");
        if (std::holds_alternative<Add>(layer.options) && areRows(summary.other) != fromRows)
            throw std::invalid_argument(summary.name +
                                        ": one source of the sum is maps, the other is behind a linear layer "
                                        "and has no height and width; take both before or both behind one");
        isRows_.push_back(fromRows || isLinear(layer));
    }

    LayerSource placeOf(const std::string& name, const std::string& layer) const {
        if (name == kNetworkInput) return {};
        const auto found = places_.find(name);
        if (found == places_.end())
            throw std::invalid_argument(layer + ": there is no layer '" + name + "' before it; there are " +
                                        namesBefore());
        return found->second;
    }

    std::string namesBefore() const {
        constexpr std::size_t kNames = 12;
        std::string names = kNetworkInput;
        if (summaries_.size() > kNames) names += ", ...";
        for (std::size_t i = summaries_.size() > kNames ? summaries_.size() - kNames : 0;
             i < summaries_.size(); ++i)
            names += ", " + summaries_[i].name;
        return names;
    }

    SampleShape input_;
    bool inputIsRows_ = false;
    std::vector<bool> isRows_; ///< of the results
    std::map<std::string, int> seen_;
    std::map<std::string, std::size_t> places_;
    std::vector<LayerSummary> summaries_;
    std::set<std::size_t> used_;
};

} // namespace

std::vector<LayerSummary> summarize(const NetworkSpec& spec, const SampleShape& src) {
    try {
        Walk walk(src);
        for (const LayerSpec& layer : spec.layers)
            walk.add(layer);
        return walk.take();
    } catch (const std::invalid_argument& wrong) {
        throw std::invalid_argument("network '" + spec.name + "': " + wrong.what());
    }
}

NetworkSpec withOutputs(NetworkSpec spec, std::int64_t classes) {
    for (LayerSpec& layer : spec.layers)
        if (auto* linear = std::get_if<Linear>(&layer.options); linear && linear->outFeatures == kOnePerClass)
            linear->outFeatures = classes;
    if (outputsOf(spec) != classes)
        throw std::invalid_argument("network '" + spec.name + "': its last layer has " +
                                    std::to_string(outputsOf(spec)) + " outputs, the data want " +
                                    std::to_string(classes) + "; leave its out_features out");
    return spec;
}

std::int64_t outputsOf(const NetworkSpec& spec) {
    const auto* last = spec.layers.empty() ? nullptr : std::get_if<Linear>(&spec.layers.back().options);
    return last ? last->outFeatures : kOnePerClass;
}

std::int64_t parameterCount(const NetworkSpec& spec, const SampleShape& src) {
    std::int64_t count = 0;
    for (const LayerSummary& layer : summarize(spec, src))
        count += layer.parameterCount;
    return count;
}

} // namespace cyclo
