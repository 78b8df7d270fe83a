// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cyclo::engine {

/// dividend / divisor, rounded up; of a negative dividend, something below 1.
constexpr std::ptrdiff_t roundedUp(std::ptrdiff_t dividend, std::ptrdiff_t divisor) {
    return (dividend + divisor - 1) / divisor;
}

} // namespace cyclo::engine
