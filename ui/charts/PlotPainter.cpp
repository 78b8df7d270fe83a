// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotPainter.h"

#include "ui/charts/CellPicture.h"
#include "ui/charts/PlotCells.h"
#include "ui/charts/PlotLabels.h"
#include "ui/charts/PlotMetrics.h"
#include "ui/theme/Contrast.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr double kMinorTickLength = 2.0;
constexpr double kMarkerRadius = 3.5;
constexpr double kMarkerRoom = 6.0; // markers closer than this would be a smear
constexpr double kLostMark = 7.0;
constexpr double kBandAlpha = 0.15;

void paintGrid(QPainter& painter, const PlotFrame& frame, Tone tone) {
    painter.setPen(QPen(surfaceColours(tone).mid, 1));
    const AxisMap map = frame.yMap(AxisSide::Left);
    for (const AxisTick& tick : frame.leftTicks) {
        if (tick.label.isEmpty()) continue;
        const double y = crisp(map.toPixel(tick.value));
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
    }
}

/// Where a curve goes, samples beyond the view moved to its border: formats of files do not clip.
QPolygonF borderPlaces(const PlotFrame& frame, const PlotCurve& curve) {
    QPolygonF places;
    const int columns = std::max(1, static_cast<int>(frame.area.width()));
    for (const CurveSample& sample :
         decimateMinMax(curve.data.drawable(), frame.range.x.from, frame.range.x.to, frame.xScale, columns)) {
        const QPointF place = frame.toPixel(sample.x, sample.y, curve.style.axis);
        places.append({std::clamp(place.x(), frame.area.left(), frame.area.right()),
                       std::clamp(place.y(), frame.area.top(), frame.area.bottom())});
    }
    return places;
}

void paintBands(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.setPen(Qt::NoPen);
    for (const Band& band : contents.bands) {
        const PlotCurve* lower = contents.curve(band.lowerId);
        const PlotCurve* upper = contents.curve(band.upperId);
        if (!lower || !upper) continue;
        QPolygonF border = borderPlaces(frame, *upper);
        const QPolygonF back = borderPlaces(frame, *lower);
        std::copy(back.rbegin(), back.rend(), std::back_inserter(border));
        painter.setBrush(blended(inkColour(band.ink, tone), surfaceColours(tone).base, kBandAlpha));
        painter.drawPolygon(border);
    }
}

/// The smallest x whose value was lost, over all curves.
std::optional<double> firstLost(const PlotContents& contents) {
    std::optional<double> first;
    for (const PlotCurve& curve : contents.curves)
        if (!curve.data.lost().empty())
            first = std::min(first.value_or(curve.data.lost().front()), curve.data.lost().front());
    return first;
}

void paintLostShade(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    const auto first = firstLost(contents);
    if (!first) return;
    const double x = std::max(frame.xMap().toPixel(*first), frame.area.left());
    if (x >= frame.area.right()) return;
    const QColor shade = blended(inkColour(Ink::Pick, tone), surfaceColours(tone).base, 0.08);
    painter.fillRect(QRectF(QPointF(x, frame.area.top()), frame.area.bottomRight()), shade);
}

/// A cross at the top edge, wherever the y range is; one per place on the screen.
void paintLostMarks(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.setPen(QPen(inkColour(Ink::Pick, tone), 2));
    double last = -HUGE_VAL;
    for (const PlotCurve& curve : contents.curves) {
        for (const double value : curve.data.lost()) {
            const double x = frame.xMap().toPixel(value);
            const bool outside = x < frame.area.left() - 1 || x > frame.area.right() + 1;
            if (outside || std::abs(x - last) < kLostMark) continue;
            last = x;
            const QRectF box(x - kLostMark / 2, frame.area.top() + 2, kLostMark, kLostMark);
            painter.drawLine(box.topLeft(), box.bottomRight());
            painter.drawLine(box.bottomLeft(), box.topRight());
        }
    }
}

void paintXAxis(QPainter& painter, const PlotFrame& frame, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const QFontMetricsF metrics(frame.font);
    const double bottom = crisp(frame.area.bottom());
    painter.setPen(QPen(colours.mutedText, 1));
    painter.drawLine(QPointF(frame.area.left(), bottom), QPointF(frame.area.right(), bottom));
    double free = -HUGE_VAL; // where the next label may begin
    for (const AxisTick& tick : frame.xTicks) {
        const double x = crisp(frame.xMap().toPixel(tick.value));
        const double length = tick.label.isEmpty() ? kMinorTickLength : kTickLength;
        painter.setPen(QPen(colours.mutedText, 1));
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + length));
        const double width = metrics.horizontalAdvance(tick.label);
        const double left = std::clamp(x - width / 2, 2.0, std::max(2.0, frame.size.width() - width - 2));
        if (tick.label.isEmpty() || left < free) continue;
        painter.setPen(colours.text);
        painter.drawText(QPointF(left, bottom + kTickLength + 2 + metrics.ascent()), tick.label);
        free = left + width + 8;
    }
}

