// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BatchStream.h"
#include "core/data/DataError.h"
#include "core/data/DataSource.h"
#include "core/data/ImageDataset.h"
#include "core/data/PngWriter.h"
#include "tests/support/Catch.h"
#include "tests/support/ImageFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"

#include <set>

using namespace cyclo;
using namespace cyclo::test;

namespace {

namespace fs = std::filesystem;

/// `count` grey pictures whose value says which they are: first, first + 1, ...
void writeClass(const fs::path& folder, int count, std::uint8_t first, std::int64_t side = 8) {
    fs::create_directories(folder);
    for (int i = 0; i < count; ++i)
        writePng(plainPicture(side, side, {static_cast<std::uint8_t>(first + i)}),
                 folder / ("image" + std::to_string(i) + ".png"));
}

DataSource openImages(const fs::path& folder, const std::string& options = "") {
    DataConfig config;
    config.spec = "images:" + folder.string() + options;
    config.normalization = Normalization::None;
    return openData(config);
}

std::string imagesError(const fs::path& folder) {
    return messageOf<DataError>([&] { openImages(folder); });
}

int valueOf(const Dataset& dataset, std::int64_t index) {
    std::vector<float> values(static_cast<std::size_t>(dataset.sampleShape().count()));
    dataset.copySample(index, values);
    return static_cast<int>(values[0]);
}

} // namespace

TEST_CASE("A folder per class is read with train and val beside each other", "[data][images]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "train" / "cat", 3, 10);
    writeClass(folder.path() / "train" / "bird", 2, 20);
    writeClass(folder.path() / "val" / "cat", 1, 30);
    fs::create_directories(folder.path() / "test"); // without classes, as ImageNet has it
    const DataSource source = openImages(folder.path());
    CHECK(source.classNames == std::vector<std::string>{"bird", "cat"});
    CHECK(source.sampleShape == SampleShape{.channels = 1, .height = 8, .width = 8});
    REQUIRE(source.train->size() == 5);
    std::vector<int> values;
    for (std::int64_t i = 0; i < 5; ++i)
        values.push_back(valueOf(*source.train, i));
    CHECK(values == std::vector<int>{20, 10, 21, 11, 12}); // the classes take turns
    CHECK(source.train->label(1) == 1);
    CHECK(source.test->size() == 1);
    CHECK(valueOf(*source.test, 0) == 30);
    CHECK(source.notes.empty());
}

TEST_CASE("Without a test folder a seeded fifth is held out", "[data][images]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "a", 10, 0);
    writeClass(folder.path() / "b", 10, 100);
    const DataSource source = openImages(folder.path());
    CHECK(source.train->size() == 16);
    CHECK(source.test->size() == 4);
    std::set<int> values;
    for (const auto* split : {source.train.get(), source.test.get()})
        for (std::int64_t i = 0; i < split->size(); ++i)
            values.insert(valueOf(*split, i));
    CHECK(values.size() == 20);
}

TEST_CASE("Images have the size that was asked for, else their own, else 64", "[data][images]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "a", 2, 0, 20);
    writeClass(folder.path() / "b", 2, 0, 20);
    CHECK(openImages(folder.path()).sampleShape.height == 20);
    CHECK(openImages(folder.path(), "?size=32").sampleShape.width == 32);
    writeBytes(folder.path() / "a" / "colour.jpg", jpegBytes(plainPicture(30, 20, {200, 0, 0})));
    const DataSource mixed = openImages(folder.path());
    CHECK(mixed.sampleShape == SampleShape{.channels = 3, .height = 64, .width = 64});
}

TEST_CASE("Files that cannot be used are left out, counted and named", "[data][images]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "a", 5, 0);
    writeClass(folder.path() / "b", 5, 100);
    writeBytes(folder.path() / "a" / "huge.jpg", hugeJpeg(20000, 20000));
    writeBytes(folder.path() / "b" / "empty.jpg", {});
    writeBytes(folder.path() / "b" / "text.png", {'h', 'i'});
    writeBytes(folder.path() / "b" / "notes.txt", {'h', 'i'});
    writeBytes(folder.path() / "b" / ".hidden.jpg", {'h', 'i'});
    fs::create_directories(folder.path() / "c");
    const DataSource source = openImages(folder.path(), "?size=8");
    CHECK(source.train->size() + source.test->size() == 10);
    REQUIRE(source.notes.size() == 6);
    CHECK(source.notes[0] == "3 files are left out:");
    std::string all;
    for (const auto& note : source.notes)
        all += note + "\n";
    CHECK_THAT(all, ContainsSubstring("huge.jpg: is 20000×20000 pixels") &&
                        ContainsSubstring("empty.jpg: is empty") &&
                        ContainsSubstring("text.png: is neither a JPEG nor a PNG") &&
                        ContainsSubstring("class c has no usable training image") &&
                        ContainsSubstring("1 files that are not named"));
}

