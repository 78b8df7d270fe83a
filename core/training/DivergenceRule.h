// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cyclo {

/// Decides when a range test has seen its blow-up: the smoothed loss stands above the start and above kFactor
/// times the best so far. Both, since a best near zero makes any noise a large factor, and a loss that never
/// fell should end by its factor. A loss that is not finite is a blow-up at once.
class DivergenceRule {
public:
    static constexpr double kFactor = 4.0;

    /// @return whether the run has diverged with this loss
    bool add(double loss, double smoothedLoss);

private:
    bool started_ = false;
    double first_ = 0.0;
    double best_ = 0.0;
};

} // namespace cyclo
