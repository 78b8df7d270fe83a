// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

class QPainter;

namespace cyclo::ui {

/// The parts of a plot that move with the hand.
struct OverlayState {
    std::optional<double> crosshair; ///< x
    std::optional<std::size_t> row;  ///< of a map, under the crosshair
    std::optional<Handle> ghost;     ///< what a click would place; takes the crosshair's place
    QString activeHandle;
    QString hoveredHandle;
    bool focused = false; ///< the keyboard acts here
};

/// Now-cursor, handles, ghost, crosshair with the values of all curves, focus ring.
void paintOverlay(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                  const OverlayState& state, Tone tone);

/// Now-cursor and handles alone: what goes into files.
void paintMarks(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                const QString& activeHandle, Tone tone);

} // namespace cyclo::ui
