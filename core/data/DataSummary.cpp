// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSummary.h"

#include "core/data/Statistics.h"

namespace cyclo {

namespace {

std::vector<std::int64_t> countPerClass(const Dataset& dataset, std::int64_t classCount) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(classCount));
    if (classCount == 0) return counts;
    for (std::int64_t i = 0; i < dataset.size(); ++i)
        ++counts.at(static_cast<std::size_t>(dataset.label(i)));
    return counts;
}

} // namespace

DataSummary describe(const DataSource& source) {
    const ChannelStatistics raw = channelStatistics(*source.rawTrain);
    return DataSummary{.title = source.title,
                       .sampleShape = source.sampleShape,
                       .trainSize = source.train->size(),
                       .testSize = source.test->size(),
                       .classNames = source.classNames,
                       .trainPerClass = countPerClass(*source.train, source.classCount()),
                       .testPerClass = countPerClass(*source.test, source.classCount()),
                       .mean = raw.mean,
                       .standardDeviation = raw.standardDeviation,
                       .featureNames = source.featureNames,
                       .targets = source.targets,
                       .notes = source.notes};
}

} // namespace cyclo
