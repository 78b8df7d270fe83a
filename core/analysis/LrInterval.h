// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MaxLrRules.h"
#include "core/analysis/RangeCurve.h"

namespace cyclo {

/// How far the noise of the losses carries a learning rate.
struct LrInterval {
    double low = 0.0;
    double high = 0.0;

    bool operator==(const LrInterval&) const = default;
};

/// The 90 % interval of what a rule says of a zero-phase smoothed curve: the residuals round the smoothed
/// curve change sign at random (wild bootstrap, Wu 1986, Liu 1988), 200 times, and the rule is asked again.
/// It knows the noise from loss to loss, not what another seed or another data set would do. The same curve
/// gives the same interval. A few milliseconds.
/// @param answer  what the rule says of the curve itself, log10 LR; the interval holds it
LrInterval noiseInterval(const RangeCurve& curve, const MaxLrRule& rule, double answer);

} // namespace cyclo
