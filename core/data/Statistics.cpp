// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace cyclo {

namespace {

struct Sums {
    double first = 0;  ///< sum of x - shift
    double second = 0; ///< sum of (x - shift)²
};

/// Several sums side by side, so that the additions do not wait for each other.
Sums sumsOf(std::span<const float> values, double shift) {
    constexpr std::size_t kLanes = 8;
    std::array<double, kLanes> first{}, second{};
    const std::size_t whole = values.size() / kLanes * kLanes;
    for (std::size_t i = 0; i < whole; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double x = values[i + lane] - shift;
            first[lane] += x;
            second[lane] += x * x;
        }
    }
    Sums sums;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        sums = {sums.first + first[lane], sums.second + second[lane]};
    for (std::size_t i = whole; i < values.size(); ++i)
        sums = {sums.first + (values[i] - shift), sums.second + (values[i] - shift) * (values[i] - shift)};
    return sums;
}

void requireSamples(const Dataset& dataset) {
    if (dataset.size() < 1)
        throw std::invalid_argument("statistics of a data set need at least 1 sample, got 0");
}

} // namespace

ChannelStatistics channelStatistics(const Dataset& dataset) {
    requireSamples(dataset);
    const SampleShape shape = dataset.sampleShape();
    const auto channels = static_cast<std::size_t>(shape.channels);
    const auto area = static_cast<std::size_t>(shape.height * shape.width);
    std::vector<float> sample(channels * area);

    // Counted from a value of the channel, not from 0: a small spread around a large mean keeps its digits.
    std::vector<double> shifts(channels);
    dataset.copySample(0, sample);
    for (std::size_t c = 0; c < channels; ++c)
        shifts[c] = sample[c * area];

    std::vector<Sums> sums(channels);
    for (std::int64_t i = 0; i < dataset.size(); ++i) {
        dataset.copySample(i, sample);
        for (std::size_t c = 0; c < channels; ++c) {
            const Sums one = sumsOf(std::span(sample).subspan(c * area, area), shifts[c]);
            sums[c] = {sums[c].first + one.first, sums[c].second + one.second};
        }
    }

    ChannelStatistics statistics;
    const std::vector<double> offsets = dataset.offsets();
    const double n = static_cast<double>(dataset.size()) * static_cast<double>(area);
    for (std::size_t c = 0; c < channels; ++c) {
        const double shifted = sums[c].first / n;
        statistics.mean.push_back(offsets[c] + (shifts[c] + shifted));
        statistics.standardDeviation.push_back(
            std::sqrt(std::max(0.0, sums[c].second / n - shifted * shifted)));
    }
    return statistics;
}

std::vector<double> meanSample(const Dataset& dataset) {
    requireSamples(dataset);
    const auto count = static_cast<std::size_t>(dataset.sampleShape().count());
    std::vector<float> sample(count);
    std::vector<double> mean(count);
    for (std::int64_t i = 0; i < dataset.size(); ++i) {
        dataset.copySample(i, sample);
        std::transform(sample.begin(), sample.end(), mean.begin(), mean.begin(),
                       [](float value, double sum) { return sum + value; });
    }
    for (double& value : mean)
        value /= static_cast<double>(dataset.size());
    return mean;
}

std::vector<TargetStatistics> targetStatistics(const Dataset& dataset) {
    requireSamples(dataset);
    const auto count = static_cast<std::size_t>(dataset.targetCount());
    std::vector<float> first(count), targets(count);
    dataset.copyTargets(0, first); // counted from here, so that a small spread keeps its digits
    std::vector<Sums> sums(count);
    for (std::int64_t i = 0; i < dataset.size(); ++i) {
        dataset.copyTargets(i, targets);
        for (std::size_t t = 0; t < count; ++t) {
            const double x = static_cast<double>(targets[t]) - first[t];
            sums[t] = {sums[t].first + x, sums[t].second + x * x};
        }
    }
    std::vector<TargetStatistics> statistics;
    const std::vector<double> offsets = dataset.targetOffsets();
    const auto n = static_cast<double>(dataset.size());
    for (std::size_t t = 0; t < count; ++t) {
        const double shifted = sums[t].first / n;
        statistics.push_back(
            {.mean = offsets[t] + (first[t] + shifted),
             .standardDeviation = std::sqrt(std::max(0.0, sums[t].second / n - shifted * shifted))});
    }
    return statistics;
}

} // namespace cyclo
