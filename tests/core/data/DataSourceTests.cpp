// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataError.h"
#include "core/data/DataSource.h"
#include "tests/support/Catch.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/Samples.h"
#include "tests/support/TestData.h"

#include <unistd.h>

using namespace cyclo;
using namespace cyclo::test;

namespace {

DataConfig mnistIn(const std::filesystem::path& folder) {
    return {.spec = "mnist:" + folder.string(), .normalization = Normalization::None, .limit = {}, .seed = 1};
}

std::string idxError(const std::filesystem::path& folder) {
    return messageOf<DataError>([&] { openData(mnistIn(folder)); });
}

std::vector<std::int64_t> classCounts(const Dataset& dataset) {
    std::vector<std::int64_t> counts(10);
    for (std::int64_t i = 0; i < dataset.size(); ++i)
        ++counts.at(static_cast<std::size_t>(dataset.label(i)));
    return counts;
}

} // namespace

TEST_CASE("A folder of IDX files opens with its samples, labels and names in file order", "[data][source]") {
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    const DataSource source = openData(mnistIn(folder.path()));
    CHECK(source.title == "MNIST");
    CHECK(source.classCount() == 10);
    CHECK(source.sampleShape == SampleShape{.channels = 1, .height = 2, .width = 2});
    REQUIRE(source.train->size() == 3);
    REQUIRE(source.test->size() == 2);
    CHECK(sampleOf(*source.train, 1) == std::vector<float>{4, 5, 6, 7});
    CHECK(sampleOf(*source.test, 0) == std::vector<float>{0, 1, 2, 3});
    CHECK(source.train->label(0) == 7);
    CHECK(source.train->label(2) == 9);
    CHECK(source.test->label(1) == 2);
    CHECK(sampleOf(*source.rawTrain, 1) == std::vector<float>{4, 5, 6, 7});
}

TEST_CASE("IDX files are found with '.' before idx and packed, and fashion has its own class names",
          "[data][source]") {
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    const auto plain = folder.path() / "train-images-idx3-ubyte";
    const auto bytes = readBytes(plain);
    std::filesystem::remove(plain);
    writeBytes(folder.path() / "train-images.idx3-ubyte.xz", bytes, Packing::Xz);
    DataConfig config = mnistIn(folder.path());
    config.spec.replace(0, 5, "fashion");
    const DataSource source = openData(config);
    CHECK(source.title == "Fashion-MNIST");
    CHECK(source.classNames.at(9) == "Ankle boot");
    CHECK(sampleOf(*source.train, 2) == std::vector<float>{8, 9, 10, 11});
}

TEST_CASE("A missing data folder or file is refused with the names that were looked for", "[data][source]") {
    const TemporaryFolder folder;
    CHECK_THAT(idxError(folder.path() / "absent"),
               ContainsSubstring("absent: cannot be read (No such file or directory)"));
    writeSmallIdxFolder(folder.path());
    CHECK_THAT(idxError(folder.path() / "train-labels-idx1-ubyte"), ContainsSubstring("is not a folder"));
    std::filesystem::remove(folder.path() / "t10k-labels-idx1-ubyte");
    CHECK_THAT(
        idxError(folder.path()),
        ContainsSubstring(folder.path().string()) && ContainsSubstring("has no t10k-labels") &&
            ContainsSubstring(
                "t10k-labels-idx1-ubyte and t10k-labels.idx1-ubyte, each plain, with .gz and with .xz"));
}

TEST_CASE("A data file that may not be read is refused with the cause", "[data][source]") {
    if (geteuid() == 0) {
        WARN("skipped: root may read every file");
        SUCCEED();
        return;
    }
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    const auto path = folder.path() / "t10k-images-idx3-ubyte";
    std::filesystem::permissions(path, std::filesystem::perms::none);
    CHECK_THAT(idxError(folder.path()),
               ContainsSubstring(path.string()) && ContainsSubstring("Permission denied"));
}

TEST_CASE("IDX files that do not fit each other are refused with both numbers", "[data][source]") {
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    SECTION("counts") {
        writeBytes(folder.path() / "train-labels-idx1-ubyte", idxLabels({7, 0}));
        CHECK_THAT(idxError(folder.path()), ContainsSubstring("train-labels-idx1-ubyte: byte 4: 2 labels") &&
                                                ContainsSubstring("has 3 images"));
    }
    SECTION("sizes of training and test images") {
        writeBytes(folder.path() / "t10k-images-idx3-ubyte", idxImages(2, 1, 4, Bytes(8)));
        CHECK_THAT(idxError(folder.path()),
                   ContainsSubstring("training images are 1×2×2") && ContainsSubstring("test images 1×1×4"));
    }
}

TEST_CASE("A data spec that does not exist is refused with those that do", "[data][source]") {
    const auto error = [](const std::string& spec) {
        DataConfig config;
        config.spec = spec;
        return messageOf<std::invalid_argument>([&] { openData(config); });
    };
    CHECK_THAT(error("minst:/data"),
               ContainsSubstring("'minst:/data' does not exist") && ContainsSubstring("mnist:DIR"));
    CHECK_THAT(error(""), ContainsSubstring("does not exist"));
    CHECK_THAT(error("mnist"), ContainsSubstring("is written mnist:DIR"));
    CHECK_THAT(error("mnist:"), ContainsSubstring("is written mnist:DIR"));
}

TEST_CASE("Limit takes the first training samples and leaves the test samples", "[data][source]") {
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    DataConfig config = mnistIn(folder.path());
    config.limit = 2;
    const DataSource source = openData(config);
    CHECK(source.train->size() == 2);
    CHECK(source.rawTrain->size() == 2);
    CHECK(source.test->size() == 2);
    CHECK(source.train->label(1) == 0);
    CHECK_THROWS_AS(source.train->label(2), std::out_of_range);

    config.limit = 100; // more than there are: all
    CHECK(openData(config).train->size() == 3);
    config.limit = GENERATE(0, -5);
    CHECK_THAT(messageOf<std::invalid_argument>([&] { openData(config); }),
               ContainsSubstring("limit must be at least 1"));
}

TEST_CASE("MNIST has the class counts that are published for it", "[data][source][real]") {
    if (skipWithoutRealData("MNIST class counts")) return;
    const DataSource source = openData(mnistIn(*realDataFolder() / "mnist"));
    CHECK(source.sampleShape == SampleShape{.channels = 1, .height = 28, .width = 28});
    CHECK(classCounts(*source.train) ==
          std::vector<std::int64_t>{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949});
    CHECK(classCounts(*source.test) ==
          std::vector<std::int64_t>{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009});
}
