// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/NaiveNetwork.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cyclo::test {

namespace {

/// Values of one sample with its shape; at(c, y, x) is 0 outside.
struct Map {
    SampleShape shape;
    std::vector<double> values;

    explicit Map(SampleShape s) : shape(s), values(static_cast<std::size_t>(s.count())) {}
    std::size_t index(std::int64_t c, std::int64_t y, std::int64_t x) const {
        return static_cast<std::size_t>((c * shape.height + y) * shape.width + x);
    }
    double at(std::int64_t c, std::int64_t y, std::int64_t x) const {
        const bool outside = y < 0 || x < 0 || y >= shape.height || x >= shape.width;
        return outside ? 0.0 : values[index(c, y, x)];
    }
};

struct Apply {
    const Map& src;
    SampleShape dstShape;
    const NamedTensor* parameters; ///< weight, bias of this layer

    double weight(std::int64_t i) const { return parameters[0].tensor.values[static_cast<std::size_t>(i)]; }
    double bias(std::int64_t i) const { return parameters[1].tensor.values[static_cast<std::size_t>(i)]; }

    template <typename Value> Map fill(Value value) const {
        Map dst(dstShape);
        for (std::int64_t c = 0; c < dstShape.channels; ++c)
            for (std::int64_t y = 0; y < dstShape.height; ++y)
                for (std::int64_t x = 0; x < dstShape.width; ++x)
                    dst.values[dst.index(c, y, x)] = value(c, y, x);
        return dst;
    }

    Map operator()(const Conv2d& conv) const {
        const std::int64_t k = conv.kernelSize, channels = src.shape.channels;
        return fill([&](std::int64_t o, std::int64_t y, std::int64_t x) {
            double sum = bias(o);
            for (std::int64_t c = 0; c < channels; ++c)
                for (std::int64_t i = 0; i < k; ++i)
                    for (std::int64_t j = 0; j < k; ++j)
                        sum +=
                            weight(((o * channels + c) * k + i) * k + j) *
                            src.at(c, y * conv.stride + i - conv.padding, x * conv.stride + j - conv.padding);
            return sum;
        });
    }
    Map operator()(const MaxPool2d& pool) const {
        return fill([&](std::int64_t c, std::int64_t y, std::int64_t x) {
            double largest = -std::numeric_limits<double>::infinity();
            for (std::int64_t i = 0; i < pool.kernelSize; ++i)
                for (std::int64_t j = 0; j < pool.kernelSize; ++j)
                    largest = std::max(largest, src.at(c, y * pool.stride + i, x * pool.stride + j));
            return largest;
        });
    }
    Map operator()(const Relu&) const {
        return fill(
            [&](std::int64_t c, std::int64_t y, std::int64_t x) { return std::max(src.at(c, y, x), 0.0); });
    }
    Map operator()(const Linear&) const {
        const std::int64_t inFeatures = src.shape.count();
        return fill([&](std::int64_t o, std::int64_t, std::int64_t) {
            double sum = bias(o);
            for (std::int64_t i = 0; i < inFeatures; ++i)
                sum += weight(o * inFeatures + i) * src.values[static_cast<std::size_t>(i)];
            return sum;
        });
    }
};

} // namespace

std::vector<double> NaiveNetwork::logits(const std::vector<float>& samples, std::int64_t count) const {
    const std::vector<LayerSummary> layers = summarize(spec, src);
    std::vector<double> result;
    for (std::int64_t n = 0; n < count; ++n) {
        Map map(src);
        std::copy_n(samples.begin() + n * src.count(), src.count(), map.values.begin());
        std::size_t next = 0;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const NamedTensor* parameters = weights.data() + next;
            map = std::visit(Apply{map, layers[i].dst, parameters}, spec.layers[i]);
            if (layers[i].parameterCount > 0) next += 2;
        }
        result.insert(result.end(), map.values.begin(), map.values.end());
    }
    return result;
}

double NaiveNetwork::loss(const std::vector<float>& samples, const std::vector<std::int32_t>& labels) const {
    const std::vector<double> z = logits(samples, static_cast<std::int64_t>(labels.size()));
    const std::size_t classes = z.size() / labels.size();
    double total = 0.0;
    for (std::size_t n = 0; n < labels.size(); ++n) {
        double sum = 0.0;
        for (std::size_t j = 0; j < classes; ++j)
            sum += std::exp(z[n * classes + j]);
        total += std::log(sum) - z[n * classes + static_cast<std::size_t>(labels[n])];
    }
    return total / static_cast<double>(labels.size());
}

double NaiveNetwork::gradient(std::size_t tensor, std::size_t element, const std::vector<float>& samples,
                              const std::vector<std::int32_t>& labels) const {
    NaiveNetwork moved = *this;
    float& value = moved.weights[tensor].tensor.values[element];
    const float centre = value;
    // About 1e-6: small against the distance to the next kink of a ReLU or a maximum, large against double
    // rounding (1e-16 / 1e-6). The true distance is taken from what float stores.
    value = centre + 0x1p-20f;
    const double above = value, lossAbove = moved.loss(samples, labels);
    value = centre - 0x1p-20f;
    const double below = value, lossBelow = moved.loss(samples, labels);
    return (lossAbove - lossBelow) / (above - below);
}

} // namespace cyclo::test
