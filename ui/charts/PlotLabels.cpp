// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotLabels.h"

#include "ui/charts/PlotMetrics.h"
#include "ui/theme/Contrast.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>

namespace cyclo::ui {
namespace {

constexpr double kSwatchGap = 4.0;
constexpr double kMark = 6.0; // half the width of a handle's triangle
constexpr double kLabelPad = 3.0;
constexpr double kBetweenNotes = 16.0;

void paintSwatch(QPainter& painter, const QPointF& leftMiddle, const QColor& colour) {
    painter.setPen(QPen(colour, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(leftMiddle, leftMiddle + QPointF(kSwatch, 0));
}

void paintAxisTitle(QPainter& painter, const PlotFrame& frame, const AxisOptions& options, AxisSide side,
                    Tone tone) {
    const QRectF row = frame.axisTitleRow;
    double x = side == AxisSide::Left ? row.left() : row.right() - axisTitleWidth(options, frame.font);
    if (options.ink) {
        paintSwatch(painter, {x, row.center().y()}, inkColour(*options.ink, tone));
        x += kSwatch + kSwatchGap;
    }
    painter.setPen(surfaceColours(tone).text);
    painter.drawText(QPointF(x, row.top() + QFontMetricsF(frame.font).ascent()), options.title);
}

/// Puts the wanted middles at least `height` apart, in their order, inside the area.
void moveApart(std::vector<double*> middles, double height, const QRectF& area) {
    std::ranges::sort(middles, {}, [](double* middle) { return *middle; });
    double free = area.top() + height / 2;
    for (double* middle : middles) {
        *middle = std::max(*middle, free);
        free = *middle + height;
    }
    double limit = area.bottom() - height / 2;
    for (auto middle = middles.rbegin(); middle != middles.rend(); ++middle) {
        **middle = std::min(**middle, limit);
        limit = **middle - height;
    }
}

QString viewNote(ViewMode mode) {
    return mode == ViewMode::Hold
               ? QCoreApplication::translate("cyclo::ui::PlotView", "view held, 0 shows everything")
               : QCoreApplication::translate("cyclo::ui::PlotView", "newest followed, 0 shows everything");
}

struct EndLabel {
    const PlotCurve* curve;
    QPointF leftMiddle; ///< of its swatch
};

std::optional<CurveSample> lastInView(const PlotCurve& curve, const AxisRange& x) {
    const auto seen = curve.data.within(x);
    if (!seen.empty()) return seen.back();
    const auto all = curve.data.drawable(); // a line that passes through the view between two samples
    const auto beyond = std::ranges::upper_bound(all, x.to, {}, &CurveSample::x);
    return beyond == all.begin() || beyond == all.end() ? std::nullopt : std::optional(*(beyond - 1));
}

/// Right of the plot. Where that side belongs to an axis, inside it: in a column after the newest sample of
/// all curves, or at the border and above the line where there is no room for one.
std::vector<EndLabel> endLabels(const PlotFrame& frame, const PlotContents& contents) {
    const QFontMetricsF metrics(frame.font);
    std::vector<EndLabel> labels;
    double newest = frame.area.left();
    double widest = 0.0;
    for (const PlotCurve& curve : contents.curves) {
        const auto end = lastInView(curve, frame.range.x);
        if (!end) continue;
        const QPointF place = frame.toPixel(end->x, end->y, curve.style.axis);
        newest = std::max(newest, place.x());
        if (curve.style.endLabel.isEmpty()) continue;
        const double y = std::clamp(place.y(), frame.area.top(), frame.area.bottom());
        labels.push_back({&curve, {frame.area.right() + kSwatchGap, y}});
        widest = std::max(widest, kSwatch + kSwatchGap + metrics.horizontalAdvance(curve.style.endLabel));
    }
    if (!contents.right) return labels;
    const bool room = newest + 2 * kSwatchGap + widest <= frame.area.right();
    for (EndLabel& label : labels) {
        label.leftMiddle.setX(room ? newest + 2 * kSwatchGap : frame.area.right() - widest);
        if (!room) label.leftMiddle.ry() -= metrics.height();
    }
    return labels;
}

} // namespace

double axisTitleWidth(const AxisOptions& options, const QFont& font) {
    return QFontMetricsF(font).horizontalAdvance(options.title) + (options.ink ? kSwatch + kSwatchGap : 0.0);
}

void paintTitles(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    painter.setPen(colours.text);
    painter.setFont(frame.titleFont);
    const QFontMetricsF titleMetrics(frame.titleFont);
    painter.drawText(frame.titleRow, Qt::AlignLeft | Qt::AlignVCenter,
                     titleMetrics.elidedText(contents.title, Qt::ElideRight, frame.titleRow.width()));
    painter.setFont(frame.font);
    if (!contents.isEmpty()) {
        paintAxisTitle(painter, frame, contents.left, AxisSide::Left, tone);
        if (contents.right) paintAxisTitle(painter, frame, *contents.right, AxisSide::Right, tone);
    }
    painter.setPen(colours.text);
    const QRectF below(frame.area.left(), frame.xTitleRow.top(), frame.area.width(),
                       frame.xTitleRow.height());
    QStringList notes;
    if (!contents.note.isEmpty()) notes << contents.note;
    if (frame.thinning > 1)
        notes << QCoreApplication::translate("cyclo::ui::PlotView", "1 of %1 samples drawn")
                     .arg(frame.thinning);
    if (frame.mode != ViewMode::Fit) notes << viewNote(frame.mode);
    // With a note at the right the title makes room for it.
    const auto side = notes.isEmpty() ? Qt::AlignHCenter : Qt::AlignLeft;
    painter.drawText(below, side | Qt::AlignTop, contents.x.title);
    painter.setPen(colours.mutedText);
    const QFontMetricsF metrics(frame.font);
    const double room = below.width() - metrics.horizontalAdvance(contents.x.title) - kBetweenNotes;
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop,
                     metrics.elidedText(notes.join(QStringLiteral(" · ")), Qt::ElideRight, room));
}

void paintEndLabels(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    std::vector<EndLabel> labels = endLabels(frame, contents);
    std::vector<double*> middles;
    for (EndLabel& label : labels)
        middles.push_back(&label.leftMiddle.ry());
    const QFontMetricsF metrics(frame.font);
    moveApart(middles, metrics.height(), frame.area);
    for (const EndLabel& label : labels) {
        const double width = metrics.horizontalAdvance(label.curve->style.endLabel);
        painter.fillRect(QRectF(label.leftMiddle - QPointF(0, metrics.height() / 2),
                                QSizeF(kSwatch + kSwatchGap + width, metrics.height())),
                         surfaceColours(tone).base);
        paintSwatch(painter, label.leftMiddle, inkColour(label.curve->style.ink, tone));
        painter.setPen(surfaceColours(tone).text);
        painter.drawText(label.leftMiddle + QPointF(kSwatch + kSwatchGap, metrics.capHeight() / 2),
                         label.curve->style.endLabel);
    }
}

void paintGuides(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const QFontMetricsF metrics(frame.font);
    painter.setFont(frame.font);
    std::vector<QRectF> taken;
    for (const Guide& guide : contents.guides) {
        const double x = crisp(frame.xMap().toPixel(guide.value));
        if (x < frame.area.left() || x > frame.area.right()) continue;
        painter.setPen(QPen(inkColour(Ink::Candidate, tone), 1));
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
        const QSizeF size(metrics.horizontalAdvance(guide.label) + 2 * kLabelPad, metrics.height());
        const bool fits = x + size.width() + kLabelPad < frame.area.right();
        // The first row belongs to the handle at the top edge.
        QRectF box(
            QPointF(fits ? x + 1 : x - 1 - size.width(), frame.area.top() + metrics.height() + 2 * kLabelPad),
            size);
        while (std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(box); }))
            box.translate(0, metrics.height());
        taken.push_back(box);
        painter.fillRect(box, colours.base);
        painter.setPen(colours.mutedText);
        painter.drawText(box, Qt::AlignCenter, guide.label);
    }
}