TEST_CASE("A class whose images all went into the test split is named", "[data][images]") {
    const TemporaryFolder folder;
    for (const char* name : {"a", "b", "c", "d"})
        writeClass(folder.path() / name, 1, 50);
    const DataSource source = openImages(folder.path());
    REQUIRE(source.test->size() == 1);
    const auto held = static_cast<std::size_t>(source.test->label(0));
    REQUIRE(source.notes.size() == 1);
    CHECK(source.notes[0] == "class " + source.classNames[held] +
                                 " has no training image: the split took its 1 for testing; the network has "
                                 "an output for it all the same");
}

TEST_CASE("A line break in the name of a class is an escape wherever it is said", "[data][images]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "train" / "a\nb", 2, 0);
    writeClass(folder.path() / "train" / "c", 2, 0);
    writeClass(folder.path() / "test" / "a\nb", 1, 0);
    writeBytes(folder.path() / "train" / "a\nb" / "text.png", {'h', 'i'});
    fs::create_directories(folder.path() / "train" / "d\te");
    const DataSource source = openImages(folder.path());
    CHECK(source.classNames == std::vector<std::string>{"a\\nb", "c", "d\\te"});
    CHECK(source.test->label(0) == 0);
    REQUIRE(source.notes.size() == 3);
    CHECK_THAT(source.notes[1], ContainsSubstring("a\\nb/text.png: is neither"));
    CHECK_THAT(source.notes[2], ContainsSubstring("class d\\te has no usable training image"));
    writeClass(folder.path() / "test" / "f\ng", 1, 0);
    CHECK_THAT(imagesError(folder.path()), ContainsSubstring("f\\ng: this class is not among"));
}

TEST_CASE("A folder that holds no image set is refused with what is needed", "[data][images]") {
    const TemporaryFolder folder;
    CHECK_THAT(imagesError(folder.path() / "absent"), ContainsSubstring("absent: cannot be read"));
    CHECK_THAT(imagesError(folder.path()),
               ContainsSubstring("has 0 folders; one folder of images per class"));
    fs::create_directories(folder.path() / "a");
    fs::create_directories(folder.path() / "b");
    CHECK_THAT(imagesError(folder.path()), ContainsSubstring("has no .jpg, .jpeg or .png file"));
    writeBytes(folder.path() / "a" / "x.jpg", {1, 2, 3});
    CHECK_THAT(imagesError(folder.path()), ContainsSubstring("x.jpg: is no usable image"));
    writeClass(folder.path() / "train" / "cat", 2, 0);
    writeClass(folder.path() / "train" / "dog", 2, 0);
    writeClass(folder.path() / "test" / "cow", 2, 0);
    CHECK_THAT(imagesError(folder.path()),
               ContainsSubstring("cow: this class is not among those of training"));
}

TEST_CASE("Images beyond the cache are decoded again and are the same", "[data][images]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "a", 6, 50);
    std::vector<LabelledImage> files;
    for (int i = 0; i < 6; ++i)
        files.push_back({folder.path() / "a" / ("image" + std::to_string(i) + ".png"), i});
    const ImageDataset images(files, {.channels = 1, .size = 8, .cacheBytes = 3 * 64});
    for (int pass = 0; pass < 2; ++pass)
        for (std::int64_t i = 0; i < 6; ++i)
            CHECK(valueOf(images, i) == 50 + i);
    fs::remove_all(folder.path() / "a");
    CHECK(valueOf(images, 2) == 52); // from the cache
    CHECK_THROWS_AS(valueOf(images, 3), DataError);
}

TEST_CASE("Batches filled by several threads come in order, and an error with the batch it belongs to",
          "[data][images][batches]") {
    const TemporaryFolder folder;
    writeClass(folder.path() / "a", 40, 0);
    writeClass(folder.path() / "b", 40, 100);
    const DataSource source = openImages(folder.path());
    const BatchOptions options{.batchSize = 7, .epochs = 3, .seed = 5};
    const auto firstValues = [&] {
        BatchStream stream(source.train, options);
        std::vector<float> values;
        std::int64_t index = 0;
        while (const Batch* batch = stream.next()) {
            CHECK(batch->index == index++);
            values.insert(values.end(), batch->src.begin(), batch->src.end());
        }
        CHECK(index == 3 * (64 / 7));
        return values;
    };
    CHECK(firstValues() == firstValues());

    std::vector<LabelledImage> files(10, {folder.path() / "a" / "image0.png", 0});
    files[5].path = folder.path() / "a" / "absent.png";
    BatchStream broken(
        std::make_shared<ImageDataset>(files, ImageDatasetOptions{.channels = 1, .size = 8, .cacheBytes = 0}),
        {.batchSize = 2, .shuffle = false});
    CHECK(broken.next()->index == 0);
    CHECK(broken.next()->index == 1);
    CHECK_THROWS_AS(broken.next(), DataError);
}

TEST_CASE("EuroSAT is read as it is described", "[data][images][real]") {
    if (skipWithoutRealData("EuroSAT")) return;
    const DataSource source = openImages(*realDataFolder() / "eurosat-rgb");
    CHECK(source.train->size() == 1600);
    CHECK(source.test->size() == 400);
    CHECK(source.sampleShape == SampleShape{.channels = 3, .height = 64, .width = 64});
    CHECK(source.classNames.at(9) == "SeaLake");
    CHECK(source.notes.empty());
}
