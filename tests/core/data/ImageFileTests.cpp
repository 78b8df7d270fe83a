// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataError.h"
#include "core/data/ExifOrientation.h"
#include "core/data/ImageFile.h"
#include "core/data/ImageResize.h"
#include "core/data/PngWriter.h"
#include "tests/support/Catch.h"
#include "tests/support/ImageFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"

#include <algorithm>
#include <cstdlib>

using namespace cyclo;
using namespace cyclo::test;

namespace {

Bytes decoded(const Bytes& bytes, std::int64_t channels, std::int64_t size) {
    Bytes dst(static_cast<std::size_t>(channels * size * size));
    decodeImage(bytes, "x.jpg", channels, size, dst);
    return dst;
}

std::string decodeError(const Bytes& bytes) {
    return messageOf<DataError>([&] { decoded(bytes, 3, 8); });
}

/// Left half dark, right half light, and the upper left quarter black: no two of the eight ways to lay it are
/// alike.
Image8 marked(std::int64_t side) {
    Image8 image = plainPicture(side, side, {60});
    for (std::int64_t y = 0; y < side; ++y)
        for (std::int64_t x = 0; x < side; ++x) {
            auto& pixel = image.pixels[static_cast<std::size_t>(y * side + x)];
            if (x >= side / 2) pixel = 220;
            if (x < side / 2 && y < side / 2) pixel = 0;
        }
    return image;
}

/// The corners of a grey square: upper left, upper right, lower left, lower right, as dark (0), middle or
/// light (2).
std::vector<int> corners(const Bytes& image, std::size_t size) {
    std::vector<int> levels;
    for (std::size_t at : {std::size_t{0}, size - 1, size * (size - 1), size * size - 1})
        levels.push_back(image[at] < 30 ? 0 : image[at] < 140 ? 1 : 2);
    return levels;
}

} // namespace

TEST_CASE("JPEG is decoded in grey, colour and CMYK", "[data][image]") {
    const auto near = [](const Bytes& image, std::size_t plane, int value) {
        return std::abs(image[plane * 64 + 20] - value) <= 3; // 64 values to a plane; JPEG is not exact
    };
    const Bytes colour = decoded(jpegBytes(plainPicture(20, 12, {200, 100, 50})), 3, 8);
    CHECK((near(colour, 0, 200) && near(colour, 1, 100) && near(colour, 2, 50)));
    const Bytes fromGrey = decoded(jpegBytes(plainPicture(9, 30, {77})), 3, 8);
    CHECK((near(fromGrey, 0, 77) && near(fromGrey, 2, 77)));
    // Red light is what cyan and black ink leave: (255 - 51) * (255 - 102) / 255 = 122.
    const Bytes cmyk = decoded(jpegBytes(plainPicture(16, 16, {51, 0, 255, 102})), 3, 8);
    CHECK((near(cmyk, 0, 122) && near(cmyk, 1, 153) && near(cmyk, 2, 0)));
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124
    CHECK(near(decoded(jpegBytes(plainPicture(20, 12, {200, 100, 50})), 1, 8), 0, 124));
}

TEST_CASE("PNG is decoded, whatever its name", "[data][image]") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "looks.jpg";
    writePng(plainPicture(10, 10, {1, 2, 3}), path);
    const Bytes image = decoded(readImageBytes(path), 3, 10);
    CHECK((image[0] == 1 && image[100] == 2 && image[299] == 3));
    CHECK(readImageHeader(readImageBytes(path), path) ==
          ImageHeader{.width = 10, .height = 10, .grey = false});
}

TEST_CASE("A JPEG is turned as its EXIF orientation says", "[data][image]") {
    // Stored: black 0, light 2 / dark 1, light 2.
    const auto [orientation, expected] = GENERATE(table<int, std::vector<int>>({{1, {0, 2, 1, 2}},
                                                                                {2, {2, 0, 2, 1}},
                                                                                {3, {2, 1, 2, 0}},
                                                                                {4, {1, 2, 0, 2}},
                                                                                {5, {0, 1, 2, 2}},
                                                                                {6, {1, 0, 2, 2}},
                                                                                {7, {2, 2, 1, 0}},
                                                                                {8, {2, 2, 0, 1}}}));
    CHECK(corners(decoded(jpegBytes(marked(32), orientation), 1, 32), 32) == expected);
}

