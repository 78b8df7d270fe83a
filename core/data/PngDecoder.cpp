// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/PngDecoder.h"

#include "core/data/DataError.h"

#include <algorithm>
#include <array>
#include <png.h>

namespace cyclo {

namespace {

/// libpng's own reading of a whole picture, freed at the end.
struct PngReader {
    png_image image{};

    PngReader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path) {
        image.version = PNG_IMAGE_VERSION;
        if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) fail(path);
        const std::int64_t width = image.width, height = image.height;
        if (width * height > kMostImagePixels) {
            png_image_free(&image);
            throw DataError(path.string() + ": is " + std::to_string(width) + "×" + std::to_string(height) +
                            " pixels; at most " + std::to_string(kMostImagePixels) + " are read");
        }
    }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_image_free(&image); }

    [[noreturn]] void fail(const std::filesystem::path& path) {
        const std::string cause = image.message;
        png_image_free(&image);
        throw DataError(path.string() + ": is no usable PNG (" + cause + ")");
    }
};

} // namespace

bool isPng(std::span<const std::uint8_t> bytes) {
    constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    return bytes.size() >= kSignature.size() &&
           std::ranges::equal(bytes.first(kSignature.size()), kSignature);
}

ImageHeader readPngHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path) {
    const PngReader reader(bytes, path);
    return {.width = reader.image.width,
            .height = reader.image.height,
            .grey = (reader.image.format & PNG_FORMAT_FLAG_COLOR) == 0};
}

Image8 decodePng(std::span<const std::uint8_t> bytes, const std::filesystem::path& path,
                 std::int64_t channels) {
    PngReader reader(bytes, path);
    reader.image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    Image8 image{
        .width = reader.image.width, .height = reader.image.height, .channels = channels, .pixels = {}};
    image.pixels.resize(PNG_IMAGE_SIZE(reader.image));
    const png_color white{255, 255, 255};
    if (!png_image_finish_read(&reader.image, &white, image.pixels.data(), 0, nullptr)) reader.fail(path);
    return image;
}

} // namespace cyclo
