// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/Image8.h"

namespace cyclo {

struct ScatterOptions {
    std::int64_t side = 480;        ///< pixels of the square picture, at least 16
    std::int64_t radius = 2;        ///< of a point, in pixels
    std::int64_t mostPoints = 5000; ///< of the first samples
};

/// Where values lie: the smallest square, with a margin of a twentieth, that holds both features of the
/// samples it was made from.
struct PlaneWindow {
    double left = 0;   ///< smallest x shown
    double bottom = 0; ///< smallest y shown
    double side = 1;   ///< of the square, > 0
};

/// @param raw  samples of two features
/// @throws std::invalid_argument  for other samples
PlaneWindow windowAround(const Dataset& raw);

/// The first samples as points, x to the right and y upwards, in the colour of their class on white.
/// @throws std::invalid_argument  for samples that do not have two features, and options out of range
Image8 scatterPicture(const Dataset& raw, const ScatterOptions& options = {});

} // namespace cyclo
