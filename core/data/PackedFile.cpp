// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/PackedFile.h"

#include "core/data/DataError.h"

#include <sys/stat.h>

#include <algorithm>
#include <archive.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>
#include <zlib.h>

namespace cyclo {

namespace detail {

/// The end of a gzip file (RFC 1952): what was packed, by checksum and by length.
struct GzipTrailer {
    std::uint32_t crc;
    std::uint32_t length; // modulo 2^32
};

} // namespace detail

namespace {

using detail::GzipTrailer;

std::optional<GzipTrailer> gzipTrailerOf(int file) {
    constexpr std::size_t kShortest = 18; // header and trailer
    std::array<std::uint8_t, 2> magic{};
    std::array<std::uint8_t, 8> end{};
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < off_t{kShortest})
        return {};
    if (::pread(file, magic.data(), magic.size(), 0) != ssize_t{magic.size()}) return {};
    if (magic != std::array<std::uint8_t, 2>{0x1f, 0x8b}) return {};
    if (::pread(file, end.data(), end.size(), status.st_size - off_t{end.size()}) != ssize_t{end.size()})
        return {};
    const auto word = [&](std::size_t at) {
        return std::uint32_t{end[at]} | std::uint32_t{end[at + 1]} << 8 | std::uint32_t{end[at + 2]} << 16 |
               std::uint32_t{end[at + 3]} << 24;
    };
    return GzipTrailer{.crc = word(0), .length = word(4)};
}

} // namespace

struct PackedFile::Handles {
    int file = -1;
    archive* reader = nullptr;
    bool empty = false;
    std::optional<GzipTrailer> trailer; ///< of a gzip file
    uLong crc = ::crc32(0, nullptr, 0); ///< of what was unpacked so far

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
    handles_->trailer = gzipTrailerOf(handles_->file);
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
        if (got == 0) {
            checkGzip();
            break;
        }
        if (got < 0) throw damaged(path_, position_, handles_->reader);
        if (handles_->trailer)
            handles_->crc = ::crc32(handles_->crc, dst.data() + done, static_cast<uInt>(got));
        done += static_cast<std::size_t>(got);
        position_ += static_cast<std::uint64_t>(got);
    }
    return done;
}

void PackedFile::checkGzip() const {
    const auto& trailer = handles_->trailer;
    if (!trailer || trailer->length != static_cast<std::uint32_t>(position_))
        return; // or several files in one
    if (trailer->crc != handles_->crc)
        throw DataError::atByte(
            path_, position_,
            "the checksum does not match what was unpacked; the file is damaged, get it again");
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
