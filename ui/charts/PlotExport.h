// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotFrame.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <optional>

class QPainter;

namespace cyclo::ui {

/// Paints the whole plot with its marks, without crosshair, lines cut at the borders of the plot area. The
/// frame should be laid out with a font that has a size in pixels (see pixelFont), so that files do not
/// depend on the resolution that their writer assumes.
void paintPlot(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone);
QFont pixelFont(const QFont& font);

/// @param scale  pixels of the image per pixel of the frame, > 0
QImage plotImage(const PlotFrame& frame, const PlotContents& contents, Tone tone, double scale);

/// Every sample of every curve as it was given, never thinned: "curve,x,y", a line each, numbers that read
/// back to the same bits; "nan", "inf" and "-inf" for what is no number.
QByteArray plotCsv(const PlotContents& contents);

/// Writes the file that the suffix asks for: .png at twice the size, .svg, .pdf or .csv; whole or not at all.
/// @return nothing when it was written, else one line that says what went wrong
std::optional<QString> exportPlot(const QString& path, const PlotFrame& frame, const PlotContents& contents,
                                  Tone tone);

} // namespace cyclo::ui
