// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataError.h"
#include "core/data/DataSource.h"
#include "tests/support/Catch.h"
#include "tests/support/CifarFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/Samples.h"
#include "tests/support/TestData.h"

using namespace cyclo;
using namespace cyclo::test;

namespace {

DataConfig rawConfig(const std::string& spec) {
    DataConfig config;
    config.spec = spec;
    config.normalization = Normalization::None;
    return config;
}

DataSource openCifar10(const std::filesystem::path& place) {
    return openData(rawConfig("cifar10:" + place.string()));
}

std::string cifarError(const std::filesystem::path& place) {
    return messageOf<DataError>([&] { openCifar10(place); });
}

void writeFolder(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    for (const auto& [name, bytes] : smallCifar10())
        writeBytes(folder / name, bytes);
}

void checkSmallCifar10(const DataSource& source) {
    CHECK(source.title == "CIFAR-10");
    CHECK(source.sampleShape == SampleShape{.channels = 3, .height = 32, .width = 32});
    CHECK(source.classNames.at(9) == "truck");
    REQUIRE(source.train->size() == 10);
    REQUIRE(source.test->size() == 2);
    for (std::int32_t i = 0; i < 10; ++i)
        CHECK(source.train->label(i) == i);
    CHECK(source.test->label(1) == 8);
    const auto second = sampleOf(*source.train, 3); // data_batch_2, its second record
    CHECK(second.front() == 23.0f);
    CHECK(second.at(1024) == 24.0f);
    CHECK(second.back() == 25.0f);
}

} // namespace

TEST_CASE("CIFAR-10 opens plain, packed, in its own folder and as the archive it is downloaded as",
          "[data][cifar]") {
    const TemporaryFolder folder;
    SECTION("plain") {
        writeFolder(folder.path());
        checkSmallCifar10(openCifar10(folder.path()));
    }
    SECTION("one file as gz, one as xz") {
        writeFolder(folder.path());
        const auto pack = [&](const std::string& name, const std::string& suffix, Packing packing) {
            const Bytes bytes = readBytes(folder.path() / name);
            std::filesystem::remove(folder.path() / name);
            writeBytes(folder.path() / (name + suffix), bytes, packing);
        };
        pack("data_batch_2.bin", ".gz", Packing::Gzip);
        pack("test_batch.bin", ".xz", Packing::Xz);
        checkSmallCifar10(openCifar10(folder.path()));
    }
    SECTION("the folder that the archive unpacks to") {
        writeFolder(folder.path() / "cifar-10-batches-bin");
        checkSmallCifar10(openCifar10(folder.path()));
    }
    SECTION("the archive, in another order and with other files in it") {
        auto members = smallCifar10();
        std::swap(members.front(), members.at(3));
        for (auto& [name, bytes] : members)
            name = "cifar-10-batches-bin/" + name;
        members.insert(members.begin(), {"cifar-10-batches-bin/readme.html", Bytes{1, 2, 3}});
        const auto path = folder.path() / "cifar-10-binary.tar.gz";
        writeTarGz(path, members);
        checkSmallCifar10(openCifar10(folder.path()));
        checkSmallCifar10(openCifar10(path));
    }
}

TEST_CASE("CIFAR-100 takes the fine label", "[data][cifar]") {
    const TemporaryFolder folder;
    writeBytes(folder.path() / "train.bin", cifarRecords({99, 0, 47}, 2));
    writeBytes(folder.path() / "test.bin", cifarRecords({50}, 2, 9));
    const DataSource source = openData(rawConfig("cifar100:" + folder.path().string()));
    REQUIRE(source.classCount() == 100);
    CHECK(source.train->label(0) == 99);
    CHECK(source.classNames.at(47) == "maple_tree");
    CHECK(source.classNames.back() == "worm");
    CHECK(sampleOf(*source.test, 0).front() == 9.0f);
}

TEST_CASE("Both labels of CIFAR-100 must exist", "[data][cifar]") {
    const TemporaryFolder folder;
    Bytes bytes = cifarRecords({99, 0}, 2);
    bytes.at(0) = 19; // the last coarse class there is
    writeBytes(folder.path() / "train.bin", bytes);
    writeBytes(folder.path() / "test.bin", cifarRecords({50}, 2));
    const auto open = [&] { openData(rawConfig("cifar100:" + folder.path().string())); };
    CHECK(messageOf<DataError>(open) == "no error");
    bytes.at(3074) = 20; // a record is 2 label bytes and 3072 pixels
    writeBytes(folder.path() / "train.bin", bytes);
    CHECK_THAT(
        messageOf<DataError>(open),
        ContainsSubstring("train.bin: byte 3074: coarse label 20 of record 1; coarse labels are 0 to 19"));
    bytes.at(3074) = 0;
    bytes.at(3075) = 100;
    writeBytes(folder.path() / "train.bin", bytes);
    CHECK_THAT(messageOf<DataError>(open),
               ContainsSubstring("train.bin: byte 3075: label 100 of record 1; labels are 0 to 99"));
}

