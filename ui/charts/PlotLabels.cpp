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

/// In a column right of the plot, at the height where each curve ends.
std::vector<EndLabel> endLabels(const PlotFrame& frame, const PlotContents& contents) {
    std::vector<EndLabel> labels;
    for (const PlotCurve& curve : contents.curves) {
        if (curve.style.endLabel.isEmpty()) continue;
        const auto end = lastInView(curve, frame.range.x);
        if (!end) continue;
        const double y = frame.toPixel(end->x, end->y, curve.style.axis).y();
        labels.push_back(
            {&curve, {frame.endLabelsLeft, std::clamp(y, frame.area.top(), frame.area.bottom())}});
    }
    return labels;
}

/// Leaves only as many labels as have room below each other, and a line for one more.
/// @return how many it left out
std::size_t dropBeyond(std::vector<EndLabel>& labels, double lineHeight, const QRectF& area) {
    const auto most = static_cast<std::size_t>(std::max(2.0, std::floor(area.height() / lineHeight)));
    if (labels.size() <= most) return 0;
    const std::size_t dropped = labels.size() - (most - 1);
    labels.resize(most - 1);
    return dropped;
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
    const QFontMetricsF metrics(frame.font);
    std::vector<EndLabel> labels = endLabels(frame, contents);
    const std::size_t dropped = dropBeyond(labels, metrics.height(), frame.area);
    std::vector<double*> middles;
    for (EndLabel& label : labels)
        middles.push_back(&label.leftMiddle.ry());
    const QRectF room = frame.area.adjusted(0, 0, 0, dropped > 0 ? -metrics.height() : 0.0);
    moveApart(middles, metrics.height(), room);
    const QPointF textPlace(kSwatch + kSwatchGap, metrics.capHeight() / 2);
    for (const EndLabel& label : labels) {
        paintSwatch(painter, label.leftMiddle, inkColour(label.curve->style.ink, tone));
        painter.setPen(surfaceColours(tone).text);
        painter.drawText(label.leftMiddle + textPlace, label.curve->style.endLabel);
    }
    if (dropped == 0) return;
    painter.setPen(surfaceColours(tone).mutedText);
    painter.drawText(QPointF(frame.endLabelsLeft, frame.area.bottom() - metrics.height() / 2) + textPlace,
                     QCoreApplication::translate("cyclo::ui::PlotView", "+ %1 more").arg(dropped));
}

void paintGuides(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    const SurfaceColours colours = surfaceColours(tone);
    const QFontMetricsF metrics(frame.font);
    painter.setFont(frame.font);
    const auto placeOf = [&](const Guide& guide) { return crisp(frame.xMap().toPixel(guide.value)); };
    std::vector<Guide> seen;
    std::ranges::copy_if(contents.guides, std::back_inserter(seen), [&](const Guide& guide) {
        return placeOf(guide) >= frame.area.left() && placeOf(guide) <= frame.area.right();
    });
    painter.setPen(QPen(inkColour(Ink::Candidate, tone), 1));
    for (const Guide& guide : seen) // all of them first: none crosses the name of another
        painter.drawLine(QPointF(placeOf(guide), frame.area.top()),
                         QPointF(placeOf(guide), frame.area.bottom()));
    std::vector<QRectF> taken;
    for (const Guide& guide : seen) {
        const double x = placeOf(guide);
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
