// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cyclo::ui {

/// Small windows beside the main one; they block nothing.
void showKeyboardHelp(QWidget* parent);
void showAbout(QWidget* parent);

} // namespace cyclo::ui
