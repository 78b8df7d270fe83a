// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

#include <cstddef>
#include <optional>

class QPainter;

namespace cyclo::ui {

/// Where the cells of a map (CellMap) are, and what is drawn and said of them beside their picture.

/// The borders of the cells of these samples, in places on the x axis (toAxis): one more than there are
/// cells.
/// @param samples  at least one
std::vector<double> cellBorders(const std::vector<CurveSample>& samples, const AxisOptions& x);

/// A cell reaches half way to its neighbours, in places on the x axis (toAxis).
struct PlotCell {
    double from = 0.0;
    double to = 0.0;
    CurveSample sample;
};
/// The cell of a row at this x; nothing beyond its ends.
std::optional<PlotCell> cellAt(const PlotContents& contents, std::size_t row, double x);

/// Neither a number nor on the scale of colours: it has blown up.
bool isBeyond(const PlotContents& contents, double y);

/// The row at this y of the left axis; nothing where there is none.
std::optional<std::size_t> rowAt(const PlotContents& contents, double y);

/// Ticks at the middles of the rows in view. @param maxTicks  of more rows only every other, third, ... is
/// named
std::vector<AxisTick> rowTicks(const PlotContents& contents, const AxisRange& left, int maxTicks);

/// Room between the cells and the numbers of their colours.
double cellScaleRoom();

/// The colours from one end of the right axis to the other, beside its ticks.
void paintCellScale(QPainter& painter, const PlotFrame& frame, Tone tone);
void paintCellMarks(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);
/// The outline of the cell that the crosshair is on.
void paintCellCursor(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, std::size_t row,
                     double x, Tone tone);

/// "weight decay 1e-4 · training loss, smoothed 0.532"
QString cellWords(const PlotContents& contents, std::size_t row, double x);

} // namespace cyclo::ui
