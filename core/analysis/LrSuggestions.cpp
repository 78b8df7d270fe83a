// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrSuggestions.h"

#include "core/analysis/LrRules.h"
#include "core/analysis/MaxLrRules.h"
#include "core/analysis/PooledCurve.h"
#include "core/analysis/SignificantDigits.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace cyclo {

namespace {

constexpr std::size_t kFewestSamples = 10;
constexpr double kSmallestFall = 0.01;     // of the start
constexpr double kNoiseMargin = 2.0;       // a smoothed flat curve spans about 1.5 times the raw noise
constexpr double kSmallestRiseShare = 0.2; // of the fall
constexpr double kFlatShare = 0.05;        // of the fall: what a curve may lose before its descent begins

std::string text(double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.3g", value);
    return digits;
}

/// The smoothed curve as far as it is finite, and the places the rules share.
struct Judged {
    std::span<const double> learningRates;
    std::span<const double> losses; ///< smoothed
    std::span<const double> slopes; ///< of the smoothed, per decade
    std::size_t head = 0;           ///< first sample after the part that is left out
    std::size_t lowest = 0;
    std::size_t onset = 0; ///< last sample before the minimum that still is at the height of the start
    double fall = 0;       ///< from the start to the minimum
    double rise = 0;       ///< from the minimum to the highest after it
    bool diverged = false;

    std::span<const double> untilMinimum(std::span<const double> values, std::size_t from) const {
        return lowest < from ? values.first(0) : values.subspan(from, lowest - from + 1);
    }
    bool roseAgain() const { return diverged || rise > kSmallestRiseShare * fall; }
};

Judged judge(std::span<const double> learningRates, const RangeCurve& curve) {
    Judged judged;
    judged.learningRates = learningRates.first(curve.usable);
    judged.losses = std::span(curve.smoothed).first(curve.usable);
    judged.slopes = curve.slopes;
    judged.head = curve.usable / 10;
    judged.lowest = *lowestIndex(judged.losses);
    judged.diverged = curve.diverged;
    const double lowestLoss = judged.losses[judged.lowest];
    judged.fall = curve.startLoss - lowestLoss;
    const double flat = curve.startLoss - kFlatShare * judged.fall;
    for (std::size_t i = 0; i < judged.lowest; ++i) {
        if (judged.losses[i] >= flat) judged.onset = i;
    }
    judged.rise = *std::ranges::max_element(judged.losses.subspan(judged.lowest)) - lowestLoss;
    return judged;
}

/// Why nothing can be recommended; empty if something can.
std::string obstacle(std::span<const double> learningRates, const RangeCurve& curve) {
    if (!positiveAndRising(learningRates.first(curve.usable)))
        return "The learning rates must be above 0 and rise from sample to sample.";
    if (curve.usable < kFewestSamples) {
        return "Only " + std::to_string(curve.usable) + " finite losses" +
               (curve.diverged ? " before the first that is not" : "") + ", and the rules need at least " +
               std::to_string(kFewestSamples) + ": take more steps" +
               (curve.diverged ? " or a smaller lr-min." : ".");
    }
    const Judged judged = judge(learningRates, curve);
    const double needed = std::max(kSmallestFall * std::abs(curve.startLoss), kNoiseMargin * curve.noise);
    const bool fallsAfterStart = judged.lowest >= startSamples(curve.usable);
    if (fallsAfterStart && judged.fall > needed) return {};
    const std::string range = text(judged.learningRates.front()) + " to " + text(judged.learningRates.back());
    if (judged.diverged || judged.rise > std::max(needed, 0.0))
        return "The loss rises from LR " + range +
               " without a fall before it that stands out (by more than " + text(needed) +
               "): start the range lower, or take more steps.";
    return "The loss is flat from LR " + range + " (it falls by " + text(std::max(0.0, judged.fall)) +
           " from " + text(curve.startLoss) + ", within its noise of " + text(curve.noise) +
           "): widen the range.";
}

LrCandidate candidate(const Judged& judged, std::size_t index, std::string why) {
    return {.learningRate = judged.learningRates[index], .index = index, .why = std::move(why)};
}

std::optional<LrCandidate> steepest(const Judged& judged) {
    const auto place = lowestIndex(judged.untilMinimum(judged.slopes, judged.head));
    if (!place) return std::nullopt;
    const auto index = judged.head + *place;
    return candidate(judged, index,
                     "the loss falls fastest here: by " + text(-judged.slopes[index]) + " per decade, at " +
                         text(judged.losses[index]));
}

/// The rule counts samples: without the flat start it does not depend on how far down the range begins.
std::optional<LrCandidate> valley(const Judged& judged) {
    const auto from = std::max(judged.head, judged.onset);
    const auto place = valleyIndex(judged.untilMinimum(judged.losses, from));
    if (!place) return std::nullopt;
    const auto index = from + *place;
    return candidate(judged, index,
                     "half way along the longest descent, at loss " + text(judged.losses[index]));
}

LrCandidate minimumTenth(const Judged& judged) {
    auto found = candidate(judged, judged.lowest, {});
    found.why = "a tenth of " + text(found.learningRate) + ", where the smoothed loss is lowest (" +
                text(judged.losses[judged.lowest]) + ")";
    found.learningRate /= 10.0;
    return found;
}

std::optional<LrCandidate> slide(const Judged& judged) {
    if (!judged.roseAgain()) return std::nullopt;
    const auto lag = std::max<std::size_t>(1, judged.losses.size() * 15 / 100);
    const auto place = slideFromRise(judged.losses, judged.lowest, lag);
    if (!place) return std::nullopt;
    return candidate(judged, *place, "left of the final rise, where the loss begins to fall fast");
}

SmoothedView viewOf(const Judged& judged, const RangeCurve& curve) {
    return {.places = std::span(curve.places).first(curve.usable),
            .losses = judged.losses,
            .startLoss = curve.startLoss,
            .noise = curve.noise};
}

/// log10 of the largest LR.
double recommendedPlace(const Judged& judged, const RangeCurve& curve) {
    return recommendedRule()(viewOf(judged, curve));
}

/// Whether the rule points beyond the last sample, which stands in its place.
bool isCut(const MaxLrRule& rule, const RangeCurve& curve, const Judged& judged) {
    const SmoothedView view = viewOf(judged, curve);
    return rule.place(view) + std::log10(rule.factor) > view.places.back();
}

/// Still holds the answer, which is rounded alike.
LrInterval rounded(const LrInterval& interval) {
    return {.low = roundedToDigits(interval.low), .high = roundedToDigits(interval.high)};
}

LrRecommendation recommend(const Judged& judged, const RangeCurve& curve, CurveSmoothing smoothing) {
    const auto& rule = recommendedRule();
    const double place = recommendedPlace(judged, curve), maxLr = roundedToDigits(std::pow(10.0, place));
    LrRecommendation bounds{.minLr = roundedToDigits(maxLr / 10.0), .maxLr = maxLr, .why = {}};
    const std::string wanted = (rule.factor == 1 ? "" : text(rule.factor) + " times the LR ") + rule.what +
                               " (" + text(judged.losses[judged.lowest]) + " at LR " +
                               text(judged.learningRates[judged.lowest]) + ")";
    bounds.why =
        "max LR " + text(maxLr) + " is " +
        (isCut(rule, curve, judged) ? "the end of the curve, since what is wanted lies beyond it: " : "") +
        wanted + ", about where the best 1cycle runs of a study peaked; min LR is a tenth of max LR";
    if (smoothing == CurveSmoothing::ZeroPhase) bounds.interval = rounded(noiseInterval(curve, rule, place));
    if (!judged.roseAgain()) {
        bounds.why += ". The loss has not risen again up to LR " + text(judged.learningRates.back()) +
                      ": the largest usable LR may lie higher, repeat with a larger lr-max";
    }
    return bounds;
}

/// Widens the interval of the mean so that it holds what the rule says of each curve alone.
void holdEach(LrInterval& interval, std::span<const LrCurve> curves) {
    for (const LrCurve& each : curves) {
        const RangeCurve curve = rangeCurve(each.learningRates, each.losses);
        if (!obstacle(each.learningRates, curve).empty()) continue;
        const double place = recommendedPlace(judge(each.learningRates, curve), curve);
        const double maxLr = roundedToDigits(std::pow(10.0, place));
        interval.low = std::min(interval.low, maxLr);
        interval.high = std::max(interval.high, maxLr);
    }
}

/// As linear sweeps may: a logarithmic axis has no place for it.
bool startsAtZero(std::span<const double> learningRates) {
    return learningRates.size() > 1 && learningRates[0] == 0.0 && learningRates[1] > 0.0;
}

/// What is said of a curve without its first sample, in the places of the whole one.
LrSuggestions withFirstSkipped(LrSuggestions suggestions) {
    for (auto* candidate :
         {&suggestions.steepest, &suggestions.valley, &suggestions.minimumTenth, &suggestions.slide})
        if (*candidate) ++(*candidate)->index;
    suggestions.smoothed.insert(suggestions.smoothed.begin(), std::numeric_limits<double>::quiet_NaN());
    return suggestions;
}

} // namespace

