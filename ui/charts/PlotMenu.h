// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>

namespace cyclo::ui {

class PlotView;

/// The context menu of a plot: copy and export, fit, follow and hold, zoom history. Returns when it is
/// closed.
void showPlotMenu(PlotView& plot, const QPoint& globalPosition);

} // namespace cyclo::ui
