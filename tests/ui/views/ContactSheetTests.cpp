// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"
#include "ui/views/ContactSheet.h"

#include <algorithm>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

/// One sample with given values.
class OneSample : public Dataset {
public:
    OneSample(SampleShape shape, std::vector<float> values) : shape_(shape), values_(std::move(values)) {}
    std::int64_t size() const override { return 1; }
    SampleShape sampleShape() const override { return shape_; }
    void copySample(std::int64_t, std::span<float> dst) const override {
        std::ranges::copy(values_, dst.begin());
    }
    std::int32_t label(std::int64_t) const override { return 0; }

private:
    SampleShape shape_;
    std::vector<float> values_;
};

} // namespace

TEST_CASE("Classes are counted in both sets", "[views][contactsheet]") {
    // Sample i has class i mod 3: of 64 training samples 22, 21, 21; of 21 test samples 7 each.
    const std::vector<ClassCount> counts = countClasses(cyclo::test::tinyData());
    REQUIRE(counts.size() == 3);
    CHECK(counts[0].train == 22);
    CHECK(counts[1].train == 21);
    CHECK(counts[2].train == 21);
    for (const ClassCount& count : counts)
        CHECK(count.test == 7);
    CHECK(counts[1].firstTrain.at(0) == 1);
    CHECK(counts[1].firstTrain.at(1) == 4);
}

TEST_CASE("A sample becomes the picture it is", "[views][contactsheet]") {
    SECTION("grey, rows from the top, values clamped") {
        const QImage image = sampleImage(OneSample({1, 2, 2}, {0.0F, 100.0F, 255.0F, 300.0F}), 0);
        REQUIRE(image.size() == QSize(2, 2));
        CHECK(image.pixel(0, 0) == qRgb(0, 0, 0));
        CHECK(image.pixel(1, 0) == qRgb(100, 100, 100));
        CHECK(image.pixel(0, 1) == qRgb(255, 255, 255));
        CHECK(image.pixel(1, 1) == qRgb(255, 255, 255));
    }
    SECTION("colour, one plane after the other") {
        const QImage image = sampleImage(OneSample({3, 2, 1}, {10.0F, 20.0F, 30.0F, 40.0F, 50.0F, 60.0F}), 0);
        REQUIRE(image.size() == QSize(1, 2));
        CHECK(image.pixel(0, 0) == qRgb(10, 30, 50));
        CHECK(image.pixel(0, 1) == qRgb(20, 40, 60));
    }
    SECTION("none for a row of features") {
        CHECK(sampleImage(OneSample({4, 1, 1}, {1.0F, 2.0F, 3.0F, 4.0F}), 0).isNull());
    }
}
