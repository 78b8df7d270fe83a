// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

class QPainter;

namespace cyclo::ui {

/// Paints the cells of a map as one picture, however many there are: coloured by the scale, hatched where
/// they lie beyond it, and from such an end of a row on.
void paintCells(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);

} // namespace cyclo::ui
