// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace cyclo {

/// A recorded curve: what the rules need.
struct LrCurve {
    std::vector<double> learningRates;
    std::vector<double> losses; ///< raw, as many; may end in NaN or infinity

    bool operator==(const LrCurve&) const = default;
};

} // namespace cyclo
