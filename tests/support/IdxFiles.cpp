// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/IdxFiles.h"

#include <archive.h>
#include <archive_entry.h>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>

namespace cyclo::test {

namespace {

void appendBigEndian(Bytes& bytes, std::uint32_t value) {
    for (int shift : {24, 16, 8, 0})
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

Bytes countingUp(std::size_t count) {
    Bytes bytes(count);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return bytes;
}

} // namespace

Bytes idxImages(std::uint32_t count, std::uint32_t rows, std::uint32_t columns, const Bytes& pixels) {
    Bytes bytes;
    for (std::uint32_t field : {std::uint32_t{0x00000803}, count, rows, columns})
        appendBigEndian(bytes, field);
    bytes.insert(bytes.end(), pixels.begin(), pixels.end());
    return bytes;
}

Bytes idxLabels(const Bytes& labels) {
    Bytes bytes;
    appendBigEndian(bytes, 0x00000801);
    appendBigEndian(bytes, static_cast<std::uint32_t>(labels.size()));
    bytes.insert(bytes.end(), labels.begin(), labels.end());
    return bytes;
}

void writeBytes(const std::filesystem::path& path, const Bytes& bytes, Packing packing) {
    if (packing == Packing::Plain) {
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return;
    }
    archive* writer = archive_write_new();
    archive_entry* entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_pathname(entry, "data");
    packing == Packing::Gzip ? archive_write_add_filter_gzip(writer) : archive_write_add_filter_xz(writer);
    archive_write_set_format_raw(writer);
    const bool written =
        archive_write_open_filename(writer, path.c_str()) == ARCHIVE_OK &&
        archive_write_header(writer, entry) == ARCHIVE_OK &&
        archive_write_data(writer, bytes.data(), bytes.size()) == static_cast<la_ssize_t>(bytes.size()) &&
        archive_write_close(writer) == ARCHIVE_OK;
    archive_entry_free(entry);
    archive_write_free(writer);
    if (!written) throw std::runtime_error("cannot write " + path.string());
}

Bytes readBytes(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeSmallIdxFolder(const std::filesystem::path& folder) {
    writeBytes(folder / "train-images-idx3-ubyte", idxImages(3, 2, 2, countingUp(12)));
    writeBytes(folder / "train-labels-idx1-ubyte", idxLabels({7, 0, 9}));
    writeBytes(folder / "t10k-images-idx3-ubyte", idxImages(2, 2, 2, countingUp(8)));
    writeBytes(folder / "t10k-labels-idx1-ubyte", idxLabels({1, 2}));
}

} // namespace cyclo::test
