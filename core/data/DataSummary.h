// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cyclo {

/// What a person wants to know of a data set before training on it.
struct DataSummary {
    std::string title;
    SampleShape sampleShape;
    std::int64_t trainSize = 0; ///< after `limit`
    std::int64_t testSize = 0;
    std::vector<std::string> classNames;     ///< empty for real targets
    std::vector<std::int64_t> trainPerClass; ///< samples of each class
    std::vector<std::int64_t> testPerClass;
    std::vector<double> mean;              ///< of the raw training values, per channel; images: 0..255
    std::vector<double> standardDeviation; ///< of the raw training values, per channel
    std::vector<std::string> featureNames; ///< of the channels of a table; else empty
    std::vector<TargetColumn> targets;     ///< real targets; empty for classes
    std::vector<std::string> notes;        ///< what was done to the files

    bool operator==(const DataSummary&) const = default;
};

/// Reads every training sample and every label once: tens of milliseconds for MNIST.
DataSummary describe(const DataSource& source);

} // namespace cyclo
