// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <optional>

class QMainWindow;
class QString;

namespace cyclo::ui {

class RunsDock;

/// What the window remembers between two starts, in an INI file of the person's settings folder. No part of
/// an experiment is kept there.
void saveWindow(const QMainWindow& window, const RunsDock& dock);
void restoreWindow(QMainWindow& window, RunsDock& dock);
void saveTheme(ThemeChoice choice);
ThemeChoice savedTheme(); ///< System where none was saved

/// "system", "light", "dark". @return nothing for another word
std::optional<ThemeChoice> themeFromWord(const QString& word);

} // namespace cyclo::ui
