// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/IdxFolder.h"

#include "core/data/ByteDataset.h"
#include "core/data/DataError.h"
#include "core/data/IdxFile.h"

namespace cyclo {

namespace {

namespace fs = std::filesystem;

void requireFolder(const fs::path& folder) {
    std::error_code error;
    const auto status = fs::status(folder, error);
    if (error)
        throw DataError(folder.string() + ": cannot be read (" + error.message() +
                        "); name the folder that holds the four IDX files, like train-images-idx3-ubyte.gz");
    if (!fs::is_directory(status))
        throw DataError(folder.string() + ": is not a folder; name the folder that holds the four IDX files");
}

/// The first of the usual spellings that exists.
fs::path findFile(const fs::path& folder, const std::string& stem, const std::string& type) {
    for (const char* packing : {"", ".gz", ".xz"}) {
        for (const char* separator : {"-", "."}) {
            fs::path path = folder / (stem + separator + type + packing);
            std::error_code error;
            if (fs::exists(path, error)) return path;
            if (error == std::errc::permission_denied)
                throw DataError(path.string() + ": cannot be opened: " + error.message());
        }
    }
    throw DataError(folder.string() + ": has no " + stem + "; looked for " + stem + "-" + type + " and " +
                    stem + "." + type + ", each plain, with .gz and with .xz");
}

std::shared_ptr<const Dataset> readSplit(const fs::path& folder, const std::string& name,
                                         std::int64_t classCount) {
    const fs::path imagesPath = findFile(folder, name + "-images", "idx3-ubyte");
    const fs::path labelsPath = findFile(folder, name + "-labels", "idx1-ubyte");
    auto labels = readIdxLabels(labelsPath, classCount); // the small file first: its errors show at once
    auto images = readIdxImages(imagesPath);
    if (static_cast<std::int64_t>(labels.size()) != images.count)
        throw DataError::atByte(labelsPath, 4,
                                std::to_string(labels.size()) + " labels, but " + imagesPath.string() +
                                    " has " + std::to_string(images.count) +
                                    " images; the counts must be equal");
    const SampleShape shape{.channels = 1, .height = images.rows, .width = images.columns};
    return std::make_shared<ByteDataset>(shape, std::move(images.pixels), std::move(labels));
}

} // namespace

RawData readIdxFolder(const fs::path& folder, std::string title, std::vector<std::string> classNames) {
    requireFolder(folder);
    const auto classCount = static_cast<std::int64_t>(classNames.size());
    RawData data{
        .title = std::move(title), .classNames = std::move(classNames), .train = nullptr, .test = nullptr};
    data.train = readSplit(folder, "train", classCount);
    data.test = readSplit(folder, "t10k", classCount);
    if (data.train->sampleShape() != data.test->sampleShape())
        throw DataError(folder.string() + ": training images are " + toString(data.train->sampleShape()) +
                        ", test images " + toString(data.test->sampleShape()) + "; the sizes must be equal");
    return data;
}

} // namespace cyclo
