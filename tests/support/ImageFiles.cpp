// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ImageFiles.h"

#include <cstdio> // jpeglib.h needs FILE
#include <cstdlib>
#include <jpeglib.h>

namespace cyclo::test {

namespace {

J_COLOR_SPACE colourSpaceOf(const Image8& image) {
    if (image.channels == 1) return JCS_GRAYSCALE;
    return image.channels == 3 ? JCS_RGB : JCS_CMYK;
}

/// A big-endian TIFF directory with the orientation as its one entry.
Bytes exifBlock(int orientation) {
    Bytes block{'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1};
    for (int byte : {0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0})
        block.push_back(static_cast<std::uint8_t>(byte));
    return block;
}

} // namespace

Image8 plainPicture(std::int64_t width, std::int64_t height, const Bytes& colour) {
    Image8 image{
        .width = width, .height = height, .channels = static_cast<std::int64_t>(colour.size()), .pixels = {}};
    for (std::int64_t i = 0; i < width * height; ++i)
        image.pixels.insert(image.pixels.end(), colour.begin(), colour.end());
    return image;
}

Bytes jpegBytes(const Image8& image, int orientation) {
    jpeg_error_mgr errors{};
    jpeg_compress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &memory, &size);
    jpeg.image_width = static_cast<JDIMENSION>(image.width);
    jpeg.image_height = static_cast<JDIMENSION>(image.height);
    jpeg.input_components = static_cast<int>(image.channels);
    jpeg.in_color_space = colourSpaceOf(image);
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    if (orientation > 0) {
        const Bytes block = exifBlock(orientation);
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, block.data(), static_cast<unsigned>(block.size()));
    }
    Bytes row(static_cast<std::size_t>(image.width * image.channels));
    while (jpeg.next_scanline < jpeg.image_height) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::uint8_t value = image.pixels[jpeg.next_scanline * row.size() + i];
            row[i] = image.channels == 4 ? static_cast<std::uint8_t>(255 - value) : value;
        }
        JSAMPROW line = row.data();
        jpeg_write_scanlines(&jpeg, &line, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    Bytes bytes(memory, memory + size);
    std::free(memory);
    return bytes;
}

Bytes hugeJpeg(std::uint16_t width, std::uint16_t height) {
    Bytes bytes = jpegBytes(plainPicture(16, 16, {0, 0, 0}));
    for (std::size_t i = 0; i + 8 < bytes.size(); ++i) {
        if (bytes[i] != 0xFF || bytes[i + 1] != 0xC0)
            continue; // start of frame: length, precision, height, width
        bytes[i + 5] = static_cast<std::uint8_t>(height >> 8);
        bytes[i + 6] = static_cast<std::uint8_t>(height);
        bytes[i + 7] = static_cast<std::uint8_t>(width >> 8);
        bytes[i + 8] = static_cast<std::uint8_t>(width);
        break;
    }
    return bytes;
}

} // namespace cyclo::test
