// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepMember.h"

#include <cstdint>

namespace cyclo::test {

/// A short run that ended with this validation loss; NaN: it diverged.
SweepMemberRecord shortRun(double value, double validationLoss, std::uint64_t seed = 1);

/// A range test from 1e-4 to 10, 200 steps, whose loss falls by a parabola in log LR down to its lowest at
/// lowestLr and rises three times as fast, with Gaussian noise.
struct SyntheticTest {
    double lowestLr = 0.1;
    double lowestLoss = 0.5; ///< it starts at 2.3
    double noise = 0.003;    ///< standard deviation
};
SweepMemberRecord rangeTest(double value, const SyntheticTest& test, std::uint64_t seed = 1);

} // namespace cyclo::test
