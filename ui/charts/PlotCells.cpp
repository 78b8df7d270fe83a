// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotCells.h"

#include "ui/charts/PlotMetrics.h"
#include "ui/theme/ColourRamp.h"
#include "ui/theme/Contrast.h"
#include "ui/theme/Numbers.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr double kScaleGap = 8.0;
constexpr double kScaleWidth = 12.0;
constexpr double kLoneCell = 0.01; // of the axis
constexpr double kRing = 5.0;
constexpr double kPointer = 6.0;
constexpr double kLabelPad = 3.0;

std::optional<std::size_t> rowOf(const PlotContents& contents, const QString& id) {
    const auto found = std::ranges::find(contents.curves, id, &PlotCurve::id);
    if (found == contents.curves.end()) return std::nullopt;
    return static_cast<std::size_t>(found - contents.curves.begin());
}

void paintRing(QPainter& painter, const PlotFrame& frame, const CellMark& mark, const QPointF& place,
               Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.base, 5));
    painter.drawEllipse(place, kRing, kRing);
    painter.setPen(QPen(inkColour(mark.ink, tone), 2.5));
    painter.drawEllipse(place, kRing, kRing);
    if (mark.label.isEmpty()) return;
    const QFontMetricsF metrics(frame.font);
    const QSizeF size(metrics.horizontalAdvance(mark.label) + 2 * kLabelPad, metrics.height());
    const double away = kRing + 2 * kLabelPad;
    const bool fits = place.x() + away + size.width() < frame.area.right();
    const QRectF box(
        QPointF(fits ? place.x() + away : place.x() - away - size.width(), place.y() - size.height() / 2),
        size);
    painter.fillRect(box, colours.base);
    painter.setPen(colours.text);
    painter.drawText(box, Qt::AlignCenter, mark.label);
}

/// A line through the middle of the row, and at its name a pointer.
void paintRowMark(QPainter& painter, const PlotFrame& frame, const CellMark& mark, double y, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const QColor ink = inkColour(mark.ink, tone);
    const double left = frame.area.left();
    painter.setPen(QPen(colours.base, 3));
    painter.drawLine(QPointF(left, y), QPointF(frame.area.right(), y));
    painter.setPen(QPen(ink, 1));
    painter.drawLine(QPointF(left, y), QPointF(frame.area.right(), y));
    painter.setPen(QPen(colours.base, 1));
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF({{left, y - kPointer}, {left, y + kPointer}, {left + 1.7 * kPointer, y}}));
}

} // namespace

std::vector<double> cellBorders(const std::vector<CurveSample>& samples, const AxisOptions& x) {
    std::vector<double> borders(samples.size() + 1);
    const auto place = [&](std::size_t i) { return toAxis(samples[i].x, x.scale); };
    for (std::size_t i = 1; i < samples.size(); ++i)
        borders[i] = (place(i - 1) + place(i)) / 2;
    const std::size_t last = samples.size() - 1;
    const double alone =
        x.from && x.to ? kLoneCell * (toAxis(*x.to, x.scale) - toAxis(*x.from, x.scale)) : 0.5;
    borders.front() = place(0) - (last > 0 ? borders[1] - place(0) : alone);
    borders.back() = place(last) + (last > 0 ? place(last) - borders[last] : alone);
    return borders;
}

std::optional<PlotCell> cellAt(const PlotContents& contents, std::size_t row, double x) {
    if (row >= contents.curves.size()) return std::nullopt;
    const std::vector<CurveSample>& samples = contents.curves[row].data.samples();
    if (samples.empty()) return std::nullopt;
    const std::vector<double> borders = cellBorders(samples, contents.x);
    const auto right = std::ranges::upper_bound(borders, toAxis(x, contents.x.scale));
    if (right == borders.begin() || right == borders.end()) return std::nullopt;
    const auto cell = static_cast<std::size_t>(right - borders.begin() - 1);
    return PlotCell{.from = borders[cell], .to = borders[cell + 1], .sample = samples[cell]};
}

