// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/IdxFile.h"

#include "core/data/DataError.h"
#include "core/data/PackedFile.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace cyclo {

namespace {

constexpr std::uint32_t kImagesMagic = 0x00000803, kLabelsMagic = 0x00000801;
constexpr std::uint32_t kMaxSide = 4096;
constexpr std::uint64_t kMaxBytes = std::uint64_t{8} << 30; // all samples stay in memory

std::string hex(std::uint32_t value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "0x%08x", static_cast<unsigned>(value));
    return text.data();
}

std::string nameOf(std::uint32_t magic) {
    if (magic == kImagesMagic) return hex(magic) + " (images of bytes)";
    if (magic == kLabelsMagic) return hex(magic) + " (labels of bytes)";
    return hex(magic);
}

/// Big-endian u32 fields of the header, the magic number first.
template <std::size_t fields>
std::array<std::uint32_t, fields> readHeader(PackedFile& file, std::uint32_t magic) {
    std::array<std::uint8_t, 4 * fields> bytes{};
    std::array<std::uint32_t, fields> header{};
    const std::size_t got = file.read(bytes);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        header[i / 4] = (header[i / 4] << 8) | bytes[i];
    if (got >= 4 && header[0] != magic)
        throw DataError::atByte(file.path(), 0,
                                "the magic number is " + nameOf(header[0]) + "; it must be " + nameOf(magic));
    if (got < bytes.size())
        throw DataError::atByte(file.path(), got,
                                "the file ends in its header, which has " + std::to_string(bytes.size()) +
                                    " bytes");
    return header;
}

void checkCount(const PackedFile& file, std::uint64_t count, std::uint64_t bytesEach,
                const std::string& what) {
    if (count == 0)
        throw DataError::atByte(file.path(), 4, "the header promises 0 " + what + "; at least 1 is needed");
    if (count > kMaxBytes / bytesEach)
        throw DataError::atByte(file.path(), 4,
                                "the header promises " + std::to_string(count) + " " + what + " of " +
                                    std::to_string(bytesEach) + " bytes; at most " +
                                    std::to_string(kMaxBytes / bytesEach) + " are read (8 GiB)");
}

/// The `count` items that the header promised, neither fewer nor more.
std::vector<std::uint8_t> readBody(PackedFile& file, std::uint64_t count, std::uint64_t bytesEach,
                                   const std::string& what) {
    auto bytes = file.readUpTo(count * bytesEach);
    const std::string promise = "the header promises " + std::to_string(count) + " " + what;
    if (bytes.size() < count * bytesEach)
        throw DataError::atByte(file.path(), file.position(),
                                "the file ends after " + std::to_string(bytes.size() / bytesEach) + " " +
                                    what + "; " + promise);
    std::array<std::uint8_t, 1> beyond{};
    const std::uint64_t end = file.position();
    if (file.read(beyond) > 0)
        throw DataError::atByte(file.path(), end,
                                "there are bytes after the last of the " + what + "; " + promise +
                                    ", so the file should end here");
    return bytes;
}

void checkSide(const PackedFile& file, std::uint64_t byte, const char* what, std::uint32_t side) {
    if (side < 1 || side > kMaxSide)
        throw DataError::atByte(file.path(), byte,
                                "images of " + std::to_string(side) + " " + what + "; 1 to " +
                                    std::to_string(kMaxSide) + " are possible");
}

} // namespace

IdxImages readIdxImages(const std::filesystem::path& path) {
    PackedFile file(path);
    const auto [magic, count, rows, columns] = readHeader<4>(file, kImagesMagic);
    checkSide(file, 8, "rows", rows);
    checkSide(file, 12, "columns", columns);
    const std::uint64_t bytesEach = std::uint64_t{rows} * columns;
    checkCount(file, count, bytesEach, "images");
    return IdxImages{.count = count,
                     .rows = rows,
                     .columns = columns,
                     .pixels = readBody(file, count, bytesEach, "images")};
}

std::vector<std::int32_t> readIdxLabels(const std::filesystem::path& path, std::int64_t classCount) {
    PackedFile file(path);
    const auto [magic, count] = readHeader<2>(file, kLabelsMagic);
    checkCount(file, count, 1, "labels");
    const auto bytes = readBody(file, count, 1, "labels");
    const auto wrong =
        std::find_if(bytes.begin(), bytes.end(), [&](std::uint8_t b) { return b >= classCount; });
    if (wrong != bytes.end()) {
        const auto sample = static_cast<std::uint64_t>(wrong - bytes.begin());
        throw DataError::atByte(path, 8 + sample,
                                "label " + std::to_string(*wrong) + " of sample " + std::to_string(sample) +
                                    "; labels are 0 to " + std::to_string(classCount - 1));
    }
    return {bytes.begin(), bytes.end()};
}

} // namespace cyclo
