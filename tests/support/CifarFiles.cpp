// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CifarFiles.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdexcept>

namespace cyclo::test {

Bytes cifarRecords(const Bytes& labels, std::size_t labelBytes, std::uint8_t firstValue) {
    constexpr std::size_t kPlane = 32 * 32;
    Bytes bytes;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        bytes.resize(bytes.size() + labelBytes - 1);
        bytes.push_back(labels[i]);
        for (std::size_t c = 0; c < 3; ++c)
            bytes.insert(bytes.end(), kPlane, static_cast<std::uint8_t>(firstValue + 3 * i + c));
    }
    return bytes;
}

std::vector<std::pair<std::string, Bytes>> smallCifar10() {
    std::vector<std::pair<std::string, Bytes>> files;
    for (std::uint8_t k = 0; k < 5; ++k) {
        const auto first = static_cast<std::uint8_t>(2 * k), second = static_cast<std::uint8_t>(2 * k + 1);
        files.emplace_back("data_batch_" + std::to_string(k + 1) + ".bin",
                           cifarRecords({first, second}, 1, static_cast<std::uint8_t>(10 * (k + 1))));
    }
    files.emplace_back("test_batch.bin", cifarRecords({3, 8}, 1, 100));
    return files;
}

void writeTarGz(const std::filesystem::path& path,
                const std::vector<std::pair<std::string, Bytes>>& members) {
    archive* writer = archive_write_new();
    archive_write_add_filter_gzip(writer);
    archive_write_set_format_ustar(writer);
    bool written = archive_write_open_filename(writer, path.c_str()) == ARCHIVE_OK;
    for (const auto& [name, bytes] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        written =
            written && archive_write_header(writer, entry) == ARCHIVE_OK &&
            archive_write_data(writer, bytes.data(), bytes.size()) == static_cast<la_ssize_t>(bytes.size());
        archive_entry_free(entry);
    }
    written = archive_write_close(writer) == ARCHIVE_OK && written;
    archive_write_free(writer);
    if (!written) throw std::runtime_error("cannot write " + path.string());
}

} // namespace cyclo::test
