// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CifarFolder.h"

#include "core/data/ByteDataset.h"
#include "core/data/CifarRecords.h"
#include "core/data/DataError.h"
#include "core/data/PackedFile.h"
#include "core/data/TarFile.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace cyclo {

namespace {

namespace fs = std::filesystem;

/// One of the two sets.
struct CifarKind {
    std::string title;
    CifarFormat format;
    std::vector<std::string> classNames;
    std::vector<std::string> trainFiles; ///< in the order of the samples
    std::string testFile;
    std::string folder;  ///< inside the archive
    std::string archive; ///< as it is downloaded
};

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

bool isThere(const fs::path& path) {
    std::error_code error;
    const bool there = fs::exists(path, error);
    if (error == std::errc::permission_denied)
        throw DataError(path.string() + ": cannot be opened: " + error.message());
    return there;
}

std::optional<fs::path> findPacked(const fs::path& folder, const std::string& name) {
    for (const char* packing : {"", ".gz", ".xz"})
        if (fs::path path = folder / (name + packing); isThere(path)) return path;
    return std::nullopt;
}

/// The folder with the record files: the one named, or the one inside that the archive unpacks to.
std::optional<fs::path> recordFolder(const fs::path& place, const CifarKind& kind) {
    for (const fs::path& folder : {place, place / kind.folder}) {
        const auto here = [&](const std::string& name) { return findPacked(folder, name).has_value(); };
        if (here(kind.testFile) || std::any_of(kind.trainFiles.begin(), kind.trainFiles.end(), here))
            return folder;
    }
    return std::nullopt;
}

CifarSamples readFiles(const fs::path& folder, const std::vector<std::string>& names, const CifarKind& kind,
                       std::int64_t limit) {
    CifarSamples samples;
    for (const auto& name : names) {
        const auto path = findPacked(folder, name);
        if (!path)
            throw DataError(folder.string() + ": has no " + name +
                            "; looked for it plain, with .gz and with .xz");
        if (static_cast<std::int64_t>(samples.labels.size()) >= limit) continue;
        PackedFile file(*path);
        appendCifarRecords(
            samples, kind.format, *path, [&](std::span<std::uint8_t> dst) { return file.read(dst); }, limit);
    }
    return samples;
}

std::shared_ptr<const Dataset> datasetOf(CifarSamples samples) {
    return std::make_shared<ByteDataset>(
        SampleShape{.channels = 3, .height = kCifarSide, .width = kCifarSide}, std::move(samples.pixels),
        std::move(samples.labels));
}

RawData dataOf(const CifarKind& kind, CifarSamples train, CifarSamples test) {
    return RawData{.title = kind.title,
                   .classNames = kind.classNames,
                   .train = datasetOf(std::move(train)),
                   .test = datasetOf(std::move(test))};
}

/// The archive has the training files in no order that can be relied on, so all are kept until the end.
RawData readArchive(const fs::path& path, const CifarKind& kind, std::int64_t trainLimit) {
    TarFile archive(path);
    std::map<std::string, CifarSamples> parts;
    while (archive.next()) {
        const std::string name = archive.name();
        const bool training = std::ranges::find(kind.trainFiles, name) != kind.trainFiles.end();
        if (!training && name != kind.testFile) continue;
        if (parts.contains(name))
            throw DataError(path.string() + ": has two files " + name + "; get it again");
        appendCifarRecords(
            parts[name], kind.format, fs::path(path.string() + "(" + name + ")"),
            [&](std::span<std::uint8_t> dst) { return archive.read(dst); }, training ? trainLimit : kAll);
    }
    const auto take = [&](const std::string& name) -> CifarSamples& {
        if (!parts.contains(name))
            throw DataError(path.string() + ": has no " + name + " in it; " + kind.archive + " is needed");
        return parts[name];
    };
    CifarSamples train;
    for (const auto& name : kind.trainFiles) {
        CifarSamples& part = take(name);
        const auto room = trainLimit - static_cast<std::int64_t>(train.labels.size());
        const auto count = std::min<std::int64_t>(room, static_cast<std::int64_t>(part.labels.size()));
        train.labels.insert(train.labels.end(), part.labels.begin(), part.labels.begin() + count);
        train.pixels.insert(train.pixels.end(), part.pixels.begin(),
                            part.pixels.begin() + count * kCifarPixels);
        part = {};
    }
    return dataOf(kind, std::move(train), std::move(take(kind.testFile)));
}

RawData readCifar(const fs::path& place, const CifarKind& kind, std::int64_t trainLimit) {
    std::error_code error;
    const auto status = fs::status(place, error);
    if (error)
        throw DataError(place.string() + ": cannot be read (" + error.message() +
                        "); name the folder that holds " + kind.trainFiles.front() + " or " + kind.archive);
    if (!fs::is_directory(status)) return readArchive(place, kind, trainLimit);
    if (const auto folder = recordFolder(place, kind)) {
        CifarSamples test = readFiles(*folder, {kind.testFile}, kind, kAll);
        return dataOf(kind, readFiles(*folder, kind.trainFiles, kind, trainLimit), std::move(test));
    }
    if (isThere(place / kind.archive)) return readArchive(place / kind.archive, kind, trainLimit);
    throw DataError(place.string() + ": has neither " + kind.trainFiles.front() +
                    " (plain, .gz or .xz) nor " + kind.folder + " nor " + kind.archive);
}

/// In the order of the labels, which is alphabetical (fine_label_names.txt).
std::vector<std::string> cifar100Classes() {
    return {"apple",       "aquarium_fish", "baby",      "bear",       "beaver",       "bed",
            "bee",         "beetle",        "bicycle",   "bottle",     "bowl",         "boy",
            "bridge",      "bus",           "butterfly", "camel",      "can",          "castle",
            "caterpillar", "cattle",        "chair",     "chimpanzee", "clock",        "cloud",
            "cockroach",   "couch",         "crab",      "crocodile",  "cup",          "dinosaur",
            "dolphin",     "elephant",      "flatfish",  "forest",     "fox",          "girl",
            "hamster",     "house",         "kangaroo",  "keyboard",   "lamp",         "lawn_mower",
            "leopard",     "lion",          "lizard",    "lobster",    "man",          "maple_tree",
            "motorcycle",  "mountain",      "mouse",     "mushroom",   "oak_tree",     "orange",
            "orchid",      "otter",         "palm_tree", "pear",       "pickup_truck", "pine_tree",
            "plain",       "plate",         "poppy",     "porcupine",  "possum",       "rabbit",
            "raccoon",     "ray",           "road",      "rocket",     "rose",         "sea",
            "seal",        "shark",         "shrew",     "skunk",      "skyscraper",   "snail",
            "snake",       "spider",        "squirrel",  "streetcar",  "sunflower",    "sweet_pepper",
            "table",       "tank",          "telephone", "television", "tiger",        "tractor",
            "train",       "trout",         "tulip",     "turtle",     "wardrobe",     "whale",
            "willow_tree", "wolf",          "woman",     "worm"};
}

} // namespace

RawData readCifar10(const fs::path& place, std::int64_t trainLimit) {
    const CifarKind kind{.title = "CIFAR-10",
                         .format = {.classCounts = {10}},
                         .classNames = {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
                                        "horse", "ship", "truck"},
                         .trainFiles = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                        "data_batch_4.bin", "data_batch_5.bin"},
                         .testFile = "test_batch.bin",
                         .folder = "cifar-10-batches-bin",
                         .archive = "cifar-10-binary.tar.gz"};
    return readCifar(place, kind, trainLimit);
}

RawData readCifar100(const fs::path& place, std::int64_t trainLimit) {
    const CifarKind kind{.title = "CIFAR-100",
                         .format = {.classCounts = {20, 100}},
                         .classNames = cifar100Classes(),
                         .trainFiles = {"train.bin"},
                         .testFile = "test.bin",
                         .folder = "cifar-100-binary",
                         .archive = "cifar-100-binary.tar.gz"};
    return readCifar(place, kind, trainLimit);
}

} // namespace cyclo
