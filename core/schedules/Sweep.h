// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cyclo {

enum class Ramp { Exponential, Linear };

/// The range test: step t of N at share t/(N-1), so that both ends are reached. Exponential:
/// lrMin·(lrMax/lrMin)^share; linear: lrMin + share·(lrMax - lrMin). Momentum is held.
struct Sweep {
    double lrMin = 1e-5; ///< > 0 for the exponential ramp, >= 0 for the linear one
    double lrMax = 10.0; ///< > lrMin
    Ramp ramp = Ramp::Exponential;
    double momentum = 0.9; ///< in [0, 1)

    bool operator==(const Sweep&) const = default;
};

} // namespace cyclo
