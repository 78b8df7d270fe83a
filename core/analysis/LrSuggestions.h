// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrCurve.h"
#include "core/analysis/LrInterval.h"
#include "core/analysis/RangeCurve.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// A place on a range-test curve that a rule points at.
struct LrCandidate {
    double learningRate = 0.0;
    std::size_t index = 0; ///< of the sample in the curve as recorded
    std::string why;       ///< one line for people

    bool operator==(const LrCandidate&) const = default;
};

/// Bounds for a 1cycle run, to three significant digits: the noise of a curve leaves no more, and a number
/// that a person reads, types or takes elsewhere is then the very number that is used.
struct LrRecommendation {
    double minLr = 0.0;
    double maxLr = 0.0;
    std::string why;                         ///< one line for people
    std::optional<LrInterval> interval = {}; ///< of maxLr; nothing where the smoothing has none

    bool operator==(const LrRecommendation&) const = default;
};

/// What the rules say of one curve; empty where a rule has no answer (too few samples, no descent).
struct LrSuggestions {
    std::optional<LrCandidate> steepest;     ///< steepest descent against log LR
    std::optional<LrCandidate> valley;       ///< half way along the longest descent
    std::optional<LrCandidate> minimumTenth; ///< a tenth of the LR of the lowest loss; index is the minimum's
    std::optional<LrCandidate> slide;        ///< left of the final rise
    std::optional<LrRecommendation> recommended;
    std::string note;             ///< why there is nothing to recommend, when there is not; else empty
    std::vector<double> smoothed; ///< the curve the rules looked at: same length as the input

    bool operator==(const LrSuggestions&) const = default;
};

/// Applies the rules to the limited, zero-phase smoothed curve (RangeCurve.h). Safe on every input: short,
/// flat, rising, non-finite. Steepest and valley look at the samples up to the minimum: what falls after a
/// blow-up is no descent. Both leave out the first tenth, valley also the flat start. Slide has a lag of 15 %
/// of the samples (slideFromRise). Recommended: max LR by recommendedRule() (MaxLrRules.h), with the interval
/// its noise leaves, min LR a tenth of it. A curve has a descent if it falls after its start by more than 1 %
/// and by more than twice the noise of a single loss.
/// @param learningRates  strictly positive and rising for a rule to answer; a first one of 0 is left out
/// @param losses         raw, same length; from the first non-finite one on the curve counts as diverged
/// @param smoothing      for any but the zero-phase one there is no interval
/// @throws std::invalid_argument  if the lengths differ
LrSuggestions suggestLearningRates(std::span<const double> learningRates, std::span<const double> losses,
                                   CurveSmoothing smoothing = CurveSmoothing::ZeroPhase);

/// The same for several curves of one grid, seeds say: of their mean (PooledCurve.h). The interval is wide
/// enough to hold what the rule says of each curve alone.
/// @throws std::invalid_argument  if there is none, or the grids differ
LrSuggestions suggestLearningRates(std::span<const LrCurve> curves,
                                   CurveSmoothing smoothing = CurveSmoothing::ZeroPhase);

} // namespace cyclo
