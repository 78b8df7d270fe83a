// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/NumberText.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace cyclo {

std::string exactText(double value) {
    if (std::isnan(value)) return "nan";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string numberText(double value) {
    if (std::isnan(value)) return "nan";
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

std::string percentText(double fraction) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", 100.0 * fraction);
    return text;
}

std::string durationText(double seconds) {
    const auto whole = static_cast<long long>(std::llround(std::fmax(seconds, 0.0)));
    const auto hours = whole / 3600, minutes = whole / 60 % 60, rest = whole % 60;
    char text[48];
    if (hours > 0)
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", hours, minutes, rest);
    else
        std::snprintf(text, sizeof text, "%lld:%02lld", minutes, rest);
    return text;
}

} // namespace cyclo
