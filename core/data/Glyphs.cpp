// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Glyphs.h"

#include "core/data/ByteDataset.h"
#include "core/data/GlyphPen.h"
#include "core/tensor/Rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>
#include <thread>

namespace cyclo {

namespace {

constexpr int kSide = 28;
constexpr int kArea = kSide * kSide;

/// A smooth random displacement: a few long waves across the box.
class ElasticField {
public:
    ElasticField(Rng& rng, double amplitude) {
        for (Wave& wave : waves_) {
            const double direction = rng.uniform(0, 2 * std::numbers::pi);
            const double perBox = rng.uniform(0.5, 1.4); // waves that fit in the box
            wave = {.kx = 2 * std::numbers::pi * perBox * std::cos(direction),
                    .ky = 2 * std::numbers::pi * perBox * std::sin(direction),
                    .phase = rng.uniform(0, 2 * std::numbers::pi),
                    .dx = amplitude * rng.normal(),
                    .dy = amplitude * rng.normal()};
        }
    }

    PenPoint moved(const PenPoint& point) const {
        PenPoint result = point;
        for (const Wave& wave : waves_) {
            const double height = std::sin(wave.kx * point.x + wave.ky * point.y + wave.phase);
            result.x += wave.dx * height;
            result.y += wave.dy * height;
        }
        return result;
    }

private:
    struct Wave {
        double kx = 0, ky = 0, phase = 0, dx = 0, dy = 0;
    };
    std::array<Wave, 2> waves_;
};

/// From the box of a shape to the paper: size, slant, turn and place of one sample, in pixels.
struct Placement {
    double xx = 0, xy = 0, yx = 0, yy = 0, offsetX = 0, offsetY = 0;

    explicit Placement(Rng& rng) {
        const double height = rng.uniform(14, 21);
        const double width = height * rng.uniform(0.55, 1.0);
        const double slant =
            std::clamp(0.12 + 0.18 * rng.normal(), -0.35, 0.6);           // most hands lean to the right
        const double turn = std::clamp(0.12 * rng.normal(), -0.35, 0.35); // radians
        const double cosine = std::cos(turn), sine = std::sin(turn);
        xx = width * cosine;
        xy = -slant * height * cosine - height * sine;
        yx = width * sine;
        yy = -slant * height * sine + height * cosine;
        offsetX = kSide / 2.0 + std::clamp(1.3 * rng.normal(), -3.5, 3.5);
        offsetY = kSide / 2.0 + std::clamp(1.3 * rng.normal(), -3.5, 3.5);
    }

    InkPoint onPaper(const PenPoint& point, double halfWidth) const {
        const double x = point.x - 0.5, y = point.y - 0.5;
        return {.x = static_cast<float>(xx * x + xy * y + offsetX),
                .y = static_cast<float>(yx * x + yy * y + offsetY),
                .halfWidth = static_cast<float>(halfWidth)};
    }
};

/// The pen of one sample: its width swells and thins along the way.
struct Pen {
    double halfWidth = 1, swell = 0, wavesPerPoint = 0, phase = 0;
    float edge = 0.6f;

    explicit Pen(Rng& rng)
        : halfWidth(rng.uniform(0.65, 1.7)),
          swell(rng.uniform(0, 0.3)),
          wavesPerPoint(rng.uniform(0.05, 0.25)),
          phase(rng.uniform(0, 2 * std::numbers::pi)),
          edge(static_cast<float>(rng.uniform(0.5, 0.9))) {}

    double halfWidthAt(std::size_t point) const {
        return halfWidth * (1 + swell * std::sin(wavesPerPoint * static_cast<double>(point) + phase));
    }
};

/// A hand never hits the same points twice.
PenStroke jittered(const PenStroke& stroke, double amount, Rng& rng) {
    PenStroke result = stroke;
    for (PenPoint& point : result) {
        point.x += amount * rng.normal();
        point.y += amount * rng.normal();
    }
    return result;
}

/// Ink and grain of the paper as bytes. The grain of a pixel is the sum of four random bytes: nearly normal,
/// with variance 4 · (256² - 1) / 12, and cheap.
void develop(std::span<const float> ink, Rng& rng, std::span<std::uint8_t> pixels) {
    const auto darkness = static_cast<float>(rng.uniform(160, 255));
    const double grain =
        rng.uniform(0, 1) * rng.uniform(0, 36); // standard deviation in grey levels; most samples are clean
    const auto scale = static_cast<float>(grain / std::sqrt(4 * (256.0 * 256 - 1) / 12));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        bits = i % 2 ? bits >> 32 : rng.next();
        const auto sum = (bits & 255) + (bits >> 8 & 255) + (bits >> 16 & 255) + (bits >> 24 & 255);
        const float value = darkness * ink[i] + scale * (static_cast<float>(sum) - 510);
        pixels[i] = static_cast<std::uint8_t>(std::clamp(value, 0.0f, 255.0f) + 0.5f);
    }
}

/// Draws one sample. @return its digit
std::int32_t drawGlyph(Rng rng, std::span<std::uint8_t> pixels) {
    const auto digit = static_cast<std::int32_t>(rng.below(10));
    const auto& shapes = glyphShapes(digit);
    const GlyphShape& shape = shapes[rng.below(shapes.size())];
    const ElasticField field(rng, 0.04);
    const Placement placement(rng);
    const Pen pen(rng);
    const double jitter = rng.uniform(0.005, 0.035);
    std::array<float, kArea> ink{};
    std::vector<InkPoint> chain;
    for (const PenStroke& stroke : shape) {
        chain.clear();
        for (const PenPoint& point : smoothed(jittered(stroke, jitter, rng)))
            chain.push_back(placement.onPaper(field.moved(point), pen.halfWidthAt(chain.size())));
        drawInk(chain, pen.edge, ink, kSide);
    }
    develop(ink, rng, pixels);
    return digit;
}

/// Calls work(first, last) for pieces that make up [0, count), side by side.
template <class Work> void onAllProcessors(std::size_t count, const Work& work) {
    const std::size_t threadCount = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < threadCount; ++i)
        threads.emplace_back([&, i] { work(count * i / threadCount, count * (i + 1) / threadCount); });
}

std::shared_ptr<const Dataset> makeSplit(std::uint64_t seed, const std::string& split, std::int64_t size) {
    if (size < 1)
        throw std::invalid_argument("glyphs: the " + split + " split needs at least 1 sample, got " +
                                    std::to_string(size));
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(size) * kArea);
    std::vector<std::int32_t> labels(static_cast<std::size_t>(size));
    const auto draw = [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            labels[i] = drawGlyph(Rng(seed, "glyphs " + split + " " + std::to_string(i)),
                                  std::span(pixels).subspan(i * kArea, kArea));
    };
    onAllProcessors(labels.size(), draw);
    return std::make_shared<ByteDataset>(SampleShape{.channels = 1, .height = kSide, .width = kSide},
                                         std::move(pixels), std::move(labels));
}

} // namespace

RawData makeGlyphs(const GlyphOptions& options) {
    return RawData{.title = "Glyphs",
                   .classNames = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
                   .train = makeSplit(options.seed, "train", options.trainSize),
                   .test = makeSplit(options.seed, "test", options.testSize)};
}

} // namespace cyclo
