// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/Image8.h"

namespace cyclo {

struct ContactSheetOptions {
    std::int64_t perClass = 12; ///< samples in the row of a class
    std::int64_t zoom = 2;      ///< pixels of the sheet per pixel of a sample, in both directions
    std::int64_t gap = 2;       ///< pixels of the sheet around each sample
    std::uint8_t gapValue = 64; ///< grey level of the gaps
};

/// One row per class, from class 0 down; in it the first samples of the class in the order of the data set.
/// Places without a sample have the grey of the gaps. Values are rounded and cut to 0..255.
/// @param raw  images of 1 or 3 channels, before normalisation
/// @throws std::invalid_argument  for other channel counts, and for options or a class count out of range
Image8 contactSheet(const Dataset& raw, std::int64_t classCount, const ContactSheetOptions& options = {});

} // namespace cyclo
