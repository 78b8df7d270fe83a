// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Contrast.h"

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

double linearised(double channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double relativeLuminance(const QColor& colour) {
    return 0.2126 * linearised(colour.redF()) + 0.7152 * linearised(colour.greenF()) +
           0.0722 * linearised(colour.blueF());
}

} // namespace

double contrastRatio(const QColor& first, const QColor& second) {
    const auto [darker, lighter] = std::minmax({relativeLuminance(first), relativeLuminance(second)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor blended(const QColor& top, const QColor& bottom, double alpha) {
    const auto mix = [alpha](int over, int under) {
        return static_cast<int>(std::lround(alpha * over + (1.0 - alpha) * under));
    };
    return QColor(mix(top.red(), bottom.red()), mix(top.green(), bottom.green()),
                  mix(top.blue(), bottom.blue()));
}

} // namespace cyclo::ui
