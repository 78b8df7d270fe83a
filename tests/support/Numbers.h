// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

namespace cyclo::test {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInf = std::numeric_limits<double>::infinity();

} // namespace cyclo::test
