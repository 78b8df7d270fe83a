// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"

#include <cstdint>

namespace cyclo::test {

struct TinyDataOptions {
    std::int64_t trainSize = 64;
    std::int64_t testSize = 21;
    SampleShape shape{4, 1, 1};
    std::int64_t throwAt =
        -1; ///< reading this training sample throws std::runtime_error("sample N is broken")
};

/// Three separable classes of points around (0, 0, ...), (2, 2, ...), (-2, -2, ...) with unit noise; sample i
/// has class i mod 3.
DataSource tinyData(const TinyDataOptions& options = {});

} // namespace cyclo::test