void paintHandle(QPainter& painter, const PlotFrame& frame, const Handle& handle, bool active,
                 double strength, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const double x = crisp(frame.xMap().toPixel(handle.value));
    if (x < frame.area.left() - 1 || x > frame.area.right() + 1) return;
    const QColor ink = blended(inkColour(handle.ink, tone), colours.base, strength);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, active ? 2.0 : 1.0));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    const bool down = handle.shape == HandleShape::Down;
    const double edge = down ? frame.area.top() : frame.area.bottom();
    const double into = (down ? 1.0 : -1.0) * kMark * 1.7;
    painter.setPen(active ? QPen(colours.text, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF({{x - kMark, edge}, {x + kMark, edge}, {x, edge + into}}));

    const QFontMetricsF metrics(frame.font);
    const QString text = (handle.label + QLatin1Char(' ') + formatNumber(handle.value)).trimmed();
    const QSizeF size(metrics.horizontalAdvance(text) + 2 * kLabelPad, metrics.height());
    const bool fits = x + kMark + kLabelPad + size.width() < frame.area.right();
    const QRectF box(QPointF(fits ? x + kMark + kLabelPad : x - kMark - kLabelPad - size.width(),
                             down ? edge + 1 : edge - 1 - size.height()),
                     size);
    painter.fillRect(box, colours.base);
    painter.setFont(frame.font);
    painter.setPen(strength < 1.0 ? colours.mutedText : colours.text);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace cyclo::ui
