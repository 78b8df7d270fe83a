// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"

#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace cyclo {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& path, int error) {
    throw FileError("cannot " + std::string(what) + " " + path.string() + ": " + std::strerror(error));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    bool valid() const { return number_ >= 0; }
    int close() { return valid() ? ::close(std::exchange(number_, -1)) : 0; }

private:
    int number_;
};

void writeAll(const Descriptor& file, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write", path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void writeInPlace(const fs::path& path, std::string_view bytes) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.valid()) fail("write", path, errno);
    writeAll(file, bytes, path);
    if (file.close() != 0) fail("write", path, errno);
}

/// A new file beside the target, gone at the end of the scope unless it took the target's name.
class TemporaryTwin {
public:
    explicit TemporaryTwin(const fs::path& target) : target_(target) {
        static std::atomic<unsigned> counter{0};
        do {
            const auto name = ".cyclometer-" + std::to_string(::getpid()) + "-" + std::to_string(++counter);
            path_ = target.parent_path() / name;
            file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (file_ < 0 && errno == EEXIST);
        if (file_ < 0) fail("write", target_, errno);
    }
    ~TemporaryTwin() {
        if (file_ >= 0) ::close(file_);
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    TemporaryTwin(const TemporaryTwin&) = delete;
    TemporaryTwin& operator=(const TemporaryTwin&) = delete;

    void write(std::string_view bytes) {
        Descriptor file(std::exchange(file_, -1));
        if (struct stat old{}; ::stat(target_.c_str(), &old) == 0) {
            if (::fchmod(file.number(), old.st_mode & 07777) != 0) fail("write", target_, errno);
        }
        writeAll(file, bytes, target_);
        if (::fsync(file.number()) != 0) fail("write", target_, errno);
        if (file.close() != 0) fail("write", target_, errno);
    }

    void takeName() {
        if (::rename(path_.c_str(), target_.c_str()) != 0) fail("write", target_, errno);
        path_.clear();
        const auto folder = target_.parent_path();
        Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        // Some file systems cannot sync a folder; the file itself is complete either way.
        if (opened.valid()) ::fsync(opened.number());
    }

private:
    fs::path target_;
    fs::path path_;
    int file_ = -1;
};

} // namespace

void writeFileAtomically(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::is_directory(status)) fail("write", path, EISDIR);
    if (fs::exists(status) && !fs::is_regular_file(status)) return writeInPlace(path, bytes);
    const auto target = fs::is_symlink(fs::symlink_status(path, error)) ? fs::weakly_canonical(path) : path;
    TemporaryTwin twin(target);
    twin.write(bytes);
    twin.takeName();
}

std::string readWholeFile(const fs::path& path, std::uint64_t maxBytes) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) fail("read", path, errno);
    std::string bytes;
    char buffer[1 << 16];
    while (true) {
        const auto count = ::read(file.number(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("read", path, errno);
        if (count == 0) return bytes;
        bytes.append(buffer, static_cast<std::size_t>(count));
        if (bytes.size() > maxBytes) {
            throw FileError("cannot read " + path.string() + ": it is longer than " +
                            std::to_string(maxBytes) + " bytes, the most such a file may have");
        }
    }
}

} // namespace cyclo
