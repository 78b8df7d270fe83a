// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/HistogramPicture.h"

#include "core/data/ClassColours.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace cyclo {

namespace {

std::int64_t binOf(float value, const FeatureHistogram& histogram) {
    const auto bins = static_cast<std::int64_t>(histogram.counts.size());
    const double span = histogram.largest - histogram.smallest;
    if (!(span > 0)) return 0;
    const double share = (static_cast<double>(value) - histogram.smallest) / span;
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(share * static_cast<double>(bins)), 0,
                                    bins - 1);
}

std::int64_t total(const std::vector<std::int64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

void fillRectangle(Image8& picture, std::int64_t left, std::int64_t width, std::int64_t top,
                   std::int64_t bottom, Rgb colour) {
    for (std::int64_t y = top; y < bottom; ++y)
        for (std::int64_t x = left; x < left + width; ++x)
            std::ranges::copy(colour, picture.pixels.begin() + (y * picture.width + x) * 3);
}

void draw(Image8& picture, const FeatureHistogram& histogram, std::int64_t left, std::int64_t top,
          const HistogramOptions& options) {
    std::int64_t most = 1;
    for (const auto& bin : histogram.counts)
        most = std::max(most, total(bin));
    const std::int64_t base = top + options.height;
    for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
        const std::int64_t x = left + static_cast<std::int64_t>(bin) * options.binWidth;
        std::int64_t below = 0;
        for (std::size_t label = 0; label < histogram.counts[bin].size(); ++label) {
            const std::int64_t above = below + histogram.counts[bin][label];
            fillRectangle(picture, x, options.binWidth, base - above * options.height / most,
                          base - below * options.height / most,
                          classColour(static_cast<std::int32_t>(label)));
            below = above;
        }
    }
    constexpr Rgb kAxis{128, 128, 128};
    fillRectangle(picture, left, options.bins * options.binWidth, base, base + 1, kAxis);
}

} // namespace

std::vector<FeatureHistogram> histogramsOf(const Dataset& raw, std::int64_t classCount, std::int64_t bins) {
    const auto features = static_cast<std::size_t>(raw.sampleShape().count());
    const auto area = features / static_cast<std::size_t>(raw.sampleShape().channels);
    const auto classes = static_cast<std::size_t>(std::max<std::int64_t>(1, classCount));
    std::vector<float> sample(features);
    raw.copySample(0, sample);
    const std::vector<double> offsets = raw.offsets();
    std::vector<FeatureHistogram> histograms;
    for (const float value : sample)
        histograms.push_back(
            {.smallest = value,
             .largest = value,
             .counts = std::vector(static_cast<std::size_t>(bins), std::vector<std::int64_t>(classes))});
    for (std::int64_t i = 1; i < raw.size(); ++i) {
        raw.copySample(i, sample);
        for (std::size_t f = 0; f < features; ++f) {
            histograms[f].smallest = std::min<double>(histograms[f].smallest, sample[f]);
            histograms[f].largest = std::max<double>(histograms[f].largest, sample[f]);
        }
    }
    for (std::int64_t i = 0; i < raw.size(); ++i) {
        raw.copySample(i, sample);
        for (std::size_t f = 0; f < features; ++f)
            ++histograms[f].counts[static_cast<std::size_t>(binOf(sample[f], histograms[f]))].at(
                static_cast<std::size_t>(raw.label(i)));
    }
    for (std::size_t f = 0; f < features; ++f) {
        const double offset = offsets[f / area];
        histograms[f].smallest += offset;
        histograms[f].largest += offset;
    }
    return histograms;
}

Image8 histogramPicture(const Dataset& raw, std::int64_t classCount, const HistogramOptions& options) {
    if (options.columns < 1 || options.bins < 1 || options.binWidth < 1 || options.height < 1 ||
        options.gap < 1)
        throw std::invalid_argument("histogram picture: every option must be at least 1");
    const auto histograms = histogramsOf(raw, classCount, options.bins);
    const auto count = static_cast<std::int64_t>(histograms.size());
    const std::int64_t stepX = options.bins * options.binWidth + options.gap;
    const std::int64_t stepY = options.height + options.gap;
    Image8 picture{.width = std::min(count, options.columns) * stepX + options.gap,
                   .height = (count + options.columns - 1) / options.columns * stepY + options.gap,
                   .channels = 3,
                   .pixels = {}};
    picture.pixels.assign(static_cast<std::size_t>(picture.width * picture.height * 3), 255);
    for (std::int64_t i = 0; i < count; ++i)
        draw(picture, histograms[static_cast<std::size_t>(i)], options.gap + i % options.columns * stepX,
             options.gap + i / options.columns * stepY, options);
    return picture;
}

} // namespace cyclo
