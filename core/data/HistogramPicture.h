// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/Image8.h"

#include <vector>

namespace cyclo {

struct HistogramOptions {
    std::int64_t columns = 4; ///< histograms side by side
    std::int64_t bins = 24;
    std::int64_t binWidth = 5; ///< pixels
    std::int64_t height = 80;  ///< pixels
    std::int64_t gap = 12;     ///< pixels around each histogram
};

/// How often values of one feature fall into equal bins from its smallest to its largest value, by class.
struct FeatureHistogram {
    double smallest = 0; ///< as in the file, so with Dataset::offsets
    double largest = 0;
    std::vector<std::vector<std::int64_t>> counts; ///< [bins][classes]
};

/// @param classCount  0 counts as one class
std::vector<FeatureHistogram> histogramsOf(const Dataset& raw, std::int64_t classCount, std::int64_t bins);

/// A histogram of each feature, in order from the top left, classes stacked in their colours on white.
/// @throws std::invalid_argument  for options that are not positive
Image8 histogramPicture(const Dataset& raw, std::int64_t classCount, const HistogramOptions& options = {});

} // namespace cyclo
