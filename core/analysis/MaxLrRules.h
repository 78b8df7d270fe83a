// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace cyclo {

/// A smoothed curve as the rules for the largest learning rate of a cycle see it. At least 2 points.
struct SmoothedView {
    std::span<const double> places; ///< log10 LR, strictly rising
    std::span<const double> losses; ///< smoothed, as many, finite
    double startLoss = 0.0;         ///< before anything was learned
    double noise = 0.0;             ///< standard deviation of one raw loss
};

/// A rule for the largest learning rate of a 1cycle run.
struct MaxLrRule {
    const char* name; ///< "minimum", "rise_start/2", ...
    const char* what; ///< "where the smoothed loss is lowest": completes "max LR 0.1 is ..."
    double factor;    ///< the answer is so many times the LR at `place`
    double (*place)(const SmoothedView&); ///< log10 LR; inside the curve

    /// The answer: log10 of the largest learning rate; not beyond the end of the curve.
    double operator()(const SmoothedView& view) const;
};

/// All rules that were studied. tests/benchmarks/regret measures how far each stays behind the best LR.
std::span<const MaxLrRule> maxLrRules();

/// The one that recommendations follow.
const MaxLrRule& recommendedRule();

} // namespace cyclo
