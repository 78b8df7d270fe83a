// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace cyclo {

/// 1cycle as Smith describes it (arXiv:1803.09820, arXiv:1708.07120): learning rate linear from baseLr up to
/// maxLr over stepSize steps, linear down to baseLr over as many, then a tail that falls linearly from baseLr
/// to baseLr/1000, which the last row reaches. Momentum runs opposite, from maxMomentum to baseMomentum and
/// back, and stays at maxMomentum in the tail.
struct SmithOneCycle {
    double maxLr = 0.1;                   ///< > baseLr
    std::optional<double> baseLr;         ///< > 0; maxLr / 10 when left out
    std::optional<std::int64_t> stepSize; ///< steps of half a cycle, 2·stepSize <= totalSteps; 45 % of the
                                          ///< run (rounded) when left out
    double baseMomentum = 0.85; ///< in [0, maxMomentum]
    double maxMomentum = 0.95;  ///< in [baseMomentum, 1)

    bool operator==(const SmithOneCycle&) const = default;
};

} // namespace cyclo
