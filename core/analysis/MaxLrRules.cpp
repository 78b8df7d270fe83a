// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/MaxLrRules.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace cyclo {

namespace {

std::size_t lowestOf(const SmoothedView& view) {
    return static_cast<std::size_t>(std::ranges::min_element(view.losses) - view.losses.begin());
}

/// First place after the minimum whose loss is above `loss`, between the two samples; the last one if none
/// is.
double riseAbove(const SmoothedView& view, double loss) {
    for (std::size_t i = lowestOf(view) + 1; i < view.losses.size(); ++i) {
        if (!(view.losses[i] > loss)) continue;
        const double before = view.losses[i - 1], share = (loss - before) / (view.losses[i] - before);
        return view.places[i - 1] + std::clamp(share, 0.0, 1.0) * (view.places[i] - view.places[i - 1]);
    }
    return view.places.back();
}

double minimum(const SmoothedView& view) {
    return view.places[lowestOf(view)];
}

/// Where the loss first stands above the minimum by the noise of one loss.
double riseStart(const SmoothedView& view) {
    return riseAbove(view, view.losses[lowestOf(view)] + view.noise);
}

double halfWayUp(const SmoothedView& view) {
    const double lowest = view.losses[lowestOf(view)];
    return riseAbove(view, lowest + (view.startLoss - lowest) / 2);
}

double backAtStart(const SmoothedView& view) {
    return riseAbove(view, view.startLoss);
}

/// Steepest fall before the minimum, between two samples.
double steepest(const SmoothedView& view) {
    double place = view.places.front(), lowest = 0;
    for (std::size_t i = 0; i < lowestOf(view); ++i) {
        const double slope = (view.losses[i + 1] - view.losses[i]) / (view.places[i + 1] - view.places[i]);
        if (slope >= lowest) continue;
        lowest = slope;
        place = (view.places[i] + view.places[i + 1]) / 2;
    }
    return place;
}

double betweenSteepestAndMinimum(const SmoothedView& view) {
    return (steepest(view) + minimum(view)) / 2;
}

double thirdWayToHalfWay(const SmoothedView& view) {
    return std::lerp(minimum(view), halfWayUp(view), 1.0 / 3.0);
}

double betweenMinimumAndHalfWay(const SmoothedView& view) {
    return (minimum(view) + halfWayUp(view)) / 2;
}

constexpr const char* kLowest = "where the smoothed loss is lowest";
constexpr const char* kRise = "where the smoothed loss has risen from its minimum by the noise of one loss";
constexpr const char* kHalfWay = "where the loss is half way back up from its minimum";
constexpr const char* kStart = "where the loss is back at the height of its start";
constexpr const char* kMiddle = "half way, on the log axis, from the steepest fall to the minimum";
constexpr const char* kAfter =
    "half way, on the log axis, from the minimum to where the loss is half way back up";

constexpr const char* kThird =
    "a third of the way, on the log axis, from the minimum to where the loss is half way back up";

constexpr MaxLrRule kRules[] = {
    {"minimum", kLowest, 1, minimum},
    {"minimum*1.5", kLowest, 1.5, minimum},
    {"minimum*2", kLowest, 2, minimum},
    {"minimum*3", kLowest, 3, minimum},
    {"minimum/2", kLowest, 1.0 / 2, minimum},
    {"minimum/3", kLowest, 1.0 / 3, minimum},
    {"minimum/4", kLowest, 1.0 / 4, minimum},
    {"minimum/10", kLowest, 1.0 / 10, minimum},
    {"steepest", "where the smoothed loss falls fastest", 1, steepest},
    {"steepest-minimum", kMiddle, 1, betweenSteepestAndMinimum},
    {"rise_start", kRise, 1, riseStart},
    {"rise_start/2", kRise, 1.0 / 2, riseStart},
    {"rise_start/4", kRise, 1.0 / 4, riseStart},
    {"minimum-third_way", kThird, 1, thirdWayToHalfWay},
    {"minimum-half_way", kAfter, 1, betweenMinimumAndHalfWay},
    {"half_way", kHalfWay, 1, halfWayUp},
    {"half_way/2", kHalfWay, 1.0 / 2, halfWayUp},
    {"half_way/3", kHalfWay, 1.0 / 3, halfWayUp},
    {"half_way/4", kHalfWay, 1.0 / 4, halfWayUp},
    {"back_at_start/4", kStart, 1.0 / 4, backAtStart},
    {"back_at_start/10", kStart, 1.0 / 10, backAtStart},
};

constexpr std::string_view kRecommended = "minimum*1.5";

} // namespace

double MaxLrRule::operator()(const SmoothedView& view) const {
    return std::min(place(view) + std::log10(factor), view.places.back());
}

std::span<const MaxLrRule> maxLrRules() {
    return kRules;
}

const MaxLrRule& recommendedRule() {
    return *std::ranges::find(kRules, kRecommended, &MaxLrRule::name);
}

} // namespace cyclo
