// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/NaiveNetwork.h"

#include "core/network/ShapeRules.h"

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
    bool isInside(std::int64_t y, std::int64_t x) const {
        return y >= 0 && x >= 0 && y < shape.height && x < shape.width;
    }
    double at(std::int64_t c, std::int64_t y, std::int64_t x) const {
        return isInside(y, x) ? values[index(c, y, x)] : 0.0;
    }
};

using MapBatch = std::vector<Map>;

/// One value per place of a result.
template <typename Value> Map mapOf(SampleShape shape, Value value) {
    Map dst(shape);
    for (std::int64_t c = 0; c < shape.channels; ++c)
        for (std::int64_t y = 0; y < shape.height; ++y)
            for (std::int64_t x = 0; x < shape.width; ++x)
                dst.values[dst.index(c, y, x)] = value(c, y, x);
    return dst;
}

/// The values of a window that lie inside the source.
std::vector<double> windowValues(const Map& src, const PoolWindow& window, std::int64_t c, std::int64_t y,
                                 std::int64_t x) {
    std::vector<double> values;
    for (std::int64_t i = y * window.stride - window.padding, k = 0; k < window.kernelSize; ++i, ++k)
        for (std::int64_t j = x * window.stride - window.padding, l = 0; l < window.kernelSize; ++j, ++l)
            if (src.isInside(i, j)) values.push_back(src.at(c, i, j));
    return values;
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

struct Apply {
    const MapBatch& src;
    const MapBatch& other; ///< second source of a sum
    SampleShape dstShape;
    const NamedTensor* parameters; ///< of this layer
    bool training;

    double parameter(std::size_t tensor, std::int64_t i) const {
        return parameters[tensor].tensor.values[static_cast<std::size_t>(i)];
    }

    /// value(source, c, y, x) for each place of each sample.
    template <typename Value> MapBatch fill(Value value) const {
        MapBatch dst;
        for (const Map& map : src)
            dst.push_back(mapOf(dstShape, [&](std::int64_t c, std::int64_t y, std::int64_t x) {
                return value(map, c, y, x);
            }));
        return dst;
    }

    MapBatch operator()(const Conv2d& conv) const {
        const std::int64_t k = conv.kernelSize;
        return fill([&](const Map& map, std::int64_t o, std::int64_t y, std::int64_t x) {
            const std::int64_t top = y * conv.stride - conv.padding, left = x * conv.stride - conv.padding;
            double sum = conv.bias ? parameter(1, o) : 0.0;
            for (std::int64_t c = 0; c < map.shape.channels; ++c)
                for (std::int64_t i = 0; i < k; ++i)
                    for (std::int64_t j = 0; j < k; ++j)
                        sum += parameter(0, ((o * map.shape.channels + c) * k + i) * k + j) *
                               map.at(c, top + i, left + j);
            return sum;
        });
    }
    MapBatch operator()(const MaxPool2d& pool) const {
        return fill([&](const Map& map, std::int64_t c, std::int64_t y, std::int64_t x) {
            return std::ranges::max(windowValues(map, pool.window, c, y, x));
        });
    }
    MapBatch operator()(const AvgPool2d& pool) const {
        return fill([&](const Map& map, std::int64_t c, std::int64_t y, std::int64_t x) {
            return meanOf(windowValues(map, pool.window, c, y, x));
        });
    }
    MapBatch operator()(const GlobalAvgPool&) const {
        return fill([&](const Map& map, std::int64_t c, std::int64_t, std::int64_t) {
            double sum = 0;
            for (std::int64_t y = 0; y < map.shape.height; ++y)
                for (std::int64_t x = 0; x < map.shape.width; ++x)
                    sum += map.at(c, y, x);
            return sum / static_cast<double>(map.shape.height * map.shape.width);
        });
    }
    MapBatch operator()(const Relu&) const {
        return fill([](const Map& map, std::int64_t c, std::int64_t y, std::int64_t x) {
            return std::max(map.at(c, y, x), 0.0);
        });
    }
    MapBatch operator()(const Linear&) const {
        return fill([&](const Map& map, std::int64_t o, std::int64_t, std::int64_t) {
            double sum = parameter(1, o);
            for (std::int64_t i = 0; i < map.shape.count(); ++i)
                sum += parameter(0, o * map.shape.count() + i) * map.values[static_cast<std::size_t>(i)];
            return sum;
        });
    }
    MapBatch operator()(const BatchNorm2d& norm) const {
        std::vector<double> mean, variance;
        for (std::int64_t c = 0; c < dstShape.channels; ++c) {
            mean.push_back(training ? batchMean(c) : parameter(2, c));
            variance.push_back(training ? batchVariance(c, mean.back()) : parameter(3, c));
        }
        return fill([&](const Map& map, std::int64_t c, std::int64_t y, std::int64_t x) {
            const auto i = static_cast<std::size_t>(c);
            const double unit = (map.at(c, y, x) - mean[i]) / std::sqrt(variance[i] + norm.eps);
            return parameter(0, c) * unit + parameter(1, c);
        });
    }
    MapBatch operator()(const Dropout&) const { return src; }
    MapBatch operator()(const LocalResponseNorm& norm) const {
        const std::int64_t half = norm.size / 2;
        return fill([&](const Map& map, std::int64_t c, std::int64_t y, std::int64_t x) {
            double squares = 0;
            for (std::int64_t i = y - half; i <= y + half; ++i)
                for (std::int64_t j = x - half; j <= x + half; ++j)
                    squares += map.at(c, i, j) * map.at(c, i, j);
            const double mean = squares / static_cast<double>(norm.size * norm.size);
            return map.at(c, y, x) * std::pow(1 + norm.alpha * mean, -norm.beta);
        });
    }
    MapBatch operator()(const Add&) const {
        MapBatch dst = src;
        for (std::size_t n = 0; n < dst.size(); ++n)
            for (std::size_t i = 0; i < dst[n].values.size(); ++i)
                dst[n].values[i] += other[n].values[i];
        return dst;
    }

private:
    /// Mean over the batch of f(value) for one channel.
    template <typename F> double batchMeanOf(std::int64_t c, F f) const {
        double sum = 0;
        for (const Map& map : src)
            for (std::int64_t y = 0; y < map.shape.height; ++y)
                for (std::int64_t x = 0; x < map.shape.width; ++x)
                    sum += f(map.at(c, y, x));
        return sum / static_cast<double>(static_cast<std::int64_t>(src.size()) * src[0].shape.height *
                                         src[0].shape.width);
    }
    double batchMean(std::int64_t c) const {
        return batchMeanOf(c, [](double v) { return v; });
    }
    double batchVariance(std::int64_t c, double mean) const {
        return batchMeanOf(c, [mean](double v) { return (v - mean) * (v - mean); });
    }
};

MapBatch batchOf(const SampleShape& shape, const std::vector<float>& samples, std::int64_t count) {
    MapBatch batch(static_cast<std::size_t>(count), Map(shape));
    for (std::int64_t n = 0; n < count; ++n)
        std::copy_n(samples.begin() + n * shape.count(), shape.count(),
                    batch[static_cast<std::size_t>(n)].values.begin());
    return batch;
}

} // namespace

std::vector<double> NaiveNetwork::logits(const std::vector<float>& samples, std::int64_t count) const {
    const std::vector<LayerSummary> layers = summarize(spec, src);
    const MapBatch input = batchOf(src, samples, count);
    std::vector<MapBatch> results;
    const auto resultOf = [&](const LayerSource& layer) -> const MapBatch& {
        return layer ? results[*layer] : input;
    };
    const NamedTensor* parameters = weights.data();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const LayerSummary& layer = layers[i];
        results.push_back(
            std::visit(Apply{resultOf(layer.source), resultOf(layer.other), layer.dst, parameters, training},
                       spec.layers[i].options));
        parameters += parametersOf(spec.layers[i].options, layer.src).size();
    }
    std::vector<double> values;
    for (const Map& map : results.back())
        values.insert(values.end(), map.values.begin(), map.values.end());
    return values;
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

double NaiveNetwork::gradient(const std::string& tensor, std::size_t element,
                              const std::vector<float>& samples,
                              const std::vector<std::int32_t>& labels) const {
    NaiveNetwork moved = *this;
    float& value = std::ranges::find(moved.weights, tensor, &NamedTensor::name)->tensor.values[element];
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
