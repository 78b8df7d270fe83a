// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PointHandles.h"

#include "ui/theme/Contrast.h"
#include "ui/theme/Numbers.h"

#include <QFontMetricsF>
#include <QPainter>

namespace cyclo::ui {

namespace {

constexpr double kRadius = 5.0;
constexpr double kHeldRadius = 7.0;
constexpr double kWordsPad = 4.0;
constexpr double kEdge = 2.0;

void paintRing(QPainter& painter, const QPointF& place, const Handle& handle, bool held, Tone tone) {
    const double radius = held ? kHeldRadius : kRadius;
    painter.setPen(QPen(inkColour(handle.ink, tone), held ? 3.0 : 2.0));
    painter.setBrush(surfaceColours(tone).base);
    painter.drawEllipse(place, radius, radius);
}

/// Beside the ring where there is room, above it unless that is outside.
void paintWords(QPainter& painter, const PlotFrame& frame, const QPointF& place, const QString& text,
                const Handle& handle, Tone tone) {
    const QFontMetricsF metrics(frame.font);
    const QSizeF size(metrics.horizontalAdvance(text) + 2 * kWordsPad, metrics.height() + kWordsPad);
    const double gap = kHeldRadius + kWordsPad;
    const bool right = place.x() + gap + size.width() <= frame.area.right();
    const bool above = place.y() - gap - size.height() >= frame.area.top();
    const QRectF box(QPointF(right ? place.x() + gap : place.x() - gap - size.width(),
                             above ? place.y() - gap - size.height() : place.y() + gap),
                     size);
    painter.setPen(QPen(inkColour(handle.ink, tone), 1));
    painter.setBrush(surfaceColours(tone).base);
    painter.drawRect(box);
    painter.setPen(surfaceColours(tone).text);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace

void paintPoints(QPainter& painter, const PlotFrame& frame, const PlotContents& contents,
                 const QString& active, const QString& hovered, Tone tone) {
    const QRectF seen = frame.area.adjusted(-kEdge, -kEdge, kEdge, kEdge);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(frame.font);
    const Handle* told = contents.handle(hovered.isEmpty() ? active : hovered);
    for (const Handle& handle : contents.handles) {
        const QPointF place = frame.toPixel(handle.value, handle.level, handle.axis);
        if (handle.shape != HandleShape::Point || !seen.contains(place)) continue;
        paintRing(painter, place, handle, handle.id == active || handle.id == hovered, tone);
    }
    if (told && told->shape == HandleShape::Point) {
        const QPointF place = frame.toPixel(told->value, told->level, told->axis);
        const QString text =
            QStringLiteral("%1 %2 · %3 %4")
                .arg(told->label, formatNumber(told->level), contents.x.title, formatNumber(told->value));
        if (seen.contains(place)) paintWords(painter, frame, place, text, *told, tone);
    }
    painter.restore();
}

} // namespace cyclo::ui
