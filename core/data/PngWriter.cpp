// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/PngWriter.h"

#include "core/data/DataError.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <png.h>
#include <stdexcept>
#include <unistd.h>

namespace cyclo {

namespace {

void check(const Image8& image) {
    const bool channelsFit = image.channels == 1 || image.channels == 3;
    const auto expected = image.width * image.height * image.channels;
    if (image.width < 1 || image.height < 1 || !channelsFit ||
        static_cast<std::int64_t>(image.pixels.size()) != expected)
        throw std::invalid_argument("PNG: " + std::to_string(image.pixels.size()) +
                                    " bytes are no picture of " + std::to_string(image.width) + "×" +
                                    std::to_string(image.height) + " with " + std::to_string(image.channels) +
                                    " channels (1 or 3)");
}

std::vector<std::uint8_t> encode(const Image8& image, const std::filesystem::path& path) {
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.width);
    header.height = static_cast<png_uint_32>(image.height);
    header.format = image.channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    std::vector<std::uint8_t> bytes(PNG_IMAGE_PNG_SIZE_MAX(header));
    png_alloc_size_t size = bytes.size();
    if (!png_image_write_to_memory(&header, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr))
        throw DataError(path.string() + ": cannot be made a PNG: " + header.message);
    bytes.resize(size);
    return bytes;
}

/// errno of the first thing that failed, or 0.
int writeWhole(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return errno;
    int error = 0;
    for (std::size_t done = 0; done < bytes.size() && !error;) {
        const auto written = ::write(file, bytes.data() + done, bytes.size() - done);
        if (written >= 0)
            done += static_cast<std::size_t>(written);
        else if (errno != EINTR)
            error = errno;
    }
    if (::close(file) != 0 && !error) error = errno;
    return error;
}

} // namespace

void writePng(const Image8& image, const std::filesystem::path& path) {
    check(image);
    const auto bytes = encode(image, path);
    std::filesystem::path partial = path;
    partial += ".partial-" + std::to_string(::getpid());
    int error = writeWhole(partial, bytes);
    if (!error && ::rename(partial.c_str(), path.c_str()) != 0) error = errno;
    if (!error) return;
    ::unlink(partial.c_str());
    throw DataError(path.string() + ": cannot be written: " + std::strerror(error));
}

} // namespace cyclo
