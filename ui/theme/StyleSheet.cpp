// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StyleSheet.h"

#include "ui/theme/Contrast.h"

namespace cyclo::ui {
namespace {

const char* const kRules = R"(
QPushButton[primary="true"] {
    background: @accentFill; color: @onAccent; border: 1px solid @accentFill; border-radius: 4px;
    padding: 5px 16px; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @hover; border-color: @hover; }
QPushButton[primary="true"]:pressed { background: @pressed; border-color: @pressed; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 4px 15px; }
QPushButton[primary="true"]:disabled { background: @mid; border-color: @mid; color: @mutedText; }
#strip { background: @base; border: none; border-bottom: 1px solid @mid; }
#rail { background: @window; border: none; border-right: 1px solid @mid; outline: none; }
#rail::item { color: @text; padding: 8px; border-left: 3px solid transparent; }
#rail::item:hover { background: @base; }
#rail::item:selected { background: @base; color: @text; border-left: 3px solid @accent; }
#rail::item:disabled { color: @disabled; }
QLabel[role="note"] { color: @mutedText; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="error"] { color: @text; border: none; border-left: 3px solid @pick; padding-left: 6px; }
QCheckBox::indicator, QTableView::indicator {
    width: 12px; height: 12px; border: 1px solid @mutedText; border-radius: 2px; background: @base; }
QCheckBox::indicator:checked, QTableView::indicator:checked {
    border-color: @accentFill; background: @accentFill; image: url(:/icons/@tick.svg); }
QCheckBox::indicator:disabled { border-color: @mid; }
QToolTip { background: @base; color: @text; border: 1px solid @mid; padding: 4px; }
)";

} // namespace

QString styleSheet(Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    QString rules = QString::fromLatin1(kRules);
    const auto fill = [&rules](const char* name, const QColor& colour) {
        rules.replace(QLatin1String(name), colour.name());
    };
    rules.replace(QLatin1String("@tick"), QLatin1String(tone == Tone::Light ? "tick-white" : "tick"));
    fill("@accentFill", colours.accentFill);
    fill("@onAccent", colours.onAccent);
    fill("@accent", colours.accent);
    fill("@hover", blended(colours.text, colours.accentFill, tone == Tone::Light ? 0.15 : 0.25));
    fill("@pressed", blended(colours.text, colours.accentFill, 0.35));
    fill("@mutedText", colours.mutedText);
    fill("@text", colours.text);
    fill("@window", colours.window);
    fill("@base", colours.base);
    fill("@mid", colours.mid);
    fill("@disabled", inkColour(Ink::Candidate, tone));
    fill("@pick", inkColour(Ink::Pick, tone));
    return rules;
}

} // namespace cyclo::ui
