// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/JpegDecoder.h"

#include "core/data/DataError.h"
#include "core/data/ExifOrientation.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio> // jpeglib.h needs FILE
#include <jerror.h>
#include <jpeglib.h>

namespace cyclo {

namespace {

/// libjpeg reports by calling back. An exception must not pass through its C code, so an error jumps out.
struct JpegErrors {
    jpeg_error_mgr manager{}; // first: libjpeg's pointer to it is a pointer to this
    std::jmp_buf back{};
    char message[JMSG_LENGTH_MAX] = {};
    bool damaged = false;

    static void onError(j_common_ptr jpeg) {
        auto* self = reinterpret_cast<JpegErrors*>(jpeg->err);
        jpeg->err->format_message(jpeg, self->message);
        std::longjmp(self->back, 1);
    }
    /// Warnings that mean lost content; others (bytes between markers) are harmless.
    static void onMessage(j_common_ptr jpeg, int level) {
        auto* self = reinterpret_cast<JpegErrors*>(jpeg->err);
        const int code = jpeg->err->msg_code;
        const bool lost = code == JWRN_HIT_MARKER || code == JWRN_JPEG_EOF || code == JWRN_HUFF_BAD_CODE ||
                          code == JWRN_MUST_RESYNC || code == JWRN_NOT_SEQUENTIAL;
        if (level >= 0 || !lost || self->damaged) return;
        jpeg->err->format_message(jpeg, self->message);
        self->damaged = true;
    }
};

struct JpegReader {
    JpegErrors errors;
    jpeg_decompress_struct jpeg{};

    JpegReader() {
        jpeg.err = jpeg_std_error(&errors.manager);
        errors.manager.error_exit = &JpegErrors::onError;
        errors.manager.emit_message = &JpegErrors::onMessage;
    }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;
    ~JpegReader() { jpeg_destroy_decompress(&jpeg); }
};

DataError damaged(const std::filesystem::path& path, const std::string& cause) {
    return DataError(path.string() + ": is no usable JPEG (" + cause + ")");
}

// Nothing with a destructor may live in a function that an error jumps out of, so these are small.

bool readHeader(JpegReader& reader, std::span<const std::uint8_t> bytes) {
    if (setjmp(reader.errors.back)) return false;
    jpeg_create_decompress(&reader.jpeg);
    jpeg_mem_src(&reader.jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
    jpeg_save_markers(&reader.jpeg, JPEG_APP0 + 1, 0xFFFF); // EXIF
    return jpeg_read_header(&reader.jpeg, TRUE) == JPEG_HEADER_OK;
}

bool start(JpegReader& reader) {
    if (setjmp(reader.errors.back)) return false;
    return jpeg_start_decompress(&reader.jpeg) == TRUE;
}

bool readRows(JpegReader& reader, std::uint8_t* pixels, std::size_t stride) {
    if (setjmp(reader.errors.back)) return false;
    while (reader.jpeg.output_scanline < reader.jpeg.output_height) {
        JSAMPROW row = pixels + reader.jpeg.output_scanline * stride;
        jpeg_read_scanlines(&reader.jpeg, &row, 1);
    }
    return jpeg_finish_decompress(&reader.jpeg) == TRUE;
}

void checkHeader(JpegReader& reader, std::span<const std::uint8_t> bytes, const std::filesystem::path& path) {
    if (!readHeader(reader, bytes)) throw damaged(path, reader.errors.message);
    const auto width = static_cast<std::int64_t>(reader.jpeg.image_width);
    const auto height = static_cast<std::int64_t>(reader.jpeg.image_height);
    if (width * height > kMostImagePixels)
        throw DataError(path.string() + ": is " + std::to_string(width) + "×" + std::to_string(height) +
                        " pixels; at most " + std::to_string(kMostImagePixels) + " are read");
}

bool isCmyk(const jpeg_decompress_struct& jpeg) {
    return jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
}

/// The smallest scale that keeps both sides at least so long.
unsigned scaleFor(const jpeg_decompress_struct& jpeg, std::int64_t atLeast) {
    const auto side = static_cast<std::int64_t>(std::min(jpeg.image_width, jpeg.image_height));
    unsigned eighths = 1;
    while (eighths < 8 && side * eighths < atLeast * 8)
        ++eighths;
    return eighths;
}

/// Adobe writes CMYK inverted: 255 is no ink.
Image8 rgbFromCmyk(const Image8& cmyk, bool inverted) {
    Image8 rgb{.width = cmyk.width, .height = cmyk.height, .channels = 3, .pixels = {}};
    rgb.pixels.reserve(cmyk.pixels.size() / 4 * 3);
    const auto light = [&](std::uint8_t ink) { return inverted ? ink : 255 - ink; };
    for (std::size_t at = 0; at + 3 < cmyk.pixels.size(); at += 4)
        for (std::size_t c = 0; c < 3; ++c)
            rgb.pixels.push_back(
                static_cast<std::uint8_t>(light(cmyk.pixels[at + c]) * light(cmyk.pixels[at + 3]) / 255));
    return rgb;
}

Image8 greyFromRgb(const Image8& rgb) {
    Image8 grey{.width = rgb.width, .height = rgb.height, .channels = 1, .pixels = {}};
    for (std::size_t at = 0; at + 2 < rgb.pixels.size(); at += 3)
        grey.pixels.push_back(static_cast<std::uint8_t>(
            (299 * rgb.pixels[at] + 587 * rgb.pixels[at + 1] + 114 * rgb.pixels[at + 2] + 500) / 1000));
    return grey;
}

int orientationOf(const jpeg_decompress_struct& jpeg) {
    for (const auto* marker = jpeg.marker_list; marker; marker = marker->next)
        if (const int found = exifOrientation({marker->data, marker->data_length})) return found;
    return 1;
}

} // namespace

bool isJpeg(std::span<const std::uint8_t> bytes) {
    return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

ImageHeader readJpegHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path) {
    JpegReader reader;
    checkHeader(reader, bytes, path);
    return {.width = static_cast<std::int64_t>(reader.jpeg.image_width),
            .height = static_cast<std::int64_t>(reader.jpeg.image_height),
            .grey = reader.jpeg.jpeg_color_space == JCS_GRAYSCALE};
}

DecodedImage decodeJpeg(std::span<const std::uint8_t> bytes, const std::filesystem::path& path,
                        std::int64_t channels, std::int64_t atLeast) {
    JpegReader reader;
    checkHeader(reader, bytes, path);
    auto& jpeg = reader.jpeg;
    const bool cmyk = isCmyk(jpeg);
    jpeg.out_color_space = cmyk ? JCS_CMYK : channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg.scale_num = scaleFor(jpeg, atLeast);
    jpeg.scale_denom = 8;
    if (!start(reader)) throw damaged(path, reader.errors.message);
    DecodedImage decoded{.image = {.width = static_cast<std::int64_t>(jpeg.output_width),
                                   .height = static_cast<std::int64_t>(jpeg.output_height),
                                   .channels = jpeg.output_components,
                                   .pixels = {}},
                         .orientation = orientationOf(jpeg)};
    Image8& image = decoded.image;
    const auto stride = static_cast<std::size_t>(image.width * image.channels);
    image.pixels.resize(stride * static_cast<std::size_t>(image.height));
    if (!readRows(reader, image.pixels.data(), stride) || reader.errors.damaged)
        throw damaged(path, reader.errors.message);
    if (cmyk) image = rgbFromCmyk(image, jpeg.saw_Adobe_marker == TRUE);
    if (cmyk && channels == 1) image = greyFromRgb(image);
    return decoded;
}

} // namespace cyclo
