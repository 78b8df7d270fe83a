// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotOverlay.h"

#include "ui/charts/PlotCells.h"
#include "ui/charts/PlotLabels.h"
#include "ui/charts/PlotMetrics.h"
#include "ui/charts/PointHandles.h"
#include "ui/theme/Contrast.h"
#include "ui/theme/Numbers.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr double kAfterSwatch = 4.0;
constexpr double kBetweenEntries = 16.0;
constexpr double kBeforeTitle = 48.0; // what is read at the crosshair is not the axis
constexpr double kReadoutPad = 8.0;

/// One curve's value at the crosshair: that of its nearest sample, never of a point between samples.
struct Reading {
    std::optional<Ink> ink; ///< of the swatch; none before the words of a cell
    QString text;
    QPointF place;
    double width; ///< with its swatch
};

std::vector<Reading> readings(const PlotFrame& frame, const PlotContents& contents,
                              const OverlayState& state) {
    const QFontMetricsF metrics(frame.font);
    const double x = *state.crosshair;
    std::vector<Reading> found;
    if (contents.cells) {
        if (!state.row) return found;
        const QString text = cellWords(contents, *state.row, x);
        found.push_back({.ink = {}, .text = text, .place = {}, .width = metrics.horizontalAdvance(text)});
        return found;
    }
    for (const PlotCurve& curve : contents.curves) {
        if (!curve.style.inReadout) continue;
        const auto sample = curve.data.nearest(x);
        if (!sample) continue;
        const QString text = curve.displayName() + QLatin1Char(' ') + formatNumber(sample->y);
        found.push_back({curve.style.ink, text, frame.toPixel(sample->x, sample->y, curve.style.axis),
                         kSwatch + kAfterSwatch + metrics.horizontalAdvance(text)});
    }
    return found;
}

void paintReading(QPainter& painter, const PlotFrame& frame, const Reading& reading, const QPointF& topLeft,
                  Tone tone) {
    const QFontMetricsF metrics(frame.font);
    double left = topLeft.x();
    if (reading.ink) {
        painter.setPen(QPen(inkColour(*reading.ink, tone), 3, Qt::SolidLine, Qt::FlatCap));
        const QPointF middle = topLeft + QPointF(0, metrics.height() / 2);
        painter.drawLine(middle, middle + QPointF(kSwatch, 0));
        left += kSwatch + kAfterSwatch;
    }
    painter.setPen(surfaceColours(tone).text);
    painter.drawText(QPointF(left, topLeft.y() + metrics.ascent()), reading.text);
}

/// Between the titles of the y axes, above the plot, where it hides nothing. @return false when it is too
/// long
bool paintReadoutRow(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                     const QString& where, const std::vector<Reading>& all, Tone tone) {
    const QFontMetricsF metrics(frame.font);
    const double left =
        frame.axisTitleRow.left() + axisTitleWidth(contents.left, frame.font) + kBetweenEntries;
    const double right = frame.axisTitleRow.right() -
                         (contents.right ? axisTitleWidth(*contents.right, frame.font) + kBeforeTitle : 0.0);
    double width = metrics.horizontalAdvance(where);
    for (const Reading& reading : all)
        width += kBetweenEntries + reading.width;
    if (width > right - left) return false;
    double x = right - width;
    painter.setPen(surfaceColours(tone).text);
    painter.drawText(QPointF(x, frame.axisTitleRow.top() + metrics.ascent()), where);
    x += metrics.horizontalAdvance(where) + kBetweenEntries;
    for (const Reading& reading : all) {
        paintReading(painter, frame, reading, {x, frame.axisTitleRow.top()}, tone);
        x += reading.width + kBetweenEntries;
    }
    return true;
}

/// In the corner of the plot that is farther from the crosshair.
void paintReadoutBox(QPainter& painter, const PlotFrame& frame, const QString& where,
                     const std::vector<Reading>& all, double x, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const QFontMetricsF metrics(frame.font);
    double width = metrics.horizontalAdvance(where);
    for (const Reading& reading : all)
        width = std::max(width, reading.width);
    const QSizeF size(width + 2 * kReadoutPad,
                      metrics.height() * static_cast<double>(all.size() + 1) + 2 * kReadoutPad);
    const double left = x > frame.area.center().x() ? frame.area.left() + kReadoutPad
                                                    : frame.area.right() - kReadoutPad - size.width();
    const QRectF box(QPointF(left, frame.area.top() + kReadoutPad), size);
    painter.setPen(QPen(colours.mid, 1));
    painter.setBrush(colours.base);
    painter.drawRect(box);
    QPointF line = box.topLeft() + QPointF(kReadoutPad, kReadoutPad);
    painter.setPen(colours.text);
    painter.drawText(line + QPointF(0, metrics.ascent()), where);
    for (const Reading& reading : all) {
        line += QPointF(0, metrics.height());
        paintReading(painter, frame, reading, line, tone);
    }
}

void paintCrosshair(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                    const OverlayState& state, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const double value = *state.crosshair;
    const double x = crisp(frame.xMap().toPixel(value));
    if (x < frame.area.left() - 1 || x > frame.area.right() + 1) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(blended(colours.text, colours.base, 0.5), 1));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    if (contents.cells && state.row) paintCellCursor(painter, frame, contents, *state.row, value, tone);
    const std::vector<Reading> all = readings(frame, contents, state);
    for (const Reading& reading : all) {
        if (!reading.ink || !frame.area.contains(reading.place)) continue;
        painter.setPen(QPen(colours.base, 1.5));
        painter.setBrush(inkColour(*reading.ink, tone));
        painter.drawEllipse(reading.place, 4, 4);
    }
    painter.setFont(frame.font);
    const QString where = (contents.x.title + QLatin1Char(' ') + formatNumber(value)).trimmed();
    if (!paintReadoutRow(painter, frame, contents, where, all, tone))
        paintReadoutBox(painter, frame, where, all, x, tone);
}

void paintNow(QPainter& painter, const PlotFrame& frame, double value, Tone tone) {
    const double x = crisp(frame.xMap().toPixel(value));
    if (x < frame.area.left() - 1 || x > frame.area.right() + 1) return;
    painter.setPen(QPen(surfaceColours(tone).accent, 1));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
}

} // namespace

void paintMarks(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                const QString& activeHandle, Tone tone) {
    if (contents.now) paintNow(painter, frame, *contents.now, tone);
    for (const Handle& handle : contents.handles)
        if (handle.shape != HandleShape::Point)
            paintHandle(painter, frame, handle, handle.id == activeHandle, 1.0, tone);
}

void paintOverlay(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                  const OverlayState& state, Tone tone) {
    painter.save();
    if (state.ghost) paintHandle(painter, frame, *state.ghost, false, 0.5, tone);
    paintMarks(painter, frame, contents, state.activeHandle, tone);
    if (state.crosshair && !contents.isEmpty()) paintCrosshair(painter, frame, contents, state, tone);
    if (!contents.isEmpty())
        paintPoints(painter, frame, contents, state.activeHandle, state.hoveredHandle, tone);
    if (state.focused) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(surfaceColours(tone).accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(QPointF(), frame.size).adjusted(1, 1, -1, -1));
    }
    painter.restore();
}

} // namespace cyclo::ui
