// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <vector>

namespace cyclo {

/// Per channel, over all samples and positions; of the values in the file, so with Dataset::offsets.
struct ChannelStatistics {
    std::vector<double> mean;
    std::vector<double>
        standardDeviation; ///< of the population (divided by n); exactly 0 for a constant channel

    bool operator==(const ChannelStatistics&) const = default;
};

/// Reads every sample once. @throws std::invalid_argument  if the data set is empty
ChannelStatistics channelStatistics(const Dataset& dataset);

/// Mean over all samples as they are copied, without offsets, at each position, [C, H, W]. @throws
/// std::invalid_argument  if the data set is empty
std::vector<double> meanSample(const Dataset& dataset);

/// Of one real target, over all samples, in its own units, so with Dataset::targetOffsets.
struct TargetStatistics {
    double mean = 0;
    double standardDeviation = 0; ///< of the population; exactly 0 for a constant target

    bool operator==(const TargetStatistics&) const = default;
};

/// One for each real target; none for samples with classes. @throws std::invalid_argument  as above
std::vector<TargetStatistics> targetStatistics(const Dataset& dataset);

} // namespace cyclo
