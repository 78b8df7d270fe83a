// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/theme/Contrast.h"
#include "ui/theme/Palette.h"

#include <set>

using namespace cyclo::ui;
using cyclo::test::WithinAbs;

TEST_CASE("Contrast is 21 between black and white and 1 between equals", "[ui][theme]") {
    CHECK_THAT(contrastRatio(Qt::white, Qt::black), WithinAbs(21.0, 1e-9));
    CHECK_THAT(contrastRatio(Qt::black, Qt::white), WithinAbs(21.0, 1e-9));
    CHECK_THAT(contrastRatio(QColor(0x777777), QColor(0x777777)), WithinAbs(1.0, 1e-9));
}

TEST_CASE("Text stands out by 7:1 from every surface", "[ui][theme]") {
    const Tone tone = GENERATE(Tone::Light, Tone::Dark);
    const SurfaceColours colours = surfaceColours(tone);
    for (const QColor& surface : {colours.window, colours.base}) {
        CHECK(contrastRatio(colours.text, surface) >= 7.0);
        CHECK(contrastRatio(colours.mutedText, surface) >= 7.0);
    }
    CHECK(contrastRatio(colours.onAccent, colours.accentFill) >= 7.0);
}

TEST_CASE("Every line and mark stands out by 3:1 from every surface", "[ui][theme]") {
    const Tone tone = GENERATE(Tone::Light, Tone::Dark);
    const SurfaceColours colours = surfaceColours(tone);
    for (const QColor& surface : {colours.window, colours.base}) {
        CHECK(contrastRatio(colours.accent, surface) >= 3.0);
        for (int ink = static_cast<int>(Ink::Loss); ink <= static_cast<int>(Ink::Run7); ++ink) {
            INFO("ink " << ink << ", tone " << static_cast<int>(tone));
            CHECK(contrastRatio(inkColour(static_cast<Ink>(ink), tone), surface) >= 3.0);
        }
    }
}

TEST_CASE("Eight runs have eight colours and the ninth begins again", "[ui][theme]") {
    const Tone tone = GENERATE(Tone::Light, Tone::Dark);
    std::set<QRgb> colours;
    for (int run = 0; run < kRunInkCount; ++run)
        colours.insert(inkColour(runInk(run), tone).rgb());
    CHECK(colours.size() == kRunInkCount);
    CHECK(runInk(kRunInkCount) == runInk(0));
}

TEST_CASE("Okabe and Ito's colours stay where they are strong enough", "[ui][theme]") {
    CHECK(inkColour(Ink::Loss, Tone::Light) == QColor(0x0072b2));
    CHECK(inkColour(Ink::ValidationLoss, Tone::Dark) == QColor(0x56b4e9));
    CHECK(inkColour(Ink::LearningRate, Tone::Dark) == QColor(0xe69f00));
    CHECK(inkColour(Ink::Accuracy, Tone::Dark) == QColor(0xcc79a7));
    for (const Tone tone : {Tone::Light, Tone::Dark}) {
        CHECK(inkColour(Ink::Momentum, tone) == QColor(0x009e73));
        CHECK(inkColour(Ink::Pick, tone) == QColor(0xd55e00));
    }
}

TEST_CASE("The tone of a palette is told by its lightness", "[ui][theme]") {
    CHECK(toneOf(fusionPalette(Tone::Light)) == Tone::Light);
    CHECK(toneOf(fusionPalette(Tone::Dark)) == Tone::Dark);
}

TEST_CASE("Blending half black into white gives middle grey", "[ui][theme]") {
    CHECK(blended(Qt::black, Qt::white, 0.5) == QColor(128, 128, 128)); // 127.5 rounds away from zero
    CHECK(blended(Qt::black, Qt::white, 0.0) == QColor(Qt::white));
}
