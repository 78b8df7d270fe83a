// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSource.h"

#include "core/data/Glyphs.h"
#include "core/data/IdxFolder.h"
#include "core/data/NormalizedDataset.h"
#include "core/data/SubsetDataset.h"

#include <algorithm>
#include <stdexcept>

namespace cyclo {

namespace {

/// A kind of data set: the word before the colon, and what makes it.
struct DataKind {
    std::string name;
    std::string place; ///< "DIR" if the spec goes on with ":DIR"; else empty
    std::string description;
    RawData (*open)(const DataConfig& config, const std::string& place);
};

RawData openGlyphs(const DataConfig& config, const std::string&) {
    GlyphOptions options{.seed = config.seed};
    options.trainSize = std::min(options.trainSize, config.limit.value_or(options.trainSize)); // draw no more
    return makeGlyphs(options);
}

RawData openMnist(const DataConfig&, const std::string& folder) {
    return readIdxFolder(folder, "MNIST", {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
}

RawData openFashion(const DataConfig&, const std::string& folder) {
    return readIdxFolder(folder, "Fashion-MNIST",
                         {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
                          "Bag", "Ankle boot"});
}

std::vector<DataKind> dataKinds() {
    return {
        {"glyphs", "",
         "built in: handwritten-like digits drawn from the seed, 28×28 grey, 10 classes, 20000 + 4000",
         openGlyphs},
        {"mnist", "DIR", "MNIST digits, 28×28 grey, 10 classes: IDX files, plain, .gz or .xz", openMnist},
        {"fashion", "DIR", "Fashion-MNIST, 28×28 grey, 10 classes: IDX files, plain, .gz or .xz",
         openFashion},
    };
}

std::string specOf(const DataKind& kind) {
    return kind.place.empty() ? kind.name : kind.name + ":" + kind.place;
}

DataKind kindOf(const std::string& spec) {
    const auto kinds = dataKinds();
    const std::string name = spec.substr(0, spec.find(':'));
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.name == name; });
    if (found != kinds.end()) return *found;
    std::string known;
    for (const auto& kind : kinds)
        known += (known.empty() ? "" : ", ") + specOf(kind);
    throw std::invalid_argument("data set '" + spec + "' does not exist; there are " + known);
}

/// What follows the colon of the spec, checked against the kind.
std::string placeOf(const DataKind& kind, const std::string& spec) {
    const auto colon = spec.find(':');
    const std::string place = colon == std::string::npos ? "" : spec.substr(colon + 1);
    if (place.empty() == kind.place.empty() && (colon == std::string::npos) == kind.place.empty())
        return place;
    throw std::invalid_argument("data set '" + spec + "' is written " + specOf(kind));
}

std::shared_ptr<const Dataset> limited(std::shared_ptr<const Dataset> dataset,
                                       std::optional<std::int64_t> limit) {
    if (!limit || *limit >= dataset->size()) return dataset;
    return std::make_shared<SubsetDataset>(std::move(dataset), *limit);
}

} // namespace

std::vector<DataSpecHelp> dataSpecs() {
    std::vector<DataSpecHelp> specs;
    for (const auto& kind : dataKinds())
        specs.push_back({specOf(kind), kind.description});
    return specs;
}

DataSource openData(const DataConfig& config) {
    const DataKind kind = kindOf(config.spec);
    const std::string place = placeOf(kind, config.spec);
    if (config.limit && *config.limit < 1)
        throw std::invalid_argument("limit must be at least 1 training sample, got " +
                                    std::to_string(*config.limit));
    const RawData raw = kind.open(config, place);
    const auto rawTrain = limited(raw.train, config.limit);
    const AffineNormalization normalization = normalizationOf(config.normalization, *rawTrain);
    return DataSource{.config = config,
                      .title = raw.title,
                      .sampleShape = rawTrain->sampleShape(),
                      .classNames = raw.classNames,
                      .train = std::make_shared<NormalizedDataset>(rawTrain, normalization),
                      .test = std::make_shared<NormalizedDataset>(raw.test, normalization),
                      .rawTrain = rawTrain};
}

} // namespace cyclo
