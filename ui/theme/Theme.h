// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Palette.h"

class QApplication;

namespace cyclo::ui {

/// System follows the desktop; Light and Dark are forced.
enum class ThemeChoice { System, Light, Dark };

/// What the desktop asks for: its colour scheme where Qt knows of one (6.5 on), else the lightness of its
/// palette. Looks past a palette that applyTheme has set, and leaves the application with the desktop's.
Tone desktopTone(QApplication& application);

/// Fusion, our palette, and the few rules of styleSheet. Call it again at any time to switch.
/// @return the tone that is now on screen
Tone applyTheme(QApplication& application, ThemeChoice choice);

} // namespace cyclo::ui
