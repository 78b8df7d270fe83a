// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageFolder.h"

#include "core/data/DataError.h"
#include "core/data/ImageDataset.h"
#include "core/data/ImageFile.h"
#include "core/data/SeededSplit.h"
#include "core/data/ShownText.h"
#include "core/data/SubsetDataset.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <thread>

namespace cyclo {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostChecked = 50'000; ///< files that are decoded at opening
constexpr std::int64_t kLooked = 2'000;       ///< files of a larger set that decide size and channels
constexpr std::int64_t kMostNamed = 5;        ///< files that are left out and named

std::vector<fs::path> sortedEntries(const fs::path& folder, bool folders) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        std::error_code ignored; // a link that leads nowhere is no file
        const bool fits = folders ? entry->is_directory(ignored) : entry->is_regular_file(ignored);
        if (fits && !entry->path().filename().string().starts_with('.')) entries.push_back(entry->path());
    }
    if (error)
        throw DataError(folder.string() + ": cannot be read (" + error.message() +
                        "); name the folder that holds one folder of images per class");
    std::ranges::sort(entries);
    return entries;
}

bool isImageName(const fs::path& path) {
    std::string suffix = path.extension().string();
    std::ranges::transform(suffix, suffix.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return suffix == ".jpg" || suffix == ".jpeg" || suffix == ".png";
}

/// The images of one split, with the classes in the order of training.
struct FolderImages {
    std::vector<LabelledImage> images;
    std::int64_t otherFiles = 0;
};

/// The classes take turns, so that the first N samples are a fair choice.
void letClassesTakeTurns(std::vector<LabelledImage>& images) {
    std::map<std::int32_t, std::int64_t> seen;
    std::vector<std::pair<std::int64_t, LabelledImage>> ranked;
    for (auto& image : images) {
        const std::int64_t rank = seen[image.label]++;
        ranked.emplace_back(rank, std::move(image));
    }
    std::ranges::stable_sort(ranked, {}, [](const auto& entry) { return entry.first; });
    std::ranges::transform(ranked, images.begin(), [](auto& entry) { return std::move(entry.second); });
}

FolderImages listImages(const fs::path& folder, const std::vector<std::string>& classNames) {
    FolderImages list;
    for (const auto& classFolder : sortedEntries(folder, true)) {
        const auto found = std::ranges::find(classNames, classFolder.filename().string());
        if (found == classNames.end())
            throw DataError(onOneLine(classFolder.string()) + ": this class is not among those of training");
        const auto label = static_cast<std::int32_t>(found - classNames.begin());
        for (auto& file : sortedEntries(classFolder, false)) {
            if (isImageName(file))
                list.images.push_back({std::move(file), label});
            else
                ++list.otherFiles;
        }
    }
    letClassesTakeTurns(list.images);
    return list;
}

/// Where training and test images lie; without a test folder the training images are split.
struct Places {
    fs::path train;
    std::optional<fs::path> test;
};

Places placesIn(const fs::path& folder) {
    std::error_code error;
    const auto isFolder = [&](const char* name) { return fs::is_directory(folder / name, error); };
    if (!isFolder("train")) return {.train = folder, .test = std::nullopt};
    for (const char* name : {"test", "val", "valid", "validation"})
        if (isFolder(name) && !sortedEntries(folder / name, true).empty()) // ImageNet's test has no classes
            return {.train = folder / "train", .test = folder / name};
    return {.train = folder / "train", .test = std::nullopt};
}

void forEachOnAllProcessors(std::int64_t count, const std::function<void(std::int64_t)>& work) {
    std::atomic<std::int64_t> next = 0;
    std::vector<std::thread> threads;
    const auto run = [&] {
        for (std::int64_t i = next++; i < count; i = next++)
            work(i);
    };
    const unsigned processors = std::clamp(std::thread::hardware_concurrency(), 1u, 16u);
    for (unsigned i = 1; i < processors; ++i)
        threads.emplace_back(run);
    run();
    for (auto& thread : threads)
        thread.join();
}

/// Heads of `count` images, evenly spread over all of them; nothing for those that have none.
std::vector<std::optional<ImageHeader>> headersOf(const std::vector<LabelledImage>& images,
                                                  std::int64_t count) {
    std::vector<std::optional<ImageHeader>> headers(static_cast<std::size_t>(count));
    const auto total = static_cast<std::int64_t>(images.size());
    forEachOnAllProcessors(count, [&](std::int64_t i) {
        const auto& path = images[static_cast<std::size_t>(i * total / count)].path;
        try {
            headers[static_cast<std::size_t>(i)] = readImageHeader(readImageBytes(path), path);
        } catch (const DataError&) {
            // Named when it is decoded.
        }
    });
    return headers;
}

ImageDatasetOptions sampleOptions(const std::vector<LabelledImage>& images,
                                  const ImageFolderOptions& options) {
    constexpr std::int64_t kLargestOwn = 256, kUsual = 64;
    const auto total = static_cast<std::int64_t>(images.size());
    bool grey = true, equal = true;
    std::optional<ImageHeader> first;
    for (const auto& header : headersOf(images, total > kMostChecked ? kLooked : total)) {
        if (!header) continue;
        if (!first) first = header;
        grey = grey && header->grey;
        equal = equal && header->width == first->width && header->height == first->width;
    }
    if (!first)
        throw DataError(images.front().path.string() +
                        ": is no usable image, and neither is any other of the " + std::to_string(total));
    const bool own = equal && first->width >= 4 && first->width <= kLargestOwn;
    return {.channels = grey ? 1 : 3, .size = options.size.value_or(own ? first->width : kUsual)};
}

/// Decodes every image. Gives back those that can be, and notes the others.
std::vector<std::int64_t> usableImages(const ImageDataset& images, std::vector<std::string>& notes) {
    const auto count = static_cast<std::size_t>(images.size());
    std::vector<std::string> causes(count);
    forEachOnAllProcessors(images.size(), [&](std::int64_t i) {
        std::vector<float> sample(static_cast<std::size_t>(images.sampleShape().count()));
        try {
            images.copySample(i, sample);
        } catch (const DataError& error) {
            causes[static_cast<std::size_t>(i)] = error.what();
        }
    });
    std::vector<std::int64_t> usable;
    std::vector<std::string> named;
    for (std::size_t i = 0; i < count; ++i) {
        if (causes[i].empty())
            usable.push_back(static_cast<std::int64_t>(i));
        else
            named.push_back(causes[i]);
    }
    if (named.empty()) return usable;
    notes.push_back(std::to_string(named.size()) + (named.size() == 1 ? " file is" : " files are") +
                    " left out:");
    for (std::size_t i = 0; i < named.size() && i < std::size_t{kMostNamed}; ++i)
        notes.push_back("left out: " + named[i]);
    if (named.size() > std::size_t{kMostNamed})
        notes.push_back("and " + std::to_string(named.size() - kMostNamed) + " more");
    return usable;
}

std::shared_ptr<const Dataset> datasetOf(std::vector<LabelledImage> list, const ImageDatasetOptions& options,
                                         const fs::path& place, std::vector<std::string>& notes) {
    const bool checked = static_cast<std::int64_t>(list.size()) <= kMostChecked;
    const auto images = std::make_shared<ImageDataset>(std::move(list), options);
    if (!checked) {
        notes.push_back(place.string() + ": " + std::to_string(images->size()) +
                        " files, too many to look at each; a damaged one ends the run");
        return images;
    }
    auto usable = usableImages(*images, notes);
    if (usable.empty())
        throw DataError(place.string() + ": has no usable images; JPEG or PNG files are needed");
    if (static_cast<std::int64_t>(usable.size()) == images->size()) return images;
    return std::make_shared<SubsetDataset>(images, std::move(usable));
}

std::vector<std::string> classesIn(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& path : sortedEntries(folder, true))
        names.push_back(path.filename().string());
    if (names.size() < 2)
        throw DataError(folder.string() + ": has " + std::to_string(names.size()) +
                        " folders; one folder of images per class is needed, at least 2");
    return names;
}

