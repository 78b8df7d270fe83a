// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepMember.h"

#include <span>
#include <vector>

namespace cyclo {

/// The loss of a joint sweep over learning rate and weight decay, decay by decay.

/// The range tests of one decay: the smoothed mean over its seeds.
struct DecayRow {
    double weightDecay = 0.0;
    std::vector<double> learningRates; ///< rising; none before the first step
    std::vector<double> losses; ///< as many; NaN from the first step on that had no finite loss, and at
                                ///< the end where the tests were given up there
};

/// @param tests  of one decay and different seeds, also while they run: one that has not ended is Stopped. At
///               least one
DecayRow decayRowOf(std::span<const SweepMemberRecord> tests);

/// The losses worth telling apart.
struct LossScale {
    double lowest = 0.0;
    double highest = 0.0; ///< on the way down to the lowest of its row: what lies above has blown up
};

/// Over all rows; both 0 where no row has a loss.
LossScale lossScaleOf(std::span<const DecayRow> rows);

} // namespace cyclo
