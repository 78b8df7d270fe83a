// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/RawData.h"

namespace cyclo {

enum class PointShape {
    Moons,   ///< two half circles of radius 1, the second upside down and moved by (1, 0.5)
    Circles, ///< radius 1 and radius 0.5
    Spirals, ///< arms from the centre to radius 1, one and a half turns
    Blobs    ///< centres on a circle of radius 1
};

/// Points in the plane for teaching, [2, 1, 1]: x and y, with normal noise in both.
struct PointOptions {
    PointShape shape = PointShape::Moons;
    double noise = 0.1;        ///< standard deviation, >= 0
    std::int64_t count = 2000; ///< of both splits together, >= 2
    std::int64_t classes = 2;  ///< moons and circles have 2
    std::uint64_t seed = 1;    ///< of points and split
};

/// Classes take turns, so each has the same number of points (to one), and 80 % of them train.
/// @throws std::invalid_argument  for options out of range
RawData makePoints(const PointOptions& options);

} // namespace cyclo
