// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSource.h"
#include "core/data/ScatterPicture.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

#include <array>
#include <cmath>
#include <set>

using namespace cyclo;
using namespace cyclo::test;

namespace {

DataSource openRaw(const std::string& spec, std::uint64_t seed = 1) {
    DataConfig config;
    config.spec = spec;
    config.normalization = Normalization::None;
    config.seed = seed;
    return openData(config);
}

std::array<float, 2> pointAt(const Dataset& dataset, std::int64_t index) {
    std::array<float, 2> point{};
    dataset.copySample(index, point);
    return point;
}

/// Without noise every point lies on its class' curve: its distance from it.
double distanceFromCurve(const std::string& kind, std::int32_t label, double x, double y) {
    if (kind == "moons") return std::abs(label == 0 ? std::hypot(x, y) - 1 : std::hypot(x - 1, y - 0.5) - 1);
    if (kind == "circles") return std::abs(std::hypot(x, y) - (label == 0 ? 1.0 : 0.5));
    if (kind == "blobs") {
        const double angle = 2 * std::acos(-1.0) * label / 3;
        return std::hypot(x - std::cos(angle), y - std::sin(angle));
    }
    const double radius = std::hypot(x, y);
    const double turns = std::atan2(y, x) / (2 * std::acos(-1.0)) - 1.5 * radius - label / 3.0;
    return radius * std::abs(turns - std::round(turns));
}

} // namespace

TEST_CASE("Points without noise lie on the curve of their class", "[data][points]") {
    const auto kind = GENERATE(as<std::string>{}, "moons", "circles", "spirals", "blobs");
    const DataSource source = openRaw(kind + "?noise=0&count=300");
    CHECK(source.sampleShape == SampleShape{.channels = 2, .height = 1, .width = 1});
    CHECK(source.classCount() == (kind == "moons" || kind == "circles" ? 2 : 3));
    for (std::int64_t i = 0; i < source.train->size(); ++i) {
        const auto [x, y] = pointAt(*source.train, i);
        CHECK(distanceFromCurve(kind, source.train->label(i), x, y) < 1e-5);
    }
}

TEST_CASE("A fifth of the points is held out and every class has its share", "[data][points]") {
    const DataSource source = openRaw("blobs?count=500&classes=5");
    CHECK(source.train->size() == 400);
    CHECK(source.test->size() == 100);
    std::array<std::int64_t, 5> counts{};
    std::set<std::array<float, 2>> all;
    for (const auto* split : {source.train.get(), source.test.get()})
        for (std::int64_t i = 0; i < split->size(); ++i) {
            ++counts.at(static_cast<std::size_t>(split->label(i)));
            all.insert(pointAt(*split, i));
        }
    CHECK(counts == std::array<std::int64_t, 5>{100, 100, 100, 100, 100});
    CHECK(all.size() == 500); // no point is in both
}

TEST_CASE("Noise has the deviation that was asked for", "[data][points]") {
    const DataSource source = openRaw("blobs?count=20000&noise=0.3");
    double squares = 0;
    for (std::int64_t i = 0; i < source.train->size(); ++i) {
        const auto [x, y] = pointAt(*source.train, i);
        squares += std::pow(distanceFromCurve("blobs", source.train->label(i), x, y), 2);
    }
    // Two squares per point; their mean has a relative deviation of 1/sqrt(16000) = 0.8 %.
    CHECK_THAT(std::sqrt(squares / (2.0 * 16000)), WithinRel(0.3, 0.02));
}

TEST_CASE("The seed decides the points", "[data][points]") {
    CHECK(pointAt(*openRaw("moons", 5).train, 7) == pointAt(*openRaw("moons", 5).train, 7));
    CHECK(pointAt(*openRaw("moons", 5).train, 7) != pointAt(*openRaw("moons", 6).train, 7));
}

TEST_CASE("Options of points out of range are refused, and so is augmentation", "[data][points]") {
    const auto refusal = [](const std::string& spec) {
        return messageOf<std::invalid_argument>([&] { openRaw(spec); });
    };
    CHECK_THAT(refusal("spirals?classes=11"),
               ContainsSubstring("classes must be a whole number from 2 to 10"));
    CHECK_THAT(refusal("moons?count=9"),
               ContainsSubstring("count must be a whole number from 10 to 1000000"));
    CHECK_THAT(refusal("moons?classes=3"), ContainsSubstring("no option 'classes'"));
    DataConfig config;
    config.spec = "moons";
    config.augmentation = Augmentation::Flip;
    CHECK_THAT(messageOf<std::invalid_argument>([&] { openData(config); }),
               ContainsSubstring("augmentation flip is for images"));
}

TEST_CASE("A scatter picture has each point at its place, in the colour of its class", "[data][points]") {
    const DataSource source = openRaw("blobs?count=30&noise=0&classes=2"); // at (1, 0) and (-1, 0)
    const Image8 picture = scatterPicture(*source.rawTrain, {.side = 101, .radius = 1, .mostPoints = 100});
    // A window of 2.2 around the origin on pixels 0 to 100: 1 unit is 100 / 2.2 = 45.45 pixels.
    const auto at = [&](std::int64_t x, std::int64_t y) {
        const auto from = picture.pixels.begin() + (y * picture.width + x) * 3;
        return std::vector<std::uint8_t>(from, from + 3);
    };
    CHECK(at(95, 50) == std::vector<std::uint8_t>{0, 114, 178});
    CHECK(at(5, 50) == std::vector<std::uint8_t>{213, 94, 0});
    CHECK(at(50, 50) == std::vector<std::uint8_t>{255, 255, 255});
    CHECK(at(95, 53) == std::vector<std::uint8_t>{255, 255, 255});
}
