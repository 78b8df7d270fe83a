// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ScatterPicture.h"

#include "core/data/ClassColours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

std::array<float, 2> pointAt(const Dataset& raw, std::int64_t index) {
    std::array<float, 2> point{};
    raw.copySample(index, point);
    return point;
}

void check(const Dataset& raw, const ScatterOptions& options) {
    if (options.side < 16 || options.radius < 0 || options.mostPoints < 1)
        throw std::invalid_argument("scatter picture: side must be at least 16, radius 0 and mostPoints 1");
    if (raw.sampleShape().count() != 2)
        throw std::invalid_argument("scatter picture: samples of " + toString(raw.sampleShape()) +
                                    " are no points; 2 features are needed");
}

void drawPoint(Image8& picture, std::int64_t column, std::int64_t row, std::int64_t radius, Rgb colour) {
    for (std::int64_t y = std::max<std::int64_t>(0, row - radius);
         y <= std::min(picture.height - 1, row + radius); ++y)
        for (std::int64_t x = std::max<std::int64_t>(0, column - radius);
             x <= std::min(picture.width - 1, column + radius); ++x)
            std::ranges::copy(colour, picture.pixels.begin() + (y * picture.width + x) * 3);
}

} // namespace

PlaneWindow windowAround(const Dataset& raw) {
    check(raw, {});
    auto low = pointAt(raw, 0), high = low;
    for (std::int64_t i = 1; i < raw.size(); ++i) {
        const auto point = pointAt(raw, i);
        for (std::size_t axis = 0; axis < 2; ++axis) {
            low[axis] = std::min(low[axis], point[axis]);
            high[axis] = std::max(high[axis], point[axis]);
        }
    }
    const double wide = std::max<double>({high[0] - low[0], high[1] - low[1], 1e-6});
    const double side = 1.1 * wide;
    return {.left = (low[0] + high[0] - side) / 2, .bottom = (low[1] + high[1] - side) / 2, .side = side};
}

Image8 scatterPicture(const Dataset& raw, const ScatterOptions& options) {
    check(raw, options);
    const PlaneWindow window = windowAround(raw);
    Image8 picture{.width = options.side, .height = options.side, .channels = 3, .pixels = {}};
    picture.pixels.assign(static_cast<std::size_t>(options.side * options.side * 3), 255);
    const double scale = static_cast<double>(options.side - 1) / window.side;
    for (std::int64_t i = 0; i < std::min(raw.size(), options.mostPoints); ++i) {
        const auto point = pointAt(raw, i);
        drawPoint(picture, std::lround((point[0] - window.left) * scale),
                  options.side - 1 - std::lround((point[1] - window.bottom) * scale), options.radius,
                  classColour(raw.label(i)));
    }
    return picture;
}

} // namespace cyclo
