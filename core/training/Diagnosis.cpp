// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Diagnosis.h"

#include "core/schedules/NumberText.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cyclo {

namespace {

constexpr double kFarGradient = 4.0;
constexpr double kFarWeights = 2.0;

/// One norm over the records; a gradient has none at the end.
std::vector<double> seriesOf(const std::vector<NormRecord>& records, std::size_t layer, bool gradient) {
    std::vector<double> series;
    for (const NormRecord& record : records) {
        const LayerNorms& norms = record.layers[layer];
        if (!gradient)
            series.push_back(norms.weights);
        else if (norms.gradient)
            series.push_back(*norms.gradient);
    }
    return series;
}

double usualOf(const std::vector<double>& series) {
    std::vector<double> early(series.begin(),
                              series.begin() + static_cast<std::ptrdiff_t>((series.size() + 3) / 4));
    std::erase_if(early, [](double norm) { return !std::isfinite(norm); });
    if (early.empty()) return 0.0;
    const auto middle = early.begin() + static_cast<std::ptrdiff_t>((early.size() - 1) / 2);
    std::nth_element(early.begin(), middle, early.end());
    return *middle;
}

/// Index from which on the series is outside for good; its size if it is inside at the end.
std::size_t leavesAt(const std::vector<double>& series, double limit) {
    std::size_t index = series.size();
    while (index > 0 && !(series[index - 1] <= limit)) // NaN is outside too
        --index;
    return index;
}

/// How far outside, for those that leave together.
double excess(const FirstToLeave& leaving) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (!std::isfinite(leaving.norm)) return kInfinity;
    return leaving.norm / std::max(leaving.usual, std::numeric_limits<double>::min());
}

bool comesBefore(const FirstToLeave& one, const FirstToLeave& other) {
    if (one.step != other.step) return one.step < other.step;
    return excess(one) > excess(other);
}

} // namespace

std::optional<FirstToLeave> firstToLeave(const std::vector<std::string>& layers,
                                         const std::vector<NormRecord>& records) {
    std::optional<FirstToLeave> first;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        for (const bool gradient : {true, false}) {
            const auto series = seriesOf(records, layer, gradient);
            const double usual = usualOf(series);
            const std::size_t index = leavesAt(series, usual * (gradient ? kFarGradient : kFarWeights));
            if (index == series.size()) continue;
            const FirstToLeave leaving{.layer = layers[layer],
                                       .gradient = gradient,
                                       .step = records[index].step,
                                       .norm = series[index],
                                       .usual = usual};
            if (!first || comesBefore(leaving, *first)) first = leaving;
        }
    }
    return first;
}

std::string toSentence(const Diagnosis& diagnosis) {
    if (!diagnosis.first) return "no layer's gradient or weights left their usual size before the loss did";
    const FirstToLeave& first = *diagnosis.first;
    return std::string(first.gradient ? "the gradient of " : "the weights of ") + first.layer +
           " left first, at step " + std::to_string(first.step) + ": norm " + numberText(first.norm) +
           ", usually " + numberText(first.usual);
}

} // namespace cyclo
