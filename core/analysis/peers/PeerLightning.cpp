// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Gradient.h"
#include "core/analysis/peers/PeerRules.h"

#include <cmath>

namespace cyclo::detail {

namespace {

constexpr const char* kNow = "steepest";
constexpr const char* kBefore = "steepest_before_2_5_3";

/// Samples with a finite loss, in single precision, and their places in the view.
struct Finite {
    std::vector<float> learningRates, losses;
    std::vector<std::size_t> places;
};

Finite finiteOf(const PeerView& view) {
    Finite finite;
    for (std::size_t i = 0; i < view.losses.size(); ++i) {
        if (!std::isfinite(static_cast<float>(view.losses[i]))) continue;
        finite.learningRates.push_back(static_cast<float>(view.learningRates[i]));
        finite.losses.push_back(static_cast<float>(view.losses[i]));
        finite.places.push_back(i);
    }
    return finite;
}

PeerAnswer byLinearLr(const PeerView& view, const Finite& finite) {
    const auto slopes = gradientBy<float>(finite.learningRates, finite.losses);
    const auto place = argmin<float>(slopes);
    auto answer = answerAt(view, finite.places[place], kNow, "lowest derivative by LR itself (since 2.5.3)");
    answer.trap =
        "loss is differentiated by linear LR: on log-spaced samples the smallest LRs win, about 3.5 "
        "decades too low";
    return answer;
}

/// Before 2.5.3 the index counted the finite losses only.
PeerAnswer byIndex(const PeerView& view, const Finite& finite) {
    const auto place = argmin<float>(gradientByIndex<float>(finite.losses));
    auto answer = answerAt(view, place, kBefore, "lowest central difference by sample (before 2.5.3)");
    if (finite.places[place] != place)
        answer.trap = "losses that are no number were left out but counted: the answer is " +
                      std::to_string(finite.places[place] - place) + " samples low";
    return answer;
}

} // namespace

PeerSuggestions askLightning(const PeerCurve& curve, std::span<const double> plotted) {
    const auto view = trimmed(curve.learningRates, plotted, 10, 1, 2, curve.safe);
    const auto finite = finiteOf(view);
    PeerSuggestions said = over(view);
    if (finite.losses.size() < 2) {
        const std::string failing = "it suggests nothing: fewer than 2 finite losses are left of a curve "
                                    "without its first 10 and last 1";
        said.answers = {failure(kNow, failing), failure(kBefore, failing)};
    } else {
        said.answers = {byLinearLr(view, finite), byIndex(view, finite)};
    }
    said.traps = {
        "its running mean is corrected for one step too many: the first plotted loss is 0.505 of the "
        "true one, so that it stops at twice the initial loss, not at 4 times",
        "its running mean lags: on 100 steps over 8 decades the steepest point comes out about 0.6 "
        "decades too high"};
    return said;
}

} // namespace cyclo::detail
