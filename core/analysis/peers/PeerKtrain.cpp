// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Gradient.h"
#include "core/analysis/LrRules.h"
#include "core/analysis/peers/PeerRules.h"

#include <cmath>

namespace cyclo::detail {

namespace {

constexpr std::size_t kSkipped = 32;

PeerAnswer ktrainValley(const PeerView& view) {
    const auto place = fastaiValleyIndex(view.losses);
    if (!place) return failure("valley", "there is no sample: it raises IndexError");
    const bool outside = *place < 0;
    const std::size_t read =
        outside ? (view.safe ? 0 : view.losses.size() - 1) : static_cast<std::size_t>(*place);
    auto answer = answerAt(view, read, "valley", "half way along the longest falling subsequence");
    if (outside)
        answer.trap = view.safe ? "the index is -1, where Python reads the last LR; here the first"
                                : "the index is -1: Python reads the last, largest LR";
    return answer;
}

/// "mg": the gradient is taken from sample 32 on, its index is used without them.
PeerAnswer minimumGradient(const PeerView& view, std::size_t lowest) {
    constexpr const char* kRule = "steepest";
    if (lowest < kSkipped + 2) {
        if (!view.safe || view.losses.size() < 2)
            return failure(kRule, "fewer than 2 samples between the 32nd and the lowest loss: no answer");
        auto answer = answerAt(view, argmin<double>(gradientByIndex(view.losses)), kRule,
                               "lowest central difference by sample of the whole curve");
        answer.trap = "fewer than 2 samples between the 32nd and the lowest loss: ktrain has no answer; here "
                      "all samples";
        return answer;
    }
    const auto descent = view.losses.subspan(kSkipped, lowest - kSkipped);
    const auto place = argmin<double>(gradientByIndex(descent));
    auto answer =
        answerAt(view, place, kRule, "lowest central difference by sample from the 32nd to the minimum");
    answer.trap = "the 32 samples left out are not counted: the answer is 32 samples low; meant is sample " +
                  std::to_string(place + kSkipped);
    return answer;
}

} // namespace

PeerSuggestions askKtrain(const PeerCurve& curve, std::span<const double> plotted) {
    const auto view = trimmed(curve.learningRates, plotted, 0, 0, 0, curve.safe);
    PeerSuggestions said = over(view);
    if (view.losses.empty()) {
        const std::string failing = "there is no finite loss";
        said.answers = {failure("valley", failing), failure("steepest", failing),
                        failure("minimum_tenth", failing)};
        return said;
    }
    const auto lowest = argmin(view.losses);
    auto tenth = answerAt(view, lowest, "minimum_tenth", "a tenth of the LR of the lowest plotted loss");
    *tenth.learningRate /= 10;
    if (std::isnan(view.losses[lowest])) tenth.trap = "NaN counts as the lowest loss";
    said.answers = {ktrainValley(view), minimumGradient(view, lowest), std::move(tenth)};
    said.traps = {
        "its running mean lags: on 100 steps over 8 decades the steepest point comes out about 0.6 "
        "decades too high, the minimum 1.1",
        "since TensorFlow 2.2 Keras gives it the mean loss since the start of the epoch, which lags "
        "again"};
    return said;
}

} // namespace cyclo::detail
