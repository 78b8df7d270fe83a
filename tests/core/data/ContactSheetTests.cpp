// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ByteDataset.h"
#include "core/data/ContactSheet.h"
#include "core/data/DataError.h"
#include "core/data/PngWriter.h"
#include "tests/support/Catch.h"
#include "tests/support/CountingDataset.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"

#include <fstream>
#include <png.h>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// Four pictures of 1×2, classes 1 0 1 1; picture i has the values 10·i + 1, 10·i + 2.
ByteDataset fourPictures() {
    return {{.channels = 1, .height = 1, .width = 2}, {1, 2, 11, 12, 21, 22, 31, 32}, {1, 0, 1, 1}};
}

/// Decodes with libpng, so that the file is judged by another reader than its writer.
Image8 readPng(const std::filesystem::path& path, std::int64_t channels) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&header, path.c_str())) throw std::runtime_error(header.message);
    header.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    Image8 image{.width = header.width, .height = header.height, .channels = channels, .pixels = {}};
    image.pixels.resize(PNG_IMAGE_SIZE(header));
    if (!png_image_finish_read(&header, nullptr, image.pixels.data(), 0, nullptr))
        throw std::runtime_error(header.message);
    return image;
}

Image8 gradient(std::int64_t channels) {
    Image8 image{.width = 5, .height = 3, .channels = channels, .pixels = {}};
    for (std::int64_t i = 0; i < 15 * channels; ++i)
        image.pixels.push_back(static_cast<std::uint8_t>(255 - 5 * i));
    return image;
}

} // namespace

TEST_CASE("A contact sheet has a row per class with its first samples in order", "[data][contactsheet]") {
    const auto pictures = fourPictures();
    const Image8 sheet = contactSheet(pictures, 2, {.perClass = 2, .zoom = 1, .gap = 1, .gapValue = 99});
    CHECK(sheet.width == 7); // gap 2 gap 2 gap
    CHECK(sheet.height == 5);
    CHECK(sheet.channels == 1);
    // Class 0 has one sample; its second place is empty. Class 1 has three; the last one does not fit.
    CHECK(sheet.pixels == std::vector<std::uint8_t>{99, 99, 99, 99, 99, 99, 99, //
                                                    99, 11, 12, 99, 99, 99, 99, //
                                                    99, 99, 99, 99, 99, 99, 99, //
                                                    99, 1,  2,  99, 21, 22, 99, //
                                                    99, 99, 99, 99, 99, 99, 99});
}

TEST_CASE("A contact sheet magnifies and keeps colours together", "[data][contactsheet]") {
    // One picture of 3×1×1: red 10, green 20, blue 30.
    const ByteDataset colour({.channels = 3, .height = 1, .width = 1}, {10, 20, 30}, {0});
    const Image8 sheet = contactSheet(colour, 1, {.perClass = 1, .zoom = 2, .gap = 0, .gapValue = 0});
    CHECK(sheet.channels == 3);
    CHECK(sheet.pixels == std::vector<std::uint8_t>{10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30});
}

TEST_CASE("A contact sheet of what is no picture, or of no place, is refused", "[data][contactsheet]") {
    const CountingDataset points(4, {.channels = 2, .height = 1, .width = 1});
    CHECK_THAT(messageOf<std::invalid_argument>([&] { contactSheet(points, 4); }),
               ContainsSubstring("samples of 2×1×1 are no pictures"));
    const auto pictures = fourPictures();
    CHECK_THROWS_AS(contactSheet(pictures, 0), std::invalid_argument);
    CHECK_THROWS_AS(contactSheet(pictures, 2, {.perClass = 0}), std::invalid_argument);
    CHECK_THROWS_AS(contactSheet(pictures, 2, {.zoom = 0}), std::invalid_argument);
    CHECK_THROWS_AS(contactSheet(pictures, 2, {.gap = -1}), std::invalid_argument);
}

TEST_CASE("A PNG reads back as the picture that was written", "[data][png]") {
    const TemporaryFolder folder;
    const Image8 image = gradient(GENERATE(1, 3));
    writePng(image, folder.path() / "a.png");
    CHECK(readPng(folder.path() / "a.png", image.channels) == image);
}

TEST_CASE("Writing a PNG replaces the old file and leaves nothing beside it", "[data][png]") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "a.png";
    std::ofstream(path) << "old";
    writePng(gradient(1), path);
    CHECK(readPng(path, 1) == gradient(1));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("A PNG that cannot be written is refused with path and cause, and leaves nothing", "[data][png]") {
    const TemporaryFolder folder;
    const auto absent = folder.path() / "absent" / "a.png";
    CHECK_THAT(messageOf<DataError>([&] { writePng(gradient(1), absent); }),
               ContainsSubstring(absent.string()) && ContainsSubstring("No such file or directory"));
    // A folder is in the place of the file: the neighbour can be written, but not renamed.
    const auto taken = folder.path() / "taken.png";
    std::filesystem::create_directory(taken);
    CHECK_THAT(messageOf<DataError>([&] { writePng(gradient(1), taken); }),
               ContainsSubstring(taken.string()) && ContainsSubstring("cannot be written"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK_THROWS_AS(writePng(Image8{.width = 2, .height = 2, .channels = 1, .pixels = {1, 2, 3}}, taken),
                    std::invalid_argument);
}
