// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotContents.h"

#include <QString>

namespace cyclo::ui {

/// A plot in words, for those who cannot see it: of each curve where it begins, its lowest and highest points
/// and where it ends; then the handles, the guides and the marks of a map.
QString describePlot(const PlotContents& contents);

} // namespace cyclo::ui
