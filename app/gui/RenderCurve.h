// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cyclo::ui {

/// Draws the range test of a curve file as the window draws it, recommended learning rates picked, and writes
/// the picture. Needs a QApplication with its theme, no display.
/// @return the exit code: 0; 1 if the picture cannot be written, 2 if the curve cannot be read, each with one
/// line
///         on standard error
int renderCurve(const QString& curveFile, const QString& pngFile);

} // namespace cyclo::ui