LrSuggestions suggestLearningRates(std::span<const double> learningRates, std::span<const double> losses,
                                   CurveSmoothing smoothing) {
    if (learningRates.size() == losses.size() && startsAtZero(learningRates))
        return withFirstSkipped(suggestLearningRates(learningRates.subspan(1), losses.subspan(1), smoothing));
    RangeCurve curve = rangeCurve(learningRates, losses, smoothing);
    LrSuggestions suggestions;
    suggestions.note = obstacle(learningRates, curve);
    if (suggestions.note.empty()) {
        const Judged judged = judge(learningRates, curve);
        suggestions.steepest = steepest(judged);
        suggestions.valley = valley(judged);
        suggestions.minimumTenth = minimumTenth(judged);
        suggestions.slide = slide(judged);
        suggestions.recommended = recommend(judged, curve, smoothing);
    }
    suggestions.smoothed = std::move(curve.smoothed);
    return suggestions;
}

LrSuggestions suggestLearningRates(std::span<const LrCurve> curves, CurveSmoothing smoothing) {
    const LrCurve pooled = pooledCurve(curves);
    auto suggestions = suggestLearningRates(pooled.learningRates, pooled.losses, smoothing);
    auto& bounds = suggestions.recommended;
    if (curves.size() > 1 && bounds && bounds->interval) holdEach(*bounds->interval, curves);
    return suggestions;
}

} // namespace cyclo
