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

/// Of kernels, strides and padding; far above what is any use, and sums of them stay numbers.
constexpr std::int64_t kLargest = 1'000'000;

void requireRange(std::int64_t value, std::int64_t least, const std::string& layer, const char* option) {
    if (value < least || value > kLargest)
        throw std::invalid_argument(layer + ": " + option + " must be from " + std::to_string(least) +
                                    " to " + std::to_string(kLargest) + ", got " + std::to_string(value));
}

struct Axis {
    std::int64_t size, kernelSize, stride, padding;
};

void requireFit(const Axis& axis, const std::string& layer) {
    requireRange(axis.kernelSize, 1, layer, "kernel_size");
    requireRange(axis.stride, 1, layer, "stride");
    requireRange(axis.padding, 0, layer, "padding");
    const std::int64_t padded = axis.size + 2 * axis.padding;
    if (padded < axis.kernelSize)
        throw std::invalid_argument(layer + ": a window of " + std::to_string(axis.kernelSize) +
                                    " does not fit into " + std::to_string(padded) +
                                    " (source with padding); use larger samples or another network");
}

/// Places that a window can take along an axis.
std::int64_t windows(const Axis& axis, const std::string& layer) {
    requireFit(axis, layer);
    return (axis.size + 2 * axis.padding - axis.kernelSize) / axis.stride + 1;
}

/// The same for pooling, where sizes may round up; each window must begin inside the source or the padding
/// before it.
std::int64_t poolWindows(std::int64_t size, const PoolWindow& window, const std::string& layer) {
    if (window.kernelSize > 255)
        throw std::invalid_argument(layer + ": kernel_size must be at most 255, got " +
                                    std::to_string(window.kernelSize));
    const Axis axis{size, window.kernelSize, window.stride, window.padding};
    if (window.padding > window.kernelSize / 2)
        throw std::invalid_argument(layer + ": padding must be at most half of the window of " +
                                    std::to_string(window.kernelSize) + ", got " +
                                    std::to_string(window.padding));
    const std::int64_t whole = windows(axis, layer);
    if (!window.ceil) return whole;
    const std::int64_t rest = size + 2 * window.padding - window.kernelSize - (whole - 1) * window.stride;
    const bool beginsInside = whole * window.stride < size + window.padding;
    return rest > 0 && beginsInside ? whole + 1 : whole;
}

void requireShare(double value, const std::string& layer, const char* option) {
    if (!(value >= 0 && value < 1))
        throw std::invalid_argument(layer + ": " + option + " must be at least 0 and below 1, got " +
                                    std::to_string(value));
}

struct OutputShape {
    const SampleShape& src;
    const SampleShape& other;
    const std::string& layer;

    SampleShape operator()(const Conv2d& conv) const {
        requirePositive(conv.outChannels, layer, "out_channels");
        const auto along = [&](std::int64_t size) {
            return windows({size, conv.kernelSize, conv.stride, conv.padding}, layer);
        };
        return {conv.outChannels, along(src.height), along(src.width)};
    }
    SampleShape operator()(const MaxPool2d& pool) const { return pooled(pool.window); }
    SampleShape operator()(const AvgPool2d& pool) const { return pooled(pool.window); }
    SampleShape operator()(const GlobalAvgPool&) const { return {src.channels, 1, 1}; }
    SampleShape operator()(const Relu&) const { return src; }
    SampleShape operator()(const Linear& linear) const {
        requirePositive(linear.outFeatures, layer, "out_features");
        return {linear.outFeatures, 1, 1};
    }
    SampleShape operator()(const BatchNorm2d& norm) const {
        if (!(norm.eps > 0)) throw std::invalid_argument(layer + ": eps must be above 0");
        requireShare(norm.momentum, layer, "momentum");
        return src;
    }
    SampleShape operator()(const Dropout& dropout) const {
        requireShare(dropout.probability, layer, "probability");
        return src;
    }
    SampleShape operator()(const LocalResponseNorm& norm) const {
        if (norm.size < 1 || norm.size % 2 == 0)
            throw std::invalid_argument(layer + ": size must be odd, got " + std::to_string(norm.size));
        return src;
    }
    SampleShape operator()(const Add& add) const {
        if (other != src)
            throw std::invalid_argument(layer + ": the sources of a sum must have one shape, got " +
                                        toString(src) + " and " + toString(other) + " of " + add.other);
        return src;
    }

private:
    SampleShape pooled(const PoolWindow& window) const {
        return {src.channels, poolWindows(src.height, window, layer), poolWindows(src.width, window, layer)};
    }
};

struct Parameters {
    const SampleShape& src;

    std::vector<ParameterShape> operator()(const Conv2d& conv) const {
        const std::int64_t k = conv.kernelSize;
        std::vector<ParameterShape> parameters{
            {"weight", {conv.outChannels, src.channels, k, k}, src.channels * k * k}};
        if (conv.bias) parameters.push_back({"bias", {conv.outChannels}});
        return parameters;
    }
    std::vector<ParameterShape> operator()(const Linear& linear) const {
        return {{"weight", {linear.outFeatures, src.count()}, src.count()}, {"bias", {linear.outFeatures}}};
    }
    std::vector<ParameterShape> operator()(const BatchNorm2d&) const {
        const Shape shape{src.channels};
        return {{.name = "weight", .shape = shape, .start = 1.f},
                {.name = "bias", .shape = shape},
                {.name = "running_mean", .shape = shape, .isStatistic = true},
                {.name = "running_var", .shape = shape, .start = 1.f, .isStatistic = true}};
    }
    template <typename Other> std::vector<ParameterShape> operator()(const Other&) const { return {}; }
};

} // namespace

SampleShape outputShape(const LayerOptions& layer, const SampleShape& src, const SampleShape& other,
                        const std::string& layerName) {
    return std::visit(OutputShape{src, other, layerName}, layer);
}

std::vector<ParameterShape> parametersOf(const LayerOptions& layer, const SampleShape& src) {
    return std::visit(Parameters{src}, layer);
}

} // namespace cyclo
