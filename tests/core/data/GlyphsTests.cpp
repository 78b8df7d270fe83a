// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ByteDataset.h"
#include "core/data/DataSource.h"
#include "core/data/GlyphPen.h"
#include "core/data/Glyphs.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"
#include "tests/support/Samples.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// FNV-1a over labels and pixels.
std::uint64_t checksum(const Dataset& dataset) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    std::vector<float> sample(static_cast<std::size_t>(dataset.sampleShape().count()));
    for (std::int64_t i = 0; i < dataset.size(); ++i) {
        dataset.copySample(i, sample);
        hash = (hash ^ static_cast<std::uint64_t>(dataset.label(i))) * 0x100000001b3u;
        for (float value : sample)
            hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x100000001b3u;
    }
    return hash;
}

GlyphOptions small(std::uint64_t seed) {
    return {.seed = seed, .trainSize = 300, .testSize = 100};
}

} // namespace

TEST_CASE("Glyphs are the same for one seed and others for another", "[data][glyphs]") {
    const RawData first = makeGlyphs(small(5)), again = makeGlyphs(small(5)), other = makeGlyphs(small(6));
    CHECK(checksum(*first.train) == checksum(*again.train));
    CHECK(checksum(*first.test) == checksum(*again.test));
    CHECK(checksum(*first.train) != checksum(*other.train));
    CHECK(checksum(*first.test) != checksum(*other.test));
}

TEST_CASE("A small set of glyphs is the beginning of a larger one", "[data][glyphs]") {
    const RawData whole = makeGlyphs(small(5));
    const RawData part =
        makeGlyphs({.seed = 5, .trainSize = 7, .testSize = 1}); // pieces fall otherwise on threads
    REQUIRE(part.train->size() == 7);
    for (std::int64_t i = 0; i < 7; ++i) {
        CHECK(sampleOf(*part.train, i) == sampleOf(*whole.train, i));
        CHECK(part.train->label(i) == whole.train->label(i));
    }
    CHECK(sampleOf(*part.test, 0) == sampleOf(*whole.test, 0));
}

TEST_CASE("No glyph of the test split is one of the training split", "[data][glyphs]") {
    const RawData data = makeGlyphs(small(5));
    std::set<std::vector<float>> train;
    for (std::int64_t i = 0; i < data.train->size(); ++i)
        train.insert(sampleOf(*data.train, i));
    CHECK(train.size() == 300); // and none twice
    for (std::int64_t i = 0; i < data.test->size(); ++i)
        CHECK(train.count(sampleOf(*data.test, i)) == 0);
}

TEST_CASE("The default data set is 20000 and 4000 glyphs with all classes alike", "[data][glyphs]") {
    DataConfig config;
    config.normalization = Normalization::None;
    const DataSource source = openData(config);
    CHECK(source.title == "Glyphs");
    CHECK(source.sampleShape == SampleShape{.channels = 1, .height = 28, .width = 28});
    CHECK(source.train->size() == 20000);
    CHECK(source.test->size() == 4000);
    std::vector<int> counts(10);
    for (std::int64_t i = 0; i < 20000; ++i)
        ++counts.at(static_cast<std::size_t>(source.train->label(i)));
    // Binomial, n = 20000, p = 0.1: mean 2000, standard deviation 42.4; 6 sigma is 255.
    for (int count : counts)
        CHECK(std::abs(count - 2000) < 255);
}

TEST_CASE("A limit on glyphs gives the first of the whole set", "[data][glyphs]") {
    DataConfig config;
    config.limit = 5;
    const DataSource source = openData(config);
    CHECK(source.train->size() == 5);
    CHECK(source.test->size() == 4000);
    const RawData whole = makeGlyphs({.seed = config.seed, .trainSize = 10, .testSize = 1});
    CHECK(sampleOf(*source.rawTrain, 4) == sampleOf(*whole.train, 4));
}

