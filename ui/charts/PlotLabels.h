// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

class QPainter;

namespace cyclo::ui {

/// Words on a plot. All are in the colour of text; what they belong to is said by a swatch beside them.

void paintTitles(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);

/// In a column right of the plot, each at the height of the last sample in view of its curve, moved apart where
/// they would overlap; those for which there is no room are counted.
void paintEndLabels(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);

/// Faint vertical lines with their names at the top, one below the other where they would overlap.
void paintGuides(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);

/// A vertical line with its mark and "label value"; `strength` in (0, 1] lets a ghost look like one.
void paintHandle(QPainter& painter, const PlotFrame& frame, const Handle& handle, bool active,
                 double strength, Tone tone);

/// Width that the title of a y axis takes in its row.
double axisTitleWidth(const AxisOptions& options, const QFont& font);

} // namespace cyclo::ui
