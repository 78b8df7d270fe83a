// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/PackedFile.h"

#include "core/data/DataError.h"

#include <sys/stat.h>

#include <algorithm>
#include <archive.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace cyclo {

struct PackedFile::Handles {
    int file = -1;
    archive* reader = nullptr;
    bool empty = false;

    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() {
        if (reader) archive_read_free(reader);
        if (file >= 0) ::close(file);
    }
};

namespace {

int openForReading(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw DataError(path.string() + ": cannot be opened: " + std::strerror(errno));
    struct stat status {};
    if (::fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(file);
        throw DataError(path.string() + ": is a folder; a file is needed here");
    }
    return file;
}

std::string causeOf(archive* reader) {
    const char* text = archive_error_string(reader);
    return text ? text : "cannot be unpacked";
}

DataError damaged(const std::filesystem::path& path, std::uint64_t position, archive* reader) {
    return DataError::atByte(path, position,
                             "cannot be unpacked (" + causeOf(reader) +
                                 "); the file is incomplete or damaged, get it again");
}

} // namespace

PackedFile::PackedFile(std::filesystem::path path) : path_(std::move(path)), handles_(new Handles) {
    constexpr std::size_t kBlock = 1 << 17;
    handles_->file = openForReading(path_);
    archive* reader = handles_->reader = archive_read_new();
    if (!reader) throw std::bad_alloc();
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_xz(reader);
    archive_read_support_format_raw(reader);
    archive_read_support_format_empty(reader); // "raw" does not take a file of 0 bytes
    // Both of these unpack the first block.
    if (archive_read_open_fd(reader, handles_->file, kBlock) != ARCHIVE_OK) throw damaged(path_, 0, reader);
    archive_entry* entry = nullptr;
    const int found = archive_read_next_header(reader, &entry);
    handles_->empty = found == ARCHIVE_EOF;
    if (found != ARCHIVE_OK && found != ARCHIVE_EOF) throw damaged(path_, 0, reader);
}

PackedFile::~PackedFile() = default;

std::size_t PackedFile::read(std::span<std::uint8_t> dst) {
    std::size_t done = 0;
    while (!handles_->empty && done < dst.size()) {
        const auto got = archive_read_data(handles_->reader, dst.data() + done, dst.size() - done);
        if (got == 0) break;
        if (got < 0) throw damaged(path_, position_, handles_->reader);
        done += static_cast<std::size_t>(got);
        position_ += static_cast<std::uint64_t>(got);
    }
    return done;
}

std::vector<std::uint8_t> PackedFile::readUpTo(std::uint64_t count) {
    constexpr std::uint64_t kFirstPiece = 1 << 20;
    std::vector<std::uint8_t> bytes;
    while (bytes.size() < count) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min(count, std::max<std::uint64_t>(kFirstPiece, 2 * before)));
        const std::size_t got = read(std::span(bytes).subspan(before));
        if (before + got < bytes.size()) {
            bytes.resize(before + got);
            break;
        }
    }
    return bytes;
}

} // namespace cyclo
