// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSource.h"

#include "core/data/Augmentation.h"
#include "core/data/CifarFolder.h"
#include "core/data/CsvData.h"
#include "core/data/DataSpec.h"
#include "core/data/Glyphs.h"
#include "core/data/IdxFolder.h"
#include "core/data/ImageFolder.h"
#include "core/data/NormalizedDataset.h"
#include "core/data/PointClouds.h"
#include "core/data/Statistics.h"
#include "core/data/SubsetDataset.h"

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>

namespace cyclo {

namespace {

RawData openGlyphs(const DataConfig& config, const DataSpec&) {
    GlyphOptions options{.seed = config.seed};
    options.trainSize = std::min(options.trainSize, config.limit.value_or(options.trainSize)); // draw no more
    return makeGlyphs(options);
}

RawData openMnist(const DataConfig&, const DataSpec& spec) {
    return readIdxFolder(spec.place, "MNIST", {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
}

RawData openFashion(const DataConfig&, const DataSpec& spec) {
    return readIdxFolder(spec.place, "Fashion-MNIST",
                         {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
                          "Bag", "Ankle boot"});
}

std::int64_t trainLimit(const DataConfig& config) {
    return config.limit.value_or(std::numeric_limits<std::int64_t>::max());
}

RawData openCifar10(const DataConfig& config, const DataSpec& spec) {
    return readCifar10(spec.place, trainLimit(config));
}

RawData openCifar100(const DataConfig& config, const DataSpec& spec) {
    return readCifar100(spec.place, trainLimit(config));
}

RawData openPoints(const DataConfig& config, const DataSpec& spec) {
    const std::map<std::string, PointShape> shapes{{"moons", PointShape::Moons},
                                                   {"circles", PointShape::Circles},
                                                   {"spirals", PointShape::Spirals},
                                                   {"blobs", PointShape::Blobs}};
    PointOptions options{.shape = shapes.at(spec.kind), .seed = config.seed};
    const bool two = options.shape == PointShape::Moons || options.shape == PointShape::Circles;
    options.noise = numberOption(spec, "noise", options.noise, 0.0, 10.0);
    options.count = countOption(spec, "count", options.count, 10, 1'000'000);
    options.classes = countOption(spec, "classes", two ? 2 : 3, 2, 10);
    return makePoints(options);
}

RawData openCsv(const DataConfig& config, const DataSpec& spec) {
    const std::map<std::string, CsvTask> tasks{
        {"auto", CsvTask::Auto}, {"classes", CsvTask::Classes}, {"regression", CsvTask::Regression}};
    const std::map<std::string, CsvHeader> headers{
        {"auto", CsvHeader::Auto}, {"yes", CsvHeader::Yes}, {"no", CsvHeader::No}};
    const auto text = [&](const char* name) {
        const auto found = spec.options.find(name);
        return found == spec.options.end() ? std::string() : found->second;
    };
    if (text("target").empty())
        throw std::invalid_argument("data set '" + config.spec +
                                    "' needs a target: csv:FILE?target=NAME, a column's number, or last");
    return readCsvData(spec.place,
                       {.target = text("target"),
                        .test = text("test"),
                        .task = tasks.at(wordOption(spec, "task", "auto", {"auto", "classes", "regression"})),
                        .header = headers.at(wordOption(spec, "header", "auto", {"auto", "yes", "no"})),
                        .seed = config.seed});
}

RawData openImages(const DataConfig& config, const DataSpec& spec) {
    ImageFolderOptions options{.size = std::nullopt, .seed = config.seed};
    if (spec.options.contains("size")) options.size = countOption(spec, "size", 64, 4, 1024);
    return readImageFolder(spec.place, options);
}

/// What the normalisation is taken from: of images that are decoded each time 20,000, evenly spread.
std::shared_ptr<const Dataset> statisticsSample(const std::shared_ptr<const Dataset>& train) {
    constexpr std::int64_t kEnough = 20'000;
    if (train->loadingThreads() == 1 || train->size() <= kEnough) return train;
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < kEnough; ++i)
        indices.push_back(i * train->size() / kEnough);
    return std::make_shared<SubsetDataset>(train, std::move(indices));
}

using Opener = RawData (*)(const DataConfig& config, const DataSpec& spec);

Opener openerOf(const std::string& kind) {
    static const std::map<std::string, Opener> openers{
        {"glyphs", openGlyphs},   {"moons", openPoints},    {"circles", openPoints},
        {"spirals", openPoints},  {"blobs", openPoints},    {"mnist", openMnist},
        {"fashion", openFashion}, {"cifar10", openCifar10}, {"cifar100", openCifar100},
        {"images", openImages},   {"csv", openCsv}};
    return openers.at(kind);
}

std::shared_ptr<const Dataset> augmented(std::shared_ptr<const Dataset> dataset, Augmentation augmentation) {
    if (augmentation == Augmentation::None) return dataset;
    const SampleShape shape = dataset->sampleShape();
    if (shape.height < 2 || shape.width < 2)
        throw std::invalid_argument("augmentation " + toString(augmentation) + " is for images; samples of " +
                                    toString(shape) + " are none, choose none");
    return std::make_shared<AugmentedDataset>(std::move(dataset), augmentation);
}

std::vector<TargetColumn> targetColumns(const RawData& raw, const Dataset& train) {
    std::vector<TargetColumn> columns;
    for (const auto& [mean, deviation] : targetStatistics(train))
        columns.push_back({raw.targetNames.at(columns.size()), mean, deviation});
    return columns;
}

} // namespace

DataSource openData(const DataConfig& config) {
    const DataSpec spec = parseDataSpec(config.spec);
    if (config.limit && *config.limit < 1)
        throw std::invalid_argument("limit must be at least 1 training sample, got " +
                                    std::to_string(*config.limit));
    const RawData raw = openerOf(spec.kind)(config, spec);
    const auto rawTrain =
        augmented(config.limit ? firstSamples(raw.train, *config.limit) : raw.train, config.augmentation);
    const AffineNormalization normalization =
        normalizationOf(config.normalization, *statisticsSample(rawTrain));
    const TargetNormalization targets = targetNormalizationOf(*rawTrain);
    return DataSource{.config = config,
                      .title = raw.title,
                      .sampleShape = rawTrain->sampleShape(),
                      .classNames = raw.classNames,
                      .train = std::make_shared<NormalizedDataset>(rawTrain, normalization, targets),
                      .test = std::make_shared<NormalizedDataset>(raw.test, normalization, targets),
                      .rawTrain = rawTrain,
                      .featureNames = raw.featureNames,
                      .targets = targetColumns(raw, *rawTrain),
                      .notes = raw.notes};
}

} // namespace cyclo