TEST_CASE("Every glyph has ink, and its border is nearly always paper", "[data][glyphs]") {
    const RawData data = makeGlyphs({.seed = 2, .trainSize = 2000, .testSize = 1});
    int withBorder = 0;
    for (std::int64_t i = 0; i < data.train->size(); ++i) {
        const auto sample = sampleOf(*data.train, i);
        // A line of at least 1.3 pixels and 10 long at 160 or more: over 2000; the darkest a picture can be
        // is 784·255.
        const float ink = std::accumulate(sample.begin(), sample.end(), 0.0f);
        REQUIRE(ink > 2000);
        REQUIRE(ink < 784 * 255 / 2);
        const bool top = std::any_of(sample.begin(), sample.begin() + 28, [](float v) { return v > 140; });
        const bool bottom = std::any_of(sample.end() - 28, sample.end(), [](float v) { return v > 140; });
        withBorder += top || bottom;
    }
    CHECK(withBorder < 200);
}

TEST_CASE("A pen stroke goes through its points and turns at its corners", "[data][glyphs]") {
    const PenStroke stroke{{0, 0}, {1, 0, true}, {1, 1}, {0, 1}};
    const auto chain = smoothed(stroke);
    const auto passes = [&](const PenPoint& point) {
        return std::any_of(chain.begin(), chain.end(), [&](const PenPoint& other) {
            return std::hypot(point.x - other.x, point.y - other.y) < 1e-12;
        });
    };
    for (const PenPoint& point : stroke)
        CHECK(passes(point));
    // Before the corner the way is straight: its ends are mirrored, so all four points lie on the line y = 0.
    for (const PenPoint& point : chain)
        if (point.x < 0.99 && point.y < 0.5) CHECK(std::abs(point.y) < 1e-12);
    // After it the curve to (1, 1) swings beyond x = 1, since it goes on to (0, 1).
    CHECK(std::any_of(chain.begin(), chain.end(), [](const PenPoint& point) { return point.x > 1.01; }));
}

TEST_CASE("Ink covers the width of the pen, fades over its edge, and stops at the border", "[data][glyphs]") {
    constexpr int side = 9;
    std::vector<float> ink(side * side);
    // Across the picture at y = 4.5, the centre of row 4, with half width 1.5 and a ramp of ±0.75.
    const std::vector<InkPoint> chain{{-5, 4.5f, 1.5f}, {20, 4.5f, 1.5f}};
    drawInk(chain, 0.75f, ink, side);
    const auto at = [&](int row) { return ink[static_cast<std::size_t>(row * side + 4)]; };
    CHECK(at(4) == 1.0f);
    CHECK_THAT(at(3), WithinAbs(0.5 / 1.5 + 0.5, 1e-6));  // inside: (1.5 - 1) / 1.5 + 0.5 = 0.833
    CHECK_THAT(at(2), WithinAbs(-0.5 / 1.5 + 0.5, 1e-6)); // outside: (1.5 - 2) / 1.5 + 0.5 = 0.167
    CHECK(at(1) == 0.0f);
    CHECK(at(6) == at(2));
}

TEST_CASE("Every digit has several shapes, inside of the box", "[data][glyphs]") {
    for (std::int32_t digit = 0; digit < 10; ++digit) {
        CHECK(glyphShapes(digit).size() >= 2);
        for (const GlyphShape& shape : glyphShapes(digit))
            for (const PenStroke& stroke : shape) {
                CHECK(stroke.size() >= 2);
                for (const PenPoint& point : stroke)
                    CHECK((point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1));
            }
    }
    CHECK_THROWS_AS(glyphShapes(10), std::out_of_range);
}

TEST_CASE("A split of glyphs without samples is refused", "[data][glyphs]") {
    CHECK_THAT(
        messageOf<std::invalid_argument>([] { makeGlyphs({.seed = 1, .trainSize = 0, .testSize = 5}); }),
        ContainsSubstring("train split needs at least 1 sample, got 0"));
}