std::vector<std::int64_t> imagesPerClass(const Dataset& dataset, std::size_t classes) {
    std::vector<std::int64_t> counts(classes);
    for (std::int64_t i = 0; i < dataset.size(); ++i)
        ++counts[static_cast<std::size_t>(dataset.label(i))];
    return counts;
}

/// @param split  whether the test images were held out of the training folder's
void noteEmptyClasses(RawData& data, bool split) {
    const auto train = imagesPerClass(*data.train, data.classNames.size());
    const auto test = imagesPerClass(*data.test, data.classNames.size());
    for (std::size_t c = 0; c < train.size(); ++c) {
        if (train[c] > 0) continue;
        const std::string why = split && test[c] > 0 ? "has no training image: the split took its " +
                                                           std::to_string(test[c]) + " for testing"
                                                     : "has no usable training image";
        data.notes.push_back("class " + data.classNames[c] + " " + why +
                             "; the network has an output for it all the same");
    }
}

/// Names of folders may have line breaks.
void putOnLines(std::vector<std::string>& texts) {
    std::ranges::transform(texts, texts.begin(), onOneLine);
}

} // namespace

RawData readImageFolder(const fs::path& folder, const ImageFolderOptions& options) {
    const Places places = placesIn(folder);
    const auto name = fs::absolute(folder / "").parent_path().filename().string();
    RawData data{.title = name.empty() ? folder.string() : name,
                 .classNames = classesIn(places.train),
                 .train = nullptr,
                 .test = nullptr};
    auto [trainImages, otherFiles] = listImages(places.train, data.classNames);
    if (trainImages.empty())
        throw DataError(places.train.string() + ": has no .jpg, .jpeg or .png file in its folders");
    const ImageDatasetOptions sample = sampleOptions(trainImages, options);
    data.train = datasetOf(std::move(trainImages), sample, places.train, data.notes);
    if (places.test) {
        auto test = listImages(*places.test, data.classNames);
        otherFiles += test.otherFiles;
        data.test = datasetOf(std::move(test.images), sample, *places.test, data.notes);
    } else {
        if (data.train->size() < 2)
            throw DataError(folder.string() + ": has a single usable image; at least 2 are needed");
        const Split split = seededSplit(data.train->size(), options.seed);
        data.test = std::make_shared<SubsetDataset>(data.train, split.test);
        data.train = std::make_shared<SubsetDataset>(data.train, split.train);
    }
    noteEmptyClasses(data, !places.test);
    if (otherFiles > 0)
        data.notes.push_back(std::to_string(otherFiles) +
                             " files that are not named .jpg, .jpeg or .png are ignored");
    putOnLines(data.classNames);
    putOnLines(data.notes);
    return data;
}

} // namespace cyclo
