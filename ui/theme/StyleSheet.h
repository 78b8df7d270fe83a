// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Palette.h"

#include <QString>

namespace cyclo::ui {

/// The rules that Fusion and a palette cannot express. They act on dynamic properties and object names:
/// * QPushButton with property primary = true: the one button that says what will happen next;
/// * QListView or QFrame named "rail": the recipe's pages, the present one marked;
/// * QFrame named "strip": the line at the top with the recipe so far;
/// * QLabel with property role = "note" (muted), "heading" (semibold) or "error" (vermillion bar at its
/// left).
QString styleSheet(Tone tone);

} // namespace cyclo::ui