void paintYAxis(QPainter& painter, const PlotFrame& frame, AxisSide side, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const QFontMetricsF metrics(frame.font);
    const bool left = side == AxisSide::Left;
    const AxisMap map = frame.yMap(side);
    for (const AxisTick& tick : left ? frame.leftTicks : frame.rightTicks) {
        const double y = crisp(map.toPixel(tick.value));
        const double edge = left ? frame.area.left() : frame.rightAxis;
        const double length = tick.label.isEmpty() ? kMinorTickLength : kTickLength;
        painter.setPen(QPen(colours.mutedText, 1));
        painter.drawLine(QPointF(edge, y), QPointF(edge + (left ? -length : length), y));
        const double room = kTickLength + 4;
        const double x = left ? edge - room - metrics.horizontalAdvance(tick.label) : edge + room;
        painter.setPen(colours.text);
        painter.drawText(QPointF(x, y + metrics.capHeight() / 2), tick.label);
    }
}

/// Markers at the samples of a curve that asks for them, where they have room.
void paintMarkers(QPainter& painter, const PlotFrame& frame, const PlotCurve& curve, Tone tone) {
    painter.setPen(QPen(surfaceColours(tone).base, 1));
    painter.setBrush(inkColour(curve.style.ink, tone));
    double last = -HUGE_VAL;
    for (const CurveSample& sample : curve.data.drawable()) {
        const QPointF place = frame.toPixel(sample.x, sample.y, curve.style.axis);
        if (!frame.area.adjusted(-1, -1, 1, 1).contains(place) || place.x() - last < kMarkerRoom) continue;
        last = place.x();
        painter.drawEllipse(place, kMarkerRadius, kMarkerRadius);
    }
}

void paintEmptyMessage(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.setPen(surfaceColours(tone).mutedText);
    painter.setFont(frame.font);
    painter.drawText(frame.area.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     contents.emptyMessage);
}

/// The part of a line inside a rectangle, as shares of its length (Liang and Barsky); nothing when it is
/// outside.
std::optional<std::pair<double, double>> insidePart(const QPointF& from, const QPointF& to,
                                                    const QRectF& area) {
    double enter = 0.0;
    double leave = 1.0;
    const QPointF delta = to - from;
    const std::pair<double, double> borders[] = {{-delta.x(), from.x() - area.left()},
                                                 {delta.x(), area.right() - from.x()},
                                                 {-delta.y(), from.y() - area.top()},
                                                 {delta.y(), area.bottom() - from.y()}};
    for (const auto& [towards, distance] : borders) {
        if (towards == 0.0) {
            if (distance < 0.0) return std::nullopt;
        } else if (towards < 0.0) {
            enter = std::max(enter, distance / towards);
        } else {
            leave = std::min(leave, distance / towards);
        }
    }
    if (enter > leave) return std::nullopt;
    return std::pair(enter, leave);
}

} // namespace

QPen curvePen(const CurveStyle& style, Tone tone) {
    // On a dark surface the eye loses a faint line sooner.
    const double strength = tone == Tone::Dark ? std::pow(style.alpha, 0.6) : style.alpha;
    const QColor colour = blended(inkColour(style.ink, tone), surfaceColours(tone).base, strength);
    // QtCharts strokes every segment by itself: flat caps leave notches between them, and round ones are two
    // Bézier curves a segment, half of a repaint.
    return QPen(colour, style.width, Qt::SolidLine, style.width > 1.0 ? Qt::SquareCap : Qt::FlatCap,
                Qt::RoundJoin);
}

void paintBackdrop(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.save();
    painter.fillRect(QRectF(QPointF(), frame.size), surfaceColours(tone).base);
    if (contents.cells) {
        if (!contents.isEmpty()) paintCells(painter, frame, contents, tone);
    } else {
        paintLostShade(painter, frame, contents, tone);
        paintBands(painter, frame, contents, tone);
        if (!contents.isEmpty()) paintGrid(painter, frame, tone);
    }
    paintGuides(painter, frame, contents, tone);
    painter.restore();
}

void paintFurniture(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.save();
    painter.setFont(frame.font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const bool empty = contents.isEmpty();
    const bool rangeKnown = contents.x.from && contents.x.to;
    if (!empty || rangeKnown) paintXAxis(painter, frame, tone);
    if (empty) {
        paintEmptyMessage(painter, frame, contents, tone);
    } else {
        paintYAxis(painter, frame, AxisSide::Left, tone);
        if (contents.right) paintYAxis(painter, frame, AxisSide::Right, tone);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PlotCurve& curve : contents.curves)
        if (curve.style.markers) paintMarkers(painter, frame, curve, tone);
    if (!contents.cells) {
        paintLostMarks(painter, frame, contents, tone);
    } else if (!empty) {
        paintCellScale(painter, frame, tone);
        paintCellMarks(painter, frame, contents, tone);
    }
    paintEndLabels(painter, frame, contents, tone);
    paintTitles(painter, frame, contents, tone);
    painter.restore();
}

std::vector<QPolygonF> clippedLines(const PlotFrame& frame, std::span<const CurveSample> samples,
                                    AxisSide side) {
    std::vector<QPolygonF> lines;
    bool open = false; // the last line goes on
    for (std::size_t i = 1; i < samples.size(); ++i) {
        const QPointF from = frame.toPixel(samples[i - 1].x, samples[i - 1].y, side);
        const QPointF to = frame.toPixel(samples[i].x, samples[i].y, side);
        const auto part = insidePart(from, to, frame.area);
        if (!part) {
            open = false;
            continue;
        }
        if (!open || part->first > 0.0) lines.emplace_back().append(from + (to - from) * part->first);
        lines.back().append(from + (to - from) * part->second);
        open = part->second == 1.0;
    }
    return lines;
}

} // namespace cyclo::ui
