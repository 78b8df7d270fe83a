// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/theme/ColourRamp.h"
#include "ui/theme/Contrast.h"

#include <cmath>

using namespace cyclo::ui;
using cyclo::test::WithinAbs;

namespace {

/// CIE L*, from the contrast against black: (Y + 0.05) / 0.05.
double lightness(const QColor& colour) {
    const double luminance = 0.05 * contrastRatio(colour, Qt::black) - 0.05;
    return 116.0 * std::cbrt(luminance) - 16.0;
}

} // namespace

TEST_CASE("A ramp moves away from its strong end in steps of equal lightness", "[ui][theme]") {
    const Tone tone = GENERATE(Tone::Light, Tone::Dark);
    const double strong = lightness(rampColour(0.0, tone)), faint = lightness(rampColour(1.0, tone));
    // The strong end stands out from the surface; lightness alone tells the two ends apart.
    CHECK(contrastRatio(rampColour(0.0, tone), surfaceColours(tone).base) >= 7.0);
    CHECK(contrastRatio(rampColour(0.0, tone), rampColour(1.0, tone)) >= 4.5);
    CHECK((strong < faint) == (tone == Tone::Light));
    for (int step = 1; step < 10; ++step) {
        // L* and OKLab, in which the ramp is even, differ by a few units in the middle.
        const double even = std::lerp(strong, faint, step / 10.0);
        CHECK_THAT(lightness(rampColour(step / 10.0, tone)), WithinAbs(even, 3.0));
    }
}

TEST_CASE("A ramp keeps its hue, and ends at its ends", "[ui][theme]") {
    const Tone tone = GENERATE(Tone::Light, Tone::Dark);
    for (int step = 0; step <= 10; ++step) {
        const QColor colour = rampColour(step / 10.0, tone);
        CHECK_THAT(colour.hsvHueF(), WithinAbs(rampColour(0.5, tone).hsvHueF(), 0.03));
        CHECK(colour.hsvSaturationF() > 0.1); // no grey, which says that there is no number
    }
    CHECK(rampColour(-1.0, tone) == rampColour(0.0, tone));
    CHECK(rampColour(2.0, tone) == rampColour(1.0, tone));
}
