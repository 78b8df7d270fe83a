// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/ShapeRules.h"

#include <stdexcept>

namespace cyclo {

namespace {

void requirePositive(std::int64_t value, const std::string& layer, const char* option) {
    if (value < 1)
        throw std::invalid_argument(layer + ": " + option + " must be at least 1, got " +
                                    std::to_string(value));
}

/// Places that a window of kernelSize can take along an axis of size + 2·padding.
std::int64_t windows(std::int64_t size, std::int64_t kernelSize, std::int64_t stride, std::int64_t padding,
                     const std::string& layer) {
    requirePositive(kernelSize, layer, "kernelSize");
    requirePositive(stride, layer, "stride");
    const std::int64_t padded = size + 2 * padding;
    if (padding < 0 || padded < kernelSize)
        throw std::invalid_argument(layer + ": a window of " + std::to_string(kernelSize) +
                                    " does not fit into " + std::to_string(padded) +
                                    " (source with padding); use larger samples or another network");
    return (padded - kernelSize) / stride + 1;
}

struct OutputShape {
    const SampleShape& src;
    const std::string& layer;

    SampleShape operator()(const Conv2d& conv) const {
        requirePositive(conv.outChannels, layer, "outChannels");
        return {conv.outChannels, windows(src.height, conv.kernelSize, conv.stride, conv.padding, layer),
                windows(src.width, conv.kernelSize, conv.stride, conv.padding, layer)};
    }
    SampleShape operator()(const MaxPool2d& pool) const {
        return {src.channels, windows(src.height, pool.kernelSize, pool.stride, 0, layer),
                windows(src.width, pool.kernelSize, pool.stride, 0, layer)};
    }
    SampleShape operator()(const Relu&) const { return src; }
    SampleShape operator()(const Linear& linear) const {
        requirePositive(linear.outFeatures, layer, "outFeatures");
        return {linear.outFeatures, 1, 1};
    }
};

struct Parameters {
    const SampleShape& src;

    std::vector<ParameterShape> operator()(const Conv2d& conv) const {
        const std::int64_t k = conv.kernelSize;
        return {{"weight", {conv.outChannels, src.channels, k, k}, src.channels * k * k},
                {"bias", {conv.outChannels}, 0}};
    }
    std::vector<ParameterShape> operator()(const Linear& linear) const {
        return {{"weight", {linear.outFeatures, src.count()}, src.count()},
                {"bias", {linear.outFeatures}, 0}};
    }
    std::vector<ParameterShape> operator()(const MaxPool2d&) const { return {}; }
    std::vector<ParameterShape> operator()(const Relu&) const { return {}; }
};

} // namespace

SampleShape outputShape(const LayerSpec& layer, const SampleShape& src, const std::string& layerName) {
    return std::visit(OutputShape{src, layerName}, layer);
}

std::vector<ParameterShape> parametersOf(const LayerSpec& layer, const SampleShape& src) {
    return std::visit(Parameters{src}, layer);
}

} // namespace cyclo
