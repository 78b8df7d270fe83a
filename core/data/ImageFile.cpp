// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageFile.h"

#include "core/data/DataError.h"
#include "core/data/ImageResize.h"
#include "core/data/JpegDecoder.h"
#include "core/data/PngDecoder.h"

#include <fstream>
#include <system_error>

namespace cyclo {

namespace {

DataError neither(const std::filesystem::path& path) {
    return DataError(path.string() + ": is neither a JPEG nor a PNG");
}

} // namespace

std::vector<std::uint8_t> readImageBytes(const std::filesystem::path& path) {
    constexpr std::uintmax_t kMostBytes = 256'000'000;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) throw DataError(path.string() + ": cannot be read: " + error.message());
    if (size == 0) throw DataError(path.string() + ": is empty");
    if (size > kMostBytes) throw DataError(path.string() + ": has more than 256 MB");
    std::vector<std::uint8_t> bytes(size);
    std::ifstream stream(path, std::ios::binary);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (stream.gcount() != static_cast<std::streamsize>(size))
        throw DataError(path.string() + ": cannot be read");
    return bytes;
}

ImageHeader readImageHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& path) {
    if (isJpeg(bytes)) return readJpegHeader(bytes, path);
    if (isPng(bytes)) return readPngHeader(bytes, path);
    throw neither(path);
}

void decodeImage(std::span<const std::uint8_t> bytes, const std::filesystem::path& path,
                 std::int64_t channels, std::int64_t size, std::span<std::uint8_t> dst) {
    if (isJpeg(bytes)) {
        const DecodedImage decoded = decodeJpeg(bytes, path, channels, size);
        resizeCentralSquare(decoded.image, size, dst);
        turnUpright(decoded.orientation, size, dst);
    } else if (isPng(bytes)) {
        resizeCentralSquare(decodePng(bytes, path, channels), size, dst);
    } else {
        throw neither(path);
    }
}

} // namespace cyclo
