// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/SignificantDigits.h"

#include <charconv>
#include <cmath>

namespace cyclo {

double roundedToDigits(double value, int digits) {
    if (!std::isfinite(value)) return value;
    char text[64];
    const auto end =
        std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, digits - 1).ptr;
    std::from_chars(text, end, value);
    return value;
}

} // namespace cyclo
