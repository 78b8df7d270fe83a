// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Augmentation.h"
#include "core/data/BatchStream.h"
#include "core/data/ByteDataset.h"
#include "core/data/DataSource.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

#include <array>
#include <numeric>

using namespace cyclo;
using namespace cyclo::test;

namespace {

constexpr SampleShape kShape{.channels = 2, .height = 3, .width = 4};

/// Values 1 .. 24, so that no value is the 0 of the padding.
std::vector<float> countingImage() {
    std::vector<float> image(static_cast<std::size_t>(kShape.count()));
    std::iota(image.begin(), image.end(), 1.0f);
    return image;
}

/// The definition, value by value: dst(y, x) is the source at (y - down, x - right), mirrored; outside it is
/// 0.
std::vector<float> naive(const std::vector<float>& image, const ImageChange& change) {
    std::vector<float> dst(image.size(), 0.0f);
    for (std::int64_t c = 0; c < kShape.channels; ++c)
        for (std::int64_t y = 0; y < kShape.height; ++y)
            for (std::int64_t x = 0; x < kShape.width; ++x) {
                const std::int64_t fromY = y - change.down, fromX = x - change.right;
                if (fromY < 0 || fromY >= kShape.height || fromX < 0 || fromX >= kShape.width) continue;
                const std::int64_t column = change.flipped ? kShape.width - 1 - fromX : fromX;
                dst[static_cast<std::size_t>((c * kShape.height + y) * kShape.width + x)] =
                    image[static_cast<std::size_t>((c * kShape.height + fromY) * kShape.width + column)];
            }
    return dst;
}

std::shared_ptr<const Dataset> manyImages() {
    std::vector<std::uint8_t> pixels(50 * static_cast<std::size_t>(kShape.count()));
    std::iota(pixels.begin(), pixels.end(), std::uint8_t{1});
    return std::make_shared<AugmentedDataset>(
        std::make_shared<ByteDataset>(kShape, pixels, std::vector<std::int32_t>(50)), Augmentation::FlipCrop);
}

} // namespace

TEST_CASE("A changed image is the mirrored and moved one, filled up with 0", "[data][augmentation]") {
    const bool flipped = GENERATE(false, true);
    for (std::int64_t down = -4; down <= 4; ++down)
        for (std::int64_t right = -4; right <= 4; ++right) {
            const ImageChange change{.flipped = flipped, .down = down, .right = right};
            auto image = countingImage();
            applyImageChange(change, kShape, image);
            CHECK(image == naive(countingImage(), change));
        }
}

TEST_CASE("Changes are drawn evenly and by seed, epoch and sample alone", "[data][augmentation]") {
    constexpr std::int64_t kDraws = 9000;
    std::int64_t flips = 0;
    std::array<std::int64_t, 9> down{}, right{};
    for (std::int64_t i = 0; i < kDraws; ++i) {
        const auto change = imageChangeFor(Augmentation::FlipCrop, {.seed = 7, .epoch = 2}, i);
        flips += change.flipped;
        ++down.at(static_cast<std::size_t>(change.down + 4));
        ++right.at(static_cast<std::size_t>(change.right + 4));
        CHECK(change == imageChangeFor(Augmentation::FlipCrop, {.seed = 7, .epoch = 2}, i));
    }
    // Five standard deviations of a binomial count: sqrt(9000 / 4) = 47 for the flips, sqrt(1000 * 8/9) = 30.
    CHECK(std::abs(flips - kDraws / 2) < 5 * 47);
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(std::abs(down[i] - kDraws / 9) < 5 * 30);
        CHECK(std::abs(right[i] - kDraws / 9) < 5 * 30);
    }
    const auto changes = [](std::uint64_t seed, std::int64_t epoch) {
        std::vector<std::int64_t> list;
        for (std::int64_t i = 0; i < 20; ++i)
            list.push_back(imageChangeFor(Augmentation::FlipCrop, {.seed = seed, .epoch = epoch}, i).down);
        return list;
    };
    CHECK(changes(7, 2) != changes(7, 3));
    CHECK(changes(7, 2) != changes(8, 2));
    const auto flipOnly = imageChangeFor(Augmentation::Flip, {.seed = 7, .epoch = 2}, 3);
    CHECK(flipOnly == ImageChange{.flipped = flipOnly.flipped, .down = 0, .right = 0});
    CHECK(imageChangeFor(Augmentation::None, {.seed = 7, .epoch = 2}, 3) == ImageChange{});
}

TEST_CASE("A stream gives the same augmented batches whole or from its middle, and others each epoch",
          "[data][augmentation]") {
    const auto data = manyImages();
    const auto batches = [&](std::int64_t first, int count) {
        BatchStream stream(data, {.batchSize = 10, .shuffle = false, .seed = 3, .firstBatch = first});
        std::vector<std::vector<float>> list;
        for (int i = 0; i < count; ++i)
            list.push_back(stream.next()->src);
        return list;
    };
    const auto whole = batches(0, 10);
    CHECK(batches(7, 1).front() == whole.at(7));
    CHECK(whole.at(0) != whole.at(5)); // the same samples, one epoch later
}

TEST_CASE("Samples asked for outside training are not augmented", "[data][augmentation]") {
    const auto data = manyImages();
    std::vector<float> plain(static_cast<std::size_t>(kShape.count()));
    data->copySample(0, plain);
    CHECK(plain == countingImage());
}

TEST_CASE("Augmentation of a source touches its training samples alone, before normalisation",
          "[data][augmentation]") {
    DataConfig config;
    config.spec = "glyphs";
    config.limit = 20;
    config.augmentation = Augmentation::FlipCrop;
    const DataSource source = openData(config);
    const TrainingPass pass{.seed = 1, .epoch = 0};
    std::vector<float> plain(28 * 28), trained(28 * 28);
    int changed = 0;
    for (std::int64_t i = 0; i < 20; ++i) {
        source.train->copySample(i, plain);
        source.train->copyTrainingSample(i, pass, trained);
        changed += plain != trained;
        source.test->copySample(i, plain);
        source.test->copyTrainingSample(i, pass, trained);
        CHECK(plain == trained);
    }
    CHECK(changed > 15); // 1 in 162 stays as it is
}

TEST_CASE("Words for augmentation are read back, and others refused with the right ones", "[data][config]") {
    const auto value = GENERATE(Augmentation::None, Augmentation::Flip, Augmentation::FlipCrop);
    CHECK(augmentationFromString(toString(value)) == value);
    CHECK_THAT(messageOf<std::invalid_argument>([] { augmentationFromString("mirror"); }),
               ContainsSubstring("'mirror' does not exist; choose none, flip or flip-crop"));
}
