// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

class QPainter;

namespace cyclo::ui {

/// The handles that are points of a curve, as rings; the active one and the one under the mouse say what they
/// are and where. Hands on the screen, and so in no file.
void paintPoints(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                 const QString& active, const QString& hovered, Tone tone);

} // namespace cyclo::ui
