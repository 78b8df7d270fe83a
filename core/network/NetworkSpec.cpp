// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NetworkSpec.h"

#include "core/network/ShapeRules.h"

#include <map>

namespace cyclo {

namespace {

std::string square(std::int64_t size) {
    return std::to_string(size) + "×" + std::to_string(size);
}

struct Describe {
    std::string operator()(const Conv2d& c) const {
        return "convolution " + std::to_string(c.outChannels) + " × " + square(c.kernelSize) +
               (c.stride != 1 ? ", stride " + std::to_string(c.stride) : "") +
               (c.padding != 0 ? ", padding " + std::to_string(c.padding) : "");
    }
    std::string operator()(const MaxPool2d& p) const {
        return "max pooling " + square(p.kernelSize) + ", stride " + std::to_string(p.stride);
    }
    std::string operator()(const Relu&) const { return "ReLU"; }
    std::string operator()(const Linear& l) const {
        return "fully connected, " + std::to_string(l.outFeatures) + " outputs";
    }
};

struct KindName {
    std::string operator()(const Conv2d&) const { return "conv"; }
    std::string operator()(const MaxPool2d&) const { return "pool"; }
    std::string operator()(const Relu&) const { return "relu"; }
    std::string operator()(const Linear&) const { return "fc"; }
};

} // namespace

std::vector<LayerSummary> summarize(const NetworkSpec& spec, const SampleShape& src) {
    std::vector<LayerSummary> summaries;
    std::map<std::string, int> seen;
    SampleShape shape = src;
    for (const LayerSpec& layer : spec.layers) {
        const std::string kind = std::visit(KindName{}, layer);
        LayerSummary summary{.name = kind + std::to_string(++seen[kind]),
                             .text = std::visit(Describe{}, layer),
                             .dst = {},
                             .parameterCount = 0};
        for (const ParameterShape& parameter : parametersOf(layer, shape))
            summary.parameterCount += elementCount(parameter.shape);
        shape = summary.dst = outputShape(layer, shape, summary.name);
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

std::int64_t parameterCount(const NetworkSpec& spec, const SampleShape& src) {
    std::int64_t count = 0;
    for (const LayerSummary& layer : summarize(spec, src))
        count += layer.parameterCount;
    return count;
}

} // namespace cyclo
