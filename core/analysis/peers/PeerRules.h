// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/peers/PeerFinder.h"

namespace cyclo::detail {

/// The samples a finder looks at, and what its rules need besides.
struct PeerView {
    std::span<const double> learningRates; ///< after trimming
    std::span<const double> losses;        ///< as plotted, after trimming
    std::size_t from = 0;                  ///< place of the first in the curve
    bool safe = false;
};

/// Part [from, size - back) of a curve as Python slices it: empty where the ends cross. In safe mode the ends
/// are left out only as far as `fewest` samples remain, and the part ends before the first NaN or infinity.
PeerView trimmed(std::span<const double> learningRates, std::span<const double> plotted, std::size_t from,
                 std::size_t back, std::size_t fewest, bool safe);

/// No answers yet, of the samples of the view.
PeerSuggestions over(const PeerView& view);

/// The sample at `place` of the view.
PeerAnswer answerAt(const PeerView& view, std::size_t place, std::string rule, std::string why);
PeerAnswer failure(std::string rule, std::string why);

/// numpy.gradient and argmin; needs 2 samples, else `failing` says what the finder does. Tells if the answer
/// is that of a NaN.
PeerAnswer steepestAnswer(const PeerView& view, const std::string& failing);

/// What a finder of the group does with what it plots. Each fills everything but `plotted` and the early
/// stop.
PeerSuggestions askFastai(const PeerCurve& curve, std::span<const double> plotted);
PeerSuggestions askFastai1(const PeerCurve& curve, std::span<const double> plotted);
PeerSuggestions askTorchLrFinder(const PeerCurve& curve, std::span<const double> plotted);
PeerSuggestions askLightning(const PeerCurve& curve, std::span<const double> plotted);
PeerSuggestions askIgnite(const PeerCurve& curve, std::span<const double> plotted);
PeerSuggestions askKtrain(const PeerCurve& curve, std::span<const double> plotted);

} // namespace cyclo::detail
