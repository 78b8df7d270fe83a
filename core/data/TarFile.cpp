// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/TarFile.h"

#include "core/data/DataError.h"

#include <archive.h>
#include <archive_entry.h>
#include <exception>
#include <vector>

namespace cyclo {

struct TarFile::Handles {
    explicit Handles(PackedFile& bytes) : source(bytes), reader(archive_read_new()) {
        if (!reader) throw std::bad_alloc();
    }
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() { archive_read_free(reader); }

    /// Hands libarchive the next piece. An exception must not pass through its C code: it waits in `error`.
    static la_ssize_t supply(archive*, void* self, const void** piece) {
        auto& handles = *static_cast<Handles*>(self);
        *piece = handles.buffer.data();
        try {
            return static_cast<la_ssize_t>(handles.source.read(handles.buffer));
        } catch (...) {
            handles.error = std::current_exception();
            return -1;
        }
    }

    [[noreturn]] void fail() const {
        if (error) std::rethrow_exception(error);
        const char* cause = archive_error_string(reader);
        throw DataError::atByte(source.path(), source.position(),
                                std::string("is no readable tar archive (") +
                                    (cause ? cause : "unknown cause") + "); get it again");
    }

    PackedFile& source;
    std::vector<std::uint8_t> buffer = std::vector<std::uint8_t>(1 << 16);
    archive* reader;
    archive_entry* entry = nullptr;
    std::exception_ptr error;
};

TarFile::TarFile(const std::filesystem::path& path) : bytes_(path), handles_(new Handles(bytes_)) {
    archive* reader = handles_->reader;
    archive_read_support_format_tar(reader);
    if (archive_read_open(reader, handles_.get(), nullptr, &Handles::supply, nullptr) != ARCHIVE_OK)
        handles_->fail();
}

TarFile::~TarFile() = default;

bool TarFile::next() {
    for (;;) {
        const int found = archive_read_next_header(handles_->reader, &handles_->entry);
        if (found == ARCHIVE_EOF) break;
        if (found != ARCHIVE_OK && found != ARCHIVE_WARN) handles_->fail();
        if (archive_entry_filetype(handles_->entry) == AE_IFREG) return true;
    }
    while (bytes_.read(handles_->buffer) > 0) {
    } // what follows the end mark; the checksum stands behind it
    return false;
}

std::string TarFile::name() const {
    const char* path = archive_entry_pathname(handles_->entry);
    return path ? std::filesystem::path(path).filename().string() : std::string();
}

std::size_t TarFile::read(std::span<std::uint8_t> dst) {
    std::size_t done = 0;
    while (done < dst.size()) {
        const auto got = archive_read_data(handles_->reader, dst.data() + done, dst.size() - done);
        if (got < 0) handles_->fail();
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

} // namespace cyclo
