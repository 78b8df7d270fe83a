// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ContactSheet.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

void check(const Dataset& raw, std::int64_t classCount, const ContactSheetOptions& options) {
    const auto refuse = [](const std::string& message) {
        throw std::invalid_argument("contact sheet: " + message);
    };
    const SampleShape shape = raw.sampleShape();
    if (shape.channels != 1 && shape.channels != 3)
        refuse("samples of " + toString(shape) + " are no pictures; 1 or 3 channels are needed");
    if (classCount < 1) refuse("classCount must be at least 1, got " + std::to_string(classCount));
    if (options.perClass < 1) refuse("perClass must be at least 1, got " + std::to_string(options.perClass));
    if (options.zoom < 1) refuse("zoom must be at least 1, got " + std::to_string(options.zoom));
    if (options.gap < 0) refuse("gap must be 0 or more, got " + std::to_string(options.gap));
}

/// Copies [C, H, W] values, magnified, to the place with its top left pixel at (left, top).
void paste(const std::vector<float>& sample, const SampleShape& shape, std::int64_t zoom, std::int64_t left,
           std::int64_t top, Image8& sheet) {
    for (std::int64_t y = 0; y < shape.height * zoom; ++y)
        for (std::int64_t x = 0; x < shape.width * zoom; ++x)
            for (std::int64_t c = 0; c < shape.channels; ++c) {
                const auto from = (c * shape.height + y / zoom) * shape.width + x / zoom;
                const auto to = ((top + y) * sheet.width + left + x) * shape.channels + c;
                const float value = std::clamp(sample[static_cast<std::size_t>(from)], 0.0f, 255.0f);
                sheet.pixels[static_cast<std::size_t>(to)] = static_cast<std::uint8_t>(std::lround(value));
            }
}

} // namespace

Image8 contactSheet(const Dataset& raw, std::int64_t classCount, const ContactSheetOptions& options) {
    check(raw, classCount, options);
    const SampleShape shape = raw.sampleShape();
    const std::int64_t stepX = shape.width * options.zoom + options.gap;
    const std::int64_t stepY = shape.height * options.zoom + options.gap;
    Image8 sheet{.width = options.perClass * stepX + options.gap,
                 .height = classCount * stepY + options.gap,
                 .channels = shape.channels,
                 .pixels = {}};
    sheet.pixels.assign(static_cast<std::size_t>(sheet.width * sheet.height * sheet.channels),
                        options.gapValue);

    std::vector<std::int64_t> placed(static_cast<std::size_t>(classCount));
    std::int64_t free = classCount * options.perClass;
    std::vector<float> sample(static_cast<std::size_t>(shape.count()));
    for (std::int64_t i = 0; i < raw.size() && free > 0; ++i) {
        const std::int32_t label = raw.label(i);
        auto& column = placed.at(static_cast<std::size_t>(label));
        if (column == options.perClass) continue;
        raw.copySample(i, sample);
        paste(sample, shape, options.zoom, options.gap + column * stepX, options.gap + label * stepY, sheet);
        ++column;
        --free;
    }
    return sheet;
}

} // namespace cyclo
