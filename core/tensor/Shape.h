// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cyclo {

/// Sizes of the axes of a tensor, outermost first.
using Shape = std::vector<std::int64_t>;

/// Product of the sizes; 1 for a scalar.
std::int64_t elementCount(const Shape& shape);

/// "[50, 20, 5, 5]", for messages.
std::string toString(const Shape& shape);

/// Shape of one sample as a network sees it: C channels of H rows and W columns. A plain vector of k
/// features is [k, 1, 1].
struct SampleShape {
    std::int64_t channels = 1;
    std::int64_t height = 1;
    std::int64_t width = 1;

    std::int64_t count() const { return channels * height * width; }
    bool operator==(const SampleShape&) const = default;
};

/// "1×28×28" (channels × height × width), for messages and panels.
std::string toString(const SampleShape& shape);

} // namespace cyclo
