// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace cyclo::ui {

enum class Tone { Light, Dark };

/// The colours of surfaces and of text on them.
struct SurfaceColours {
    QColor window;     ///< behind everything
    QColor base;       ///< behind charts, tables and fields
    QColor text;       ///< >= 7:1 on window and base
    QColor mutedText;  ///< notes and units; also >= 7:1
    QColor mid;        ///< hair lines: grid, borders
    QColor accent;     ///< marks what is chosen; >= 3:1
    QColor accentFill; ///< behind text (primary button, selection)
    QColor onAccent;   ///< text on accentFill; >= 7:1

    bool operator==(const SurfaceColours&) const = default;
};
SurfaceColours surfaceColours(Tone tone);

/// What a line or mark stands for; its colour follows from this and the tone, so that charts hold no colours.
/// Run0 ... Run7 are for comparing runs: a run keeps its own for life.
enum class Ink {
    Loss,
    ValidationLoss,
    LearningRate,
    Momentum,
    Accuracy,
    Pick,
    Candidate,
    Run0,
    Run1,
    Run2,
    Run3,
    Run4,
    Run5,
    Run6,
    Run7
};
constexpr int kRunInkCount = 8;

/// The ink of the run with this number, in turn. @param run  >= 0
Ink runInk(int run);

/// Okabe and Ito's colours where they reach 3:1 on window and base of that tone, else a lighter or darker one
/// of the same hue.
QColor inkColour(Ink ink, Tone tone);

/// The palette of Fusion in this tone.
QPalette fusionPalette(Tone tone);

/// Dark where the text is lighter than the window.
Tone toneOf(const QPalette& palette);

} // namespace cyclo::ui
