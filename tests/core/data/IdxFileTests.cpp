// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataError.h"
#include "core/data/IdxFile.h"
#include "tests/support/Catch.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"

#include <sys/resource.h>

using namespace cyclo;
using namespace cyclo::test;

namespace {

std::string imageError(const Bytes& bytes, Packing packing = Packing::Plain) {
    const TemporaryFolder folder;
    writeBytes(folder.path() / "images", bytes, packing);
    return messageOf<DataError>([&] { readIdxImages(folder.path() / "images"); });
}

std::string labelError(const Bytes& bytes) {
    const TemporaryFolder folder;
    writeBytes(folder.path() / "labels", bytes);
    return messageOf<DataError>([&] { readIdxLabels(folder.path() / "labels", 10); });
}

} // namespace

TEST_CASE("An IDX image file reads the same plain, gzipped and xz-packed", "[data][idx]") {
    const auto packing = GENERATE(Packing::Plain, Packing::Gzip, Packing::Xz);
    const TemporaryFolder folder;
    const Bytes pixels{1, 2, 3, 4, 5, 6, 250, 251, 252, 253, 254, 255};
    writeBytes(folder.path() / "images", idxImages(2, 2, 3, pixels), packing);
    const IdxImages images = readIdxImages(folder.path() / "images");
    CHECK(images.count == 2);
    CHECK(images.rows == 2);
    CHECK(images.columns == 3);
    CHECK(images.pixels == pixels);
}

TEST_CASE("An IDX label file reads the same plain, gzipped and xz-packed", "[data][idx]") {
    const auto packing = GENERATE(Packing::Plain, Packing::Gzip, Packing::Xz);
    const TemporaryFolder folder;
    writeBytes(folder.path() / "labels", idxLabels({3, 0, 9}), packing);
    CHECK(readIdxLabels(folder.path() / "labels", 10) == std::vector<std::int32_t>{3, 0, 9});
}

TEST_CASE("A wrong IDX magic number is refused with the one that is expected", "[data][idx]") {
    CHECK_THAT(imageError(idxLabels({1, 2})), ContainsSubstring("byte 0") &&
                                                  ContainsSubstring("0x00000801 (labels of bytes)") &&
                                                  ContainsSubstring("must be 0x00000803"));
    CHECK_THAT(labelError(idxImages(1, 1, 1, {0})), ContainsSubstring("byte 0") &&
                                                        ContainsSubstring("0x00000803 (images of bytes)") &&
                                                        ContainsSubstring("must be 0x00000801"));
    CHECK_THAT(imageError({'<', 'h', 't', 'm', 'l', '>'}),
               ContainsSubstring("byte 0") && ContainsSubstring("0x3c68746d"));
}

TEST_CASE("An IDX file that ends in its header is refused at the byte where it ends", "[data][idx]") {
    const auto whole = idxImages(1, 1, 1, {0});
    const auto size = GENERATE(0u, 3u, 4u, 15u);
    const Bytes cut(whole.begin(), whole.begin() + size);
    CHECK_THAT(imageError(cut),
               ContainsSubstring("byte " + std::to_string(size) + ": the file ends in its header"));
    CHECK_THAT(labelError({}), ContainsSubstring("byte 0: the file ends in its header, which has 8 bytes"));
}

TEST_CASE("An IDX header that promises 4 billion images is refused without taking memory", "[data][idx]") {
    // 2^32 - 1 images of 28×28 are 3.4 TB: the limit of 8 GiB is 8·2^30 / 784 = 10956549 of them.
    CHECK_THAT(imageError(idxImages(0xffffffffu, 28, 28, Bytes(784))),
               ContainsSubstring("byte 4") && ContainsSubstring("promises 4294967295 images of 784 bytes") &&
                   ContainsSubstring("10956549"));

    // Below the limit the promise is 7.9 GB; only what is there may be kept. ru_maxrss is in KiB.
    rusage before{}, after{};
    getrusage(RUSAGE_SELF, &before);
    CHECK_THAT(imageError(idxImages(10000000u, 28, 28, Bytes(1000))),
               ContainsSubstring("byte 1016: the file ends after 1 images") &&
                   ContainsSubstring("promises 10000000"));
    getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 100 * 1024);

    CHECK_THAT(labelError(Bytes{0, 0, 8, 1, 0xff, 0xff, 0xff, 0xff, 1}),
               ContainsSubstring("byte 9: the file ends after 1"));
}

