// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Palette.h"

#include <array>

namespace cyclo::ui {
namespace {

struct InkPair {
    QRgb light;
    QRgb dark;
};

// Okabe and Ito: orange e69f00, sky 56b4e9, green 009e73, yellow f0e442, blue 0072b2, vermillion d55e00,
// purple cc79a7. On the light surfaces sky (2.2:1), orange (2.1:1), yellow (1.2:1) and purple (2.9:1) are
// darkened; on the dark ones blue (2.9:1) is lightened.
constexpr InkPair kBlue{0x0072b2, 0x0f7dc0};
constexpr InkPair kSky{0x2f93cf, 0x56b4e9};
constexpr InkPair kOrange{0xbd7f00, 0xe69f00};
constexpr InkPair kGreen{0x009e73, 0x009e73};
constexpr InkPair kPurple{0xc46a9b, 0xcc79a7};
constexpr InkPair kVermillion{0xd55e00, 0xd55e00};
constexpr InkPair kYellow{0x938a00, 0xf0e442};
constexpr InkPair kBlack{0x1c2128, 0xe6e8eb};
constexpr InkPair kGrey{0x7f858f, 0x7f858f};

// The first three differ most.
constexpr std::array<InkPair, kRunInkCount> kRuns{kBlue,  kOrange,     kGreen,  kPurple,
                                                  kBlack, kVermillion, kYellow, kSky};

InkPair inkPair(Ink ink) {
    switch (ink) {
    case Ink::Loss:
        return kBlue;
    case Ink::ValidationLoss:
        return kSky;
    case Ink::LearningRate:
        return kOrange;
    case Ink::Momentum:
        return kGreen;
    case Ink::Accuracy:
        return kPurple;
    case Ink::Pick:
        return kVermillion;
    case Ink::Candidate:
        return kGrey;
    default:
        return kRuns.at(static_cast<std::size_t>(ink) - static_cast<std::size_t>(Ink::Run0));
    }
}

} // namespace

SurfaceColours surfaceColours(Tone tone) {
    if (tone == Tone::Light)
        return {.window = 0xf6f7f9,
                .base = 0xffffff,
                .text = 0x1c2128,
                .mutedText = 0x4a525c,
                .mid = 0xd5d9e0,
                .accent = 0x0072b2,
                .accentFill = 0x00598b, // the accent under white text would be 5.2:1
                .onAccent = 0xffffff};
    return {.window = 0x1b1e23,
            .base = 0x22262c,
            .text = 0xe6e8eb,
            .mutedText = 0xb6bcc5,
            .mid = 0x3a4048,
            .accent = 0x56b4e9,
            .accentFill = 0x56b4e9,
            .onAccent = 0x15181c};
}

Ink runInk(int run) {
    return static_cast<Ink>(static_cast<int>(Ink::Run0) + run % kRunInkCount);
}

QColor inkColour(Ink ink, Tone tone) {
    const InkPair pair = inkPair(ink);
    return QColor(tone == Tone::Light ? pair.light : pair.dark);
}

QPalette fusionPalette(Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.base);
    palette.setColor(QPalette::AlternateBase, colours.window);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.mutedText);
    palette.setColor(QPalette::Button, colours.window);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.onAccent);
    palette.setColor(QPalette::ToolTipBase, colours.base);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Light, tone == Tone::Light ? colours.base : colours.mid);
    palette.setColor(QPalette::Midlight, tone == Tone::Light ? colours.window : colours.mid);
    palette.setColor(QPalette::Mid, colours.mid);
    palette.setColor(QPalette::Dark, colours.mid.darker(tone == Tone::Light ? 130 : 150));
    palette.setColor(QPalette::Shadow, colours.mid.darker(200));
    palette.setColor(QPalette::Highlight, colours.accentFill);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Link, tone == Tone::Light ? colours.accentFill : colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.mutedText);
    const QColor disabled = inkColour(Ink::Candidate, tone);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.mid);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colours.text);
    return palette;
}

Tone toneOf(const QPalette& palette) {
    const int window = palette.color(QPalette::Window).lightness();
    return window < palette.color(QPalette::WindowText).lightness() ? Tone::Dark : Tone::Light;
}

} // namespace cyclo::ui
