// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyField.h"

#include "core/schedules/SettingChecks.h"

#include <algorithm>

namespace cyclo {

std::string PolicyField::option(const Policy& defaults) const {
    const bool isOn = type == FieldType::Flag && std::get<bool>(get(defaults).value());
    return (isOn ? "--no-" : "--") + detail::optionName(key);
}

std::size_t detail::indexOfWord(const std::vector<std::string>& words, const std::string& word) {
    const auto found = std::ranges::find(words, word);
    if (found == words.end()) refuse("'" + word + "' is none of the words of this setting");
    return static_cast<std::size_t>(found - words.begin());
}

PolicyField aboutLr() {
    return {.key = "lr",
            .label = "Learning rate",
            .help = "learning rate, the highest of the run",
            .required = true,
            .range = kAboveZero};
}

PolicyField aboutMaxLr() {
    return {.key = "max_lr",
            .label = "Max LR",
            .help = "learning rate at the peak, from the range test: left of the blow-up",
            .required = true,
            .range = kAboveZero};
}

PolicyField aboutMomentum() {
    return {.key = "momentum",
            .label = "Momentum",
            .help = "momentum where it does not cycle, in [0, 1)",
            .range = kMomentumRange};
}

PolicyField aboutFinalMomentum() {
    return {.key = "final_momentum",
            .label = "Final momentum",
            .help = "momentum of the last step, to which it moves, in [0, 1)",
            .leftOut = "held",
            .seldom = true,
            .range = kMomentumRange};
}

PolicyField aboutBaseMomentum() {
    return {.key = "base_momentum",
            .label = "Base momentum",
            .help = "momentum where the learning rate peaks, in [0, 1)",
            .range = kMomentumRange};
}

PolicyField aboutMaxMomentum() {
    return {.key = "max_momentum",
            .label = "Max momentum",
            .help = "momentum where the learning rate is lowest, in [0, 1)",
            .range = kMomentumRange};
}

PolicyField aboutWarmup() {
    return {.key = "warmup",
            .label = "Warm-up",
            .help = "steps that rise linearly to lr at the start of the run",
            .range = kAtLeastZero};
}

PolicyField aboutMinLr() {
    return {.key = "min_lr",
            .label = "Min LR",
            .help = "learning rate at the end, below lr",
            .range = kAtLeastZero};
}

PolicyField aboutPctStart(const Interval& range) {
    return {.key = "pct_start",
            .label = "Share up",
            .help = "share of the run in which the learning rate rises",
            .range = range};
}

PolicyField aboutDivFactor() {
    return {.key = "div_factor",
            .label = "Start divisor",
            .help = "the run starts at max-lr divided by this",
            .seldom = true,
            .range = kAtLeastOne};
}

PolicyField aboutFinalDivFactor(const std::string& of) {
    return {.key = "final_div_factor",
            .label = "End divisor",
            .help = "the run ends at " + of + " divided by this",
            .seldom = true,
            .range = kAboveZero};
}

} // namespace cyclo