TEST_CASE("Sizes that are 0 or beyond reason are refused at their place in the IDX header", "[data][idx]") {
    CHECK_THAT(imageError(idxImages(0, 28, 28, {})),
               ContainsSubstring("byte 4") && ContainsSubstring("0 images"));
    CHECK_THAT(imageError(idxImages(1, 0, 28, {})),
               ContainsSubstring("byte 8") && ContainsSubstring("0 rows"));
    CHECK_THAT(imageError(idxImages(1, 28, 4097, {})),
               ContainsSubstring("byte 12") && ContainsSubstring("4097 columns"));
    CHECK_THAT(labelError(idxLabels({})), ContainsSubstring("byte 4") && ContainsSubstring("0 labels"));
}

TEST_CASE("Missing and surplus bytes of an IDX file are refused where they begin", "[data][idx]") {
    const auto packing = GENERATE(Packing::Plain, Packing::Gzip, Packing::Xz);
    // Two images of 4 bytes after a header of 16: the file should have 24 bytes.
    CHECK_THAT(imageError(idxImages(2, 2, 2, Bytes(7)), packing),
               ContainsSubstring("byte 23: the file ends after 1 images"));
    CHECK_THAT(imageError(idxImages(2, 2, 2, Bytes(9)), packing),
               ContainsSubstring("byte 24: there are bytes after"));
}

TEST_CASE("A packed IDX file that is cut off is refused as incomplete", "[data][idx]") {
    const auto packing = GENERATE(Packing::Gzip, Packing::Xz);
    const TemporaryFolder folder;
    const auto path = folder.path() / "images";
    Bytes noise(64 * 28 * 28); // hard to pack, so that most of the file is data
    for (std::size_t i = 0; i < noise.size(); ++i)
        noise[i] = static_cast<std::uint8_t>((i * i * 2654435761u) >> 13);
    writeBytes(path, idxImages(64, 28, 28, noise), packing);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    CHECK_THAT(messageOf<DataError>([&] { readIdxImages(path); }),
               ContainsSubstring(path.string() + ": byte ") && ContainsSubstring("incomplete or damaged"));
}

TEST_CASE("A gzipped IDX file whose checksum does not match is refused", "[data][idx]") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "images";
    writeBytes(path, idxImages(2, 2, 2, Bytes(8)), Packing::Gzip);
    Bytes packed = readBytes(path);
    packed.at(packed.size() - 8) ^= 1; // the checksum's lowest bit (RFC 1952, 2.3.1)
    writeBytes(path, packed);
    CHECK_THAT(messageOf<DataError>([&] { readIdxImages(path); }), ContainsSubstring("checksum"));
}

TEST_CASE("A label outside of the classes is refused with its sample", "[data][idx]") {
    CHECK_THAT(labelError(idxLabels({0, 9, 10})),
               ContainsSubstring("byte 10: label 10 of sample 2") && ContainsSubstring("0 to 9"));
}

TEST_CASE("A missing file and a folder in place of a file are refused by name", "[data][idx]") {
    const TemporaryFolder folder;
    CHECK_THAT(messageOf<DataError>([&] { readIdxImages(folder.path() / "absent"); }),
               ContainsSubstring("absent") && ContainsSubstring("No such file"));
    CHECK_THAT(messageOf<DataError>([&] { readIdxImages(folder.path()); }), ContainsSubstring("is a folder"));
}