TEST_CASE("A damaged EXIF block has no orientation", "[data][image]") {
    CHECK(exifOrientation({}) == 0);
    const Bytes name{'E', 'x', 'i', 'f', 0, 0};
    CHECK(exifOrientation(name) == 0);
    Bytes endless = name; // a directory far outside, with 65535 entries
    for (int byte : std::initializer_list<int>{'I', 'I', 42, 0, 255, 255, 255, 127})
        endless.push_back(static_cast<std::uint8_t>(byte));
    CHECK(exifOrientation(endless) == 0);
}

TEST_CASE("Resizing keeps a plain picture plain and takes the mean of what a pixel covers", "[data][image]") {
    const auto size = GENERATE(1, 3, 8, 20, 33);
    Bytes dst(static_cast<std::size_t>(size * size));
    resizeCentralSquare(plainPicture(20, 27, {90}), size, dst);
    CHECK(std::ranges::all_of(dst, [](std::uint8_t value) { return value == 90; }));

    // Columns 0, 100, 200, 40 to half: each tap reaches two pixels far, (1, 3, 3, 1) / 8 inside. At the left
    // edge 3/7 of 0, 3/7 of 100 and 1/7 of 200 = 71.4; at the right edge 1/7 of 100, 3/7 of 200 and of 40 =
    // 117.1.
    Image8 row{.width = 4, .height = 4, .channels = 1, .pixels = {}};
    for (int y = 0; y < 4; ++y)
        row.pixels.insert(row.pixels.end(), {0, 100, 200, 40});
    Bytes half(4);
    resizeCentralSquare(row, 2, half);
    CHECK(half == Bytes{71, 117, 71, 117});
}

TEST_CASE("A wide picture gives its central square", "[data][image]") {
    Image8 image = plainPicture(30, 10, {10});
    for (std::int64_t y = 0; y < 10; ++y)
        for (std::int64_t x = 10; x < 20; ++x)
            image.pixels[static_cast<std::size_t>(y * 30 + x)] = 250;
    Bytes dst(100);
    resizeCentralSquare(image, 10, dst);
    CHECK(std::ranges::all_of(dst, [](std::uint8_t value) { return value == 250; }));
}

TEST_CASE("A file that is no usable image is refused with the cause", "[data][image]") {
    const Bytes good = jpegBytes(marked(64));
    CHECK_THAT(decodeError(Bytes(good.begin(), good.begin() + 300)),
               ContainsSubstring("x.jpg: is no usable JPEG"));
    CHECK_THAT(decodeError(Bytes(good.begin(), good.end() - 200)), ContainsSubstring("is no usable JPEG"));
    CHECK_THAT(decodeError({'G', 'I', 'F', '8'}), ContainsSubstring("neither a JPEG nor a PNG"));
    CHECK_THAT(decodeError(Bytes(good.begin(), good.begin() + 3)), ContainsSubstring("is no usable JPEG"));
    CHECK_THAT(decodeError(hugeJpeg(20000, 20000)),
               ContainsSubstring("is 20000×20000 pixels; at most 64000000"));
    const TemporaryFolder folder;
    writeBytes(folder.path() / "empty.jpg", {});
    CHECK_THAT(messageOf<DataError>([&] { readImageBytes(folder.path() / "empty.jpg"); }),
               ContainsSubstring("empty.jpg: is empty"));
    const auto path = folder.path() / "cut.png";
    writePng(plainPicture(100, 100, {1, 2, 3}), path);
    const Bytes png = readBytes(path);
    CHECK_THAT(decodeError(Bytes(png.begin(), png.end() - 20)), ContainsSubstring("is no usable PNG"));
    Bytes big = png; // the width of the head, and its checksum is wrong then
    big[16] = 0x7F;
    CHECK_THAT(decodeError(big), ContainsSubstring("x.jpg"));
}