bool isBeyond(const PlotContents& contents, double y) {
    // Asked this way round, no number is beyond too.
    return !(contents.right && contents.right->to && y <= *contents.right->to);
}

std::optional<std::size_t> rowAt(const PlotContents& contents, double y) {
    if (!(y >= 0.0 && y < static_cast<double>(contents.curves.size()))) return std::nullopt;
    return static_cast<std::size_t>(y);
}

std::vector<AxisTick> rowTicks(const PlotContents& contents, const AxisRange& left, int maxTicks) {
    std::vector<AxisTick> ticks;
    for (std::size_t row = 0; row < contents.curves.size(); ++row) {
        const double middle = static_cast<double>(row) + 0.5;
        if (middle >= left.from && middle <= left.to)
            ticks.push_back({.value = middle, .label = contents.curves[row].displayName()});
    }
    const std::size_t most = static_cast<std::size_t>(std::max(1, maxTicks));
    const std::size_t every = (ticks.size() + most - 1) / most;
    for (std::size_t i = 0; i < ticks.size(); ++i)
        if (i % every != 0) ticks[i].label.clear();
    return ticks;
}

double cellScaleRoom() {
    return kScaleGap + kScaleWidth;
}

void paintCellScale(QPainter& painter, const PlotFrame& frame, Tone tone) {
    constexpr int kSteps = 256;
    // A picture as the cells are: not every reader of SVG knows gradients.
    QImage colours(1, kSteps, QImage::Format_RGB32);
    for (int step = 0; step < kSteps; ++step)
        colours.setPixelColor(0, step, rampColour(1.0 - static_cast<double>(step) / (kSteps - 1), tone));
    const QRectF bar(frame.area.right() + kScaleGap, frame.area.top(), kScaleWidth, frame.area.height());
    painter.drawImage(bar, colours);
}

void paintCellMarks(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.save();
    painter.setFont(frame.font);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const CellMark& mark : contents.cells->marks) {
        const auto row = rowOf(contents, mark.row);
        if (!row) continue;
        const double y = frame.yMap(AxisSide::Left).toPixel(static_cast<double>(*row) + 0.5);
        if (y < frame.area.top() || y > frame.area.bottom()) continue;
        if (!mark.x) {
            paintRowMark(painter, frame, mark, crisp(y), tone);
            continue;
        }
        const double x = frame.xMap().toPixel(*mark.x);
        if (x >= frame.area.left() && x <= frame.area.right()) paintRing(painter, frame, mark, {x, y}, tone);
    }
    painter.restore();
}

void paintCellCursor(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, std::size_t row,
                     double x, Tone tone) {
    const auto cell = cellAt(contents, row, x);
    if (!cell) return;
    const AxisMap map = frame.yMap(AxisSide::Left);
    const auto number = static_cast<double>(row);
    const QPointF topLeft(frame.xMap().toPixel(fromAxis(cell->from, frame.xScale)), map.toPixel(number + 1));
    const QPointF bottomRight(frame.xMap().toPixel(fromAxis(cell->to, frame.xScale)), map.toPixel(number));
    const QRectF box = QRectF(topLeft, bottomRight).intersected(frame.area);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(surfaceColours(tone).base, 3));
    painter.drawRect(box);
    painter.setPen(QPen(surfaceColours(tone).text, 1.5));
    painter.drawRect(box);
}

QString cellWords(const PlotContents& contents, std::size_t row, double x) {
    const auto cell = cellAt(contents, row, x);
    const QString where = contents.left.title + QLatin1Char(' ') + contents.curves[row].displayName();
    if (!cell) return where;
    const double y = cell->sample.y;
    QString words =
        where + QStringLiteral(" · ") + contents.right->title + QLatin1Char(' ') + formatNumber(y);
    if (isBeyond(contents, y)) words += QStringLiteral(", ") + contents.cells->beyond;
    return words;
}

} // namespace cyclo::ui
