// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/Sha256.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/TestData.h"

#include <sys/resource.h>

#include <csignal>

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace fs = std::filesystem;

namespace {

std::size_t entriesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::string contents(const fs::path& path) {
    return readWholeFile(path, 1 << 20);
}

/// No file may grow beyond so many bytes, as on a disk that is full.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        oldSignal_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit limited{bytes, old_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limited);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, oldSignal_);
    }

private:
    rlimit old_{};
    void (*oldSignal_)(int) = nullptr;
};

} // namespace

TEST_CASE("A written file has exactly its bytes and nothing beside it", "[persistence][atomicfile]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "out.json";
    const std::string bytes("a\0b\r\n\xff", 6);
    writeFileAtomically(path, bytes);
    CHECK(contents(path) == bytes);
    writeFileAtomically(path, "shorter"); // over the first
    CHECK(contents(path) == "shorter");
    writeFileAtomically(path, "");
    CHECK(contents(path).empty());
    CHECK(entriesIn(folder.path()) == 1);
}

TEST_CASE("A replaced file keeps its permissions, and a link stays a link", "[persistence][atomicfile]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "real.json", link = folder.path() / "link.json";
    writeFileAtomically(path, "old");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("real.json", link);

    writeFileAtomically(link, "new");
    CHECK(fs::is_symlink(link));
    CHECK(contents(path) == "new");
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(entriesIn(folder.path()) == 2);
}

TEST_CASE("A path that cannot be written is one clear line and leaves nothing", "[persistence][atomicfile]") {
    const test::TemporaryFolder folder;
    writeFileAtomically(folder.path() / "file", "x");
    // Below a regular file nothing can be made, by the superuser neither.
    const auto path = folder.path() / "file" / "out.json";
    CHECK(refusal([&] { writeFileAtomically(path, "y"); }) ==
          "cannot write " + path.string() + ": Not a directory");
    CHECK(mentions(refusal([&] { writeFileAtomically(folder.path() / "none" / "out.json", "y"); }),
                   "No such file or directory"));
    CHECK(mentions(refusal([&] { writeFileAtomically(folder.path(), "y"); }), "Is a directory"));
    CHECK(entriesIn(folder.path()) == 1);
    CHECK(contents(folder.path() / "file") == "x");
}

TEST_CASE("When the disk is full the old file stands and nothing is left behind",
          "[persistence][atomicfile]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "out.json";
    writeFileAtomically(path, "old");
    std::string message;
    {
        const FileSizeLimit limit(4096);
        message = refusal([&] { writeFileAtomically(path, std::string(100'000, 'x')); });
    }
    CHECK(message == "cannot write " + path.string() + ": File too large");
    CHECK(contents(path) == "old");
    CHECK(entriesIn(folder.path()) == 1);
}

TEST_CASE("A device is written to, never replaced", "[persistence][atomicfile]") {
    writeFileAtomically("/dev/null", "gone");
    CHECK(fs::is_character_file("/dev/null"));
    if (fs::is_character_file("/dev/full")) {
        CHECK(refusal([] { writeFileAtomically("/dev/full", "x"); }) ==
              "cannot write /dev/full: No space left on device");
        CHECK(fs::is_character_file("/dev/full"));
    }
}

TEST_CASE("A file that cannot be read or is too long is refused with its path", "[persistence][atomicfile]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "in.json";
    CHECK(refusal([&] { readWholeFile(path, 10); }) ==
          "cannot read " + path.string() + ": No such file or directory");
    CHECK(mentions(refusal([&] { readWholeFile(folder.path(), 10); }), "Is a directory"));
    writeFileAtomically(path, "0123456789");
    CHECK(readWholeFile(path, 10) == "0123456789");
    CHECK(mentions(refusal([&] { readWholeFile(path, 9); }), "longer than 9 bytes"));
    CHECK(mentions(refusal([&] { readWholeFile("/dev/zero", 1 << 20); }), "longer than"));
}

TEST_CASE("SHA-256 gives the digests of its standard", "[persistence][sha256]") {
    // FIPS 180-4 examples.
    CHECK(sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