TEST_CASE("Limit reads CIFAR no further than it must, from files and from the archive", "[data][cifar]") {
    const TemporaryFolder folder;
    auto config = rawConfig("cifar10:" + folder.path().string());
    config.limit = 3;
    SECTION("files") {
        writeFolder(folder.path());
    }
    SECTION("archive") {
        writeTarGz(folder.path() / "cifar-10-binary.tar.gz", smallCifar10());
    }
    const DataSource source = openData(config);
    REQUIRE(source.train->size() == 3);
    CHECK(source.train->label(2) == 2);
    CHECK(source.test->size() == 2);
}

TEST_CASE("A broken CIFAR file is named with the byte where it breaks", "[data][cifar]") {
    const TemporaryFolder folder;
    writeFolder(folder.path());
    const auto path = folder.path() / "data_batch_4.bin";
    Bytes bytes = readBytes(path);
    SECTION("cut off in its second record") {
        bytes.resize(4000);
        writeBytes(path, bytes);
        CHECK_THAT(cifarError(folder.path()),
                   ContainsSubstring(
                       "data_batch_4.bin: byte 4000: the file ends in record 1; every record has 3073"));
    }
    SECTION("empty") {
        writeBytes(path, {});
        CHECK_THAT(cifarError(folder.path()),
                   ContainsSubstring("data_batch_4.bin: byte 0: the file ends in record 0"));
    }
    SECTION("label that does not exist") {
        bytes.at(3073) = 10;
        writeBytes(path, bytes);
        CHECK_THAT(cifarError(folder.path()),
                   ContainsSubstring("byte 3073: label 10 of record 1; labels are 0 to 9"));
    }
    SECTION("missing") {
        std::filesystem::remove(path);
        CHECK_THAT(cifarError(folder.path()), ContainsSubstring("has no data_batch_4.bin"));
    }
}

TEST_CASE("A broken CIFAR archive is named with the cause", "[data][cifar]") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "cifar-10-binary.tar.gz";
    SECTION("cut off") {
        writeTarGz(path, smallCifar10());
        Bytes bytes = readBytes(path);
        bytes.resize(bytes.size() / 2);
        writeBytes(path, bytes);
        CHECK_THAT(cifarError(path), ContainsSubstring(path.string()));
    }
    SECTION("damaged in its checksum") {
        writeTarGz(path, smallCifar10());
        Bytes bytes = readBytes(path);
        bytes.at(bytes.size() - 8) ^= 1;
        writeBytes(path, bytes);
        CHECK_THAT(cifarError(path), ContainsSubstring("the checksum does not match"));
    }
    SECTION("no archive at all") {
        writeBytes(path, Bytes(2000, 'x'));
        CHECK_THAT(cifarError(path), ContainsSubstring(path.string()) && ContainsSubstring("tar archive"));
    }
    SECTION("without one of the files") {
        auto members = smallCifar10();
        members.pop_back();
        writeTarGz(path, members);
        CHECK_THAT(cifarError(path), ContainsSubstring("has no test_batch.bin in it"));
    }
    SECTION("with one of the files twice") {
        auto members = smallCifar10();
        members.push_back(members.front());
        writeTarGz(path, members);
        CHECK_THAT(cifarError(path), ContainsSubstring("two files data_batch_1.bin"));
    }
    SECTION("empty folder") {
        CHECK_THAT(cifarError(folder.path()), ContainsSubstring("has neither data_batch_1.bin") &&
                                                  ContainsSubstring("cifar-10-binary.tar.gz"));
    }
}

TEST_CASE("CIFAR-10 has the labels that are published for it", "[data][cifar][real]") {
    if (skipWithoutRealData("CIFAR-10 labels")) return;
    auto config = rawConfig("cifar10:" + (*realDataFolder() / "cifar-10").string());
    config.limit = 10;
    const DataSource source = openData(config);
    const auto firstLabels = [](const Dataset& dataset) {
        std::vector<std::int32_t> labels;
        for (std::int64_t i = 0; i < 10; ++i)
            labels.push_back(dataset.label(i));
        return labels;
    };
    CHECK(firstLabels(*source.train) == std::vector<std::int32_t>{6, 9, 9, 4, 1, 1, 2, 7, 8, 3});
    CHECK(firstLabels(*source.test) == std::vector<std::int32_t>{3, 8, 8, 0, 6, 6, 1, 6, 3, 1});
    CHECK(source.test->size() == 10000);
}
