// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

#include <QPolygonF>

class QPainter;

namespace cyclo::ui {

/// The still parts of a plot, which the view keeps as a picture and which go into files. All paint in the
/// logical coordinates of the frame.

/// Surface, cells of a map, bands, grid, the shade from the first lost value on, guides. Under the curves.
void paintBackdrop(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);

/// Axis lines, ticks, labels, titles, markers, end labels, marks of lost values or of cells; the message of
/// an empty plot. Over the curves.
void paintFurniture(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);

/// The pen of a curve: opaque, its faintness mixed with the surface.
QPen curvePen(const CurveStyle& style, Tone tone);

/// A curve's samples as lines cut at the borders of the plot area, for files, whose formats do not clip.
/// @param samples  thinned, with a place on the axes
std::vector<QPolygonF> clippedLines(const PlotFrame& frame, std::span<const CurveSample> samples,
                                    AxisSide side);

} // namespace cyclo::ui
