// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/SettingChecks.h"

#include "core/schedules/NumberText.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cyclo::detail {

namespace {

void require(bool right, std::string_view option, std::string_view what, double value) {
    if (!right) refuse(std::string(option) + " must be " + std::string(what) + ", got " + exactText(value));
}

} // namespace

void requireFinite(std::string_view option, double value) {
    require(std::isfinite(value), option, "a finite number", value);
}

void requireAboveZero(std::string_view option, double value) {
    requireFinite(option, value);
    require(value > 0, option, "above 0", value);
}

void requireAtLeastZero(std::string_view option, double value) {
    requireFinite(option, value);
    require(value >= 0, option, "0 or above", value);
}

void requireMomentum(std::string_view option, double value) {
    requireFinite(option, value);
    require(value >= 0 && value < 1, option, "at least 0 and below 1", value);
}

void requireBelow(std::string_view option, double value, std::string_view limitOption, double limit) {
    require(value < limit, option, "below " + std::string(limitOption) + " " + exactText(limit), value);
}

void requireAtMost(std::string_view option, double value, std::string_view limitOption, double limit) {
    require(value <= limit, option, "at most " + std::string(limitOption) + " " + exactText(limit), value);
}

std::string optionName(std::string_view key) {
    std::string name(key);
    std::ranges::replace(name, '_', '-');
    return name;
}

void refuse(const std::string& sentence) {
    throw std::invalid_argument(sentence);
}

} // namespace cyclo::detail
