// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerRules.h"

#include "core/analysis/Gradient.h"

#include <algorithm>
#include <cmath>

namespace cyclo::detail {

PeerView trimmed(std::span<const double> learningRates, std::span<const double> plotted, std::size_t from,
                 std::size_t back, std::size_t fewest, bool safe) {
    std::size_t size = plotted.size();
    if (safe) {
        size = static_cast<std::size_t>(
            std::ranges::find_if_not(plotted, [](double loss) { return std::isfinite(loss); }) -
            plotted.begin());
        const std::size_t spare = size > fewest ? size - fewest : 0;
        back = std::min(back, spare);
        from = std::min(from, spare - back);
    }
    const std::size_t end = size > back ? size - back : 0;
    from = std::min(from, end);
    return {learningRates.subspan(from, end - from), plotted.subspan(from, end - from), from, safe};
}

PeerSuggestions over(const PeerView& view) {
    PeerSuggestions said;
    said.from = view.from;
    said.to = view.from + view.losses.size();
    return said;
}

PeerAnswer answerAt(const PeerView& view, std::size_t place, std::string rule, std::string why) {
    return {.rule = std::move(rule),
            .learningRate = view.learningRates[place],
            .index = view.from + place,
            .why = std::move(why),
            .trap = {}};
}

PeerAnswer failure(std::string rule, std::string why) {
    return {
        .rule = std::move(rule), .learningRate = std::nullopt, .index = 0, .why = std::move(why), .trap = {}};
}

PeerAnswer steepestAnswer(const PeerView& view, const std::string& failing) {
    if (view.losses.size() < 2) return failure("steepest", failing);
    const auto slopes = gradientByIndex(view.losses);
    const auto place = argmin<double>(slopes);
    auto answer = answerAt(view, place, "steepest", "lowest central difference by sample, whatever its LR");
    if (std::isnan(slopes[place]))
        answer.trap = "a slope that is NaN counts as the lowest: the answer is where the NaN begins";
    else if (place == 0)
        answer.trap = "the first sample kept won: its one-sided difference has twice the noise of the others";
    return answer;
}

} // namespace cyclo::detail
