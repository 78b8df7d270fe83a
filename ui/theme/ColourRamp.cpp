// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/ColourRamp.h"

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr double kHue = 4.27; // radians in OKLab: that of the accent

constexpr double kFullness = 0.05; // chroma that the middle has above both ends, so that it is no grey

struct End {
    double lightness; // of OKLab
    double chroma;    // no more than sRGB has at this lightness and hue
};

struct Ends {
    End strong;
    End faint;
};

Ends endsOf(Tone tone) {
    if (tone == Tone::Light) return {.strong = {0.33, 0.08}, .faint = {0.93, 0.03}};
    return {.strong = {0.94, 0.03}, .faint = {0.42, 0.075}};
}

double encoded(double linear) {
    const double value = std::clamp(linear, 0.0, 1.0);
    return value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1.0 / 2.4) - 0.055;
}

/// Björn Ottosson's OKLab, in which equal steps of lightness look equal.
QColor fromOklab(double lightness, double a, double b) {
    const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
    return QColor::fromRgbF(
        static_cast<float>(encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
        static_cast<float>(encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
        static_cast<float>(encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)));
}

} // namespace

QColor rampColour(double share, Tone tone) {
    const auto [strong, faint] = endsOf(tone);
    const double at = std::clamp(share, 0.0, 1.0);
    const double chroma = std::lerp(strong.chroma, faint.chroma, at) + kFullness * 4.0 * at * (1.0 - at);
    return fromOklab(std::lerp(strong.lightness, faint.lightness, at), chroma * std::cos(kHue),
                     chroma * std::sin(kHue));
}

} // namespace cyclo::ui
