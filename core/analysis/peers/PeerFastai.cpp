// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Gradient.h"
#include "core/analysis/LrRules.h"
#include "core/analysis/peers/PeerRules.h"

#include <algorithm>
#include <cmath>

namespace cyclo::detail {

namespace {

constexpr const char* kLag =
    "its running mean remembers 50 samples and lags: on 100 steps over 8 decades the "
    "steepest point comes out about 0.6 decades too high, the minimum 1.1";

std::vector<float> singles(std::span<const double> values) {
    return {values.begin(), values.end()};
}

PeerAnswer fastaiValley(const PeerView& view) {
    const auto place = fastaiValleyIndex(view.losses);
    if (!place) return failure("valley", "no sample is left: it raises IndexError");
    const auto last = view.losses.size() - 1;
    const bool outside = *place < 0;
    const std::size_t read = outside ? (view.safe ? 0 : last) : static_cast<std::size_t>(*place);
    auto answer = answerAt(view, read, "valley", "half way along the longest falling subsequence");
    if (outside && view.safe)
        answer.trap = "the index is -1, where Python reads the last LR; here the first";
    else if (outside)
        answer.trap = "the index is -1: Python reads the last, largest LR";
    return answer;
}

/// In single precision, as the tensors are.
PeerAnswer steep(const PeerView& view) {
    const auto x = singles(view.learningRates), y = singles(view.losses);
    std::vector<float> slopes;
    for (std::size_t i = 0; i + 1 < y.size(); ++i)
        slopes.push_back((y[i + 1] - y[i]) / (std::log(x[i + 1]) - std::log(x[i])));
    if (slopes.empty()) return failure("steepest", "fewer than 2 samples are left: it raises an error");
    const auto place = argmin<float>(slopes);
    auto answer = answerAt(view, place, "steepest", "lowest forward difference by ln LR, left point");
    if (std::isnan(slopes[place])) answer.trap = "a slope that is NaN counts as the lowest";
    return answer;
}

PeerAnswer minimum(const PeerView& view, const std::string& failing) {
    if (view.losses.empty()) return failure("minimum_tenth", failing);
    const auto place = argmin(view.losses);
    auto answer = answerAt(view, place, "minimum_tenth", "a tenth of the LR of the lowest plotted loss");
    *answer.learningRate /= 10;
    if (place + 1 == view.losses.size())
        answer.trap = "the lowest loss is the last one kept: the curve has not turned there";
    return answer;
}

PeerAnswer slide(const PeerView& view) {
    if (const auto place = slideIndex(view.losses)) {
        auto answer =
            answerAt(view, *place, "slide", "leftwards until slopes 15 samples apart differ by < 0.005");
        if (*place == view.losses.size() - 16)
            answer.trap =
                "the slopes agree at once: the answer is 15 samples left of the end, and says nothing";
        else if (*place == 0)
            answer.trap = "no slopes agree, since the 0.005 does not scale with the loss: the answer is the "
                          "first sample";
        return answer;
    }
    if (view.safe && !view.losses.empty()) {
        auto answer = answerAt(view, 0, "slide", "the first sample");
        answer.trap = "fewer than 16 samples: fastai raises IndexError; here the first sample";
        return answer;
    }
    return failure("slide", "fewer than 16 samples are left: it raises IndexError");
}

} // namespace

PeerSuggestions askFastai(const PeerCurve& curve, std::span<const double> plotted) {
    const std::size_t steps = std::max<std::size_t>(6, curve.requestedSteps);
    auto view = trimmed(curve.learningRates, plotted, steps / 10, 5, 16, curve.safe);
    const auto firstNaN = std::ranges::find_if(view.losses, [](double loss) { return std::isnan(loss); });
    const auto kept = static_cast<std::size_t>(firstNaN - view.losses.begin());
    view.losses = view.losses.first(kept);
    view.learningRates = view.learningRates.first(kept);
    PeerSuggestions said = over(view);
    said.answers = {fastaiValley(view), slide(view), minimum(view, "no sample is left: it raises an error"),
                    steep(view)};
    said.traps = {kLag};
    return said;
}

PeerSuggestions askFastai1(const PeerCurve& curve, std::span<const double> plotted) {
    const auto view = trimmed(curve.learningRates, plotted, 10, 5, 2, curve.safe);
    const std::string failing = "it finds too few points after leaving out the first 10 and the last 5";
    PeerSuggestions said = over(view);
    said.answers = {steepestAnswer(view, failing), minimum(view, failing)};
    said.traps = {kLag};
    return said;
}

} // namespace cyclo::detail
