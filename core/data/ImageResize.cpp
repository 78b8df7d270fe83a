// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageResize.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace cyclo {

namespace {

/// Source pixels that one pixel of the result is made of.
struct Taps {
    std::int64_t first = 0;
    std::vector<float> weights; ///< sum 1
};

std::vector<Taps> tapsFor(std::int64_t from, std::int64_t to) {
    const double scale = static_cast<double>(from) / static_cast<double>(to);
    const double reach = std::max(scale, 1.0);
    std::vector<Taps> taps;
    for (std::int64_t i = 0; i < to; ++i) {
        const double centre = (static_cast<double>(i) + 0.5) * scale;
        const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(centre - reach + 0.5));
        const auto last = std::min(from, static_cast<std::int64_t>(centre + reach + 0.5));
        Taps tap{.first = first, .weights = {}};
        double sum = 0;
        for (std::int64_t x = first; x < last; ++x) {
            const double weight =
                std::max(0.0, 1.0 - std::abs((static_cast<double>(x) + 0.5 - centre) / reach));
            tap.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        for (float& weight : tap.weights)
            weight = static_cast<float>(weight / sum);
        taps.push_back(std::move(tap));
    }
    return taps;
}

void copySquare(const Image8& image, std::int64_t left, std::int64_t top, std::int64_t size,
                std::span<std::uint8_t> dst) {
    for (std::int64_t c = 0; c < image.channels; ++c)
        for (std::int64_t y = 0; y < size; ++y)
            for (std::int64_t x = 0; x < size; ++x)
                dst[static_cast<std::size_t>((c * size + y) * size + x)] =
                    image.pixels[static_cast<std::size_t>(
                        ((top + y) * image.width + left + x) * image.channels + c)];
}

/// Which stored pixel (row, column) is shown at (y, x).
std::pair<std::int64_t, std::int64_t> storedAt(int orientation, std::int64_t last, std::int64_t y,
                                               std::int64_t x) {
    switch (orientation) {
    case 2:
        return {y, last - x};
    case 3:
        return {last - y, last - x};
    case 4:
        return {last - y, x};
    case 5:
        return {x, y};
    case 6:
        return {last - x, y};
    case 7:
        return {last - x, last - y};
    case 8:
        return {x, last - y};
    default:
        return {y, x};
    }
}

} // namespace

void resizeCentralSquare(const Image8& image, std::int64_t size, std::span<std::uint8_t> dst) {
    const std::int64_t side = std::min(image.width, image.height);
    const std::int64_t left = (image.width - side) / 2, top = (image.height - side) / 2;
    if (side == size) return copySquare(image, left, top, size, dst);
    const auto taps = tapsFor(side, size);
    const std::int64_t channels = image.channels;
    std::vector<float> rows(static_cast<std::size_t>(side * size)); // of one channel, narrowed
    std::vector<float> sums(static_cast<std::size_t>(size));
    for (std::int64_t c = 0; c < channels; ++c) {
        for (std::int64_t y = 0; y < side; ++y) {
            const std::uint8_t* row = image.pixels.data() + ((top + y) * image.width + left) * channels + c;
            for (std::int64_t x = 0; x < size; ++x) {
                const Taps& tap = taps[static_cast<std::size_t>(x)];
                float sum = 0;
                for (std::size_t i = 0; i < tap.weights.size(); ++i)
                    sum += tap.weights[i] * row[(tap.first + static_cast<std::int64_t>(i)) * channels];
                rows[static_cast<std::size_t>(y * size + x)] = sum;
            }
        }
        for (std::int64_t y = 0; y < size; ++y) {
            const Taps& tap = taps[static_cast<std::size_t>(y)];
            std::ranges::fill(sums, 0.0f);
            for (std::size_t i = 0; i < tap.weights.size(); ++i) {
                const float* row = rows.data() + (tap.first + static_cast<std::int64_t>(i)) * size;
                for (std::int64_t x = 0; x < size; ++x)
                    sums[static_cast<std::size_t>(x)] += tap.weights[i] * row[x];
            }
            for (std::int64_t x = 0; x < size; ++x)
                dst[static_cast<std::size_t>((c * size + y) * size + x)] = static_cast<std::uint8_t>(
                    std::clamp(sums[static_cast<std::size_t>(x)] + 0.5f, 0.0f, 255.0f));
        }
    }
}

void turnUpright(int orientation, std::int64_t size, std::span<std::uint8_t> square) {
    if (orientation < 2 || orientation > 8) return;
    const auto area = static_cast<std::size_t>(size * size);
    const std::vector<std::uint8_t> stored(square.begin(), square.end());
    for (std::size_t plane = 0; plane < square.size(); plane += area)
        for (std::int64_t y = 0; y < size; ++y)
            for (std::int64_t x = 0; x < size; ++x) {
                const auto [row, column] = storedAt(orientation, size - 1, y, x);
                square[plane + static_cast<std::size_t>(y * size + x)] =
                    stored[plane + static_cast<std::size_t>(row * size + column)];
            }
}

} // namespace cyclo
