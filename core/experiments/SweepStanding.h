// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepResults.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// How far the best value of a sweep stands out from the others, as a pure function of the scores: what may
/// be said of it.

/// Whether the losses of two values cannot be told apart. Seeds are paired: where both have two or more runs
/// of the same seeds that ended well, the mean of the differences seed by seed lies within Student's 95 % of
/// zero. With fewer nothing is known of the noise: they lie within 3 % of the lower one. False where either
/// has no loss.
bool withinNoise(const ValueScore& one, const ValueScore& other);
bool withinNoise(const DecayCurve& one, const DecayCurve& other);
bool withinNoiseOfOneSeed(double oneLoss, double otherLoss);

/// The best value, and those that these runs cannot tell from it.
struct Standing {
    double best = 0.0;
    std::vector<double> close; ///< by rising value; none: the best stands out
    bool isLargest = false;    ///< of those tried: what lies beyond is not known
    bool oneSeed = false;      ///< a value has one run that ended well, so that close is a matter of 3 %
};

/// Best as bestOf says. A value with more diverged runs than the best is not close to it, whatever its loss.
std::optional<Standing> standingOf(std::span<const ValueScore> scores);

/// Of a joint sweep. Close are those that bestOf passed over for their smaller decay alone: as low but for
/// the noise, and stable to within a tenth of a decade.
std::optional<Standing> standingOf(std::span<const DecayCurve> curves);

/// What has to be said behind the best value, from "; " on; empty where it stands out and was not the last.
std::string doubtsOf(const Standing& standing);

} // namespace cyclo
