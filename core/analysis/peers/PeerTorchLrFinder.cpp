// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerRules.h"

namespace cyclo::detail {

PeerSuggestions askTorchLrFinder(const PeerCurve& curve, std::span<const double> plotted) {
    const auto view = trimmed(curve.learningRates, plotted, 10, 5, 2, curve.safe);
    PeerSuggestions said = over(view);
    said.answers = {
        steepestAnswer(view, "it fails to compute the gradients: fewer than 2 points are left of a curve "
                             "without its first 10 and last 5")};
    said.traps = {
        "its running mean starts at the first loss and lags: on 100 steps over 8 decades the steepest "
        "point comes out about 0.6 decades too high"};
    return said;
}

} // namespace cyclo::detail
