// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Interval.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/SettingChecks.h"

#include <cmath>

namespace cyclo {

bool Interval::contains(double value) const {
    return std::isfinite(value) && (fromOpen ? value > from : value >= from) &&
           (toOpen ? value < to : value <= to);
}

std::string textOf(const Interval& interval) {
    std::string text;
    if (std::isfinite(interval.from))
        text = (interval.fromOpen ? "above " : "at least ") + exactText(interval.from);
    if (!std::isfinite(interval.to)) return text.empty() ? "a finite number" : text;
    return text + (text.empty() ? "" : " and ") + (interval.toOpen ? "below " : "at most ") +
           exactText(interval.to);
}

} // namespace cyclo
