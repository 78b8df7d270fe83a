// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ScatterView.h"

#include "core/data/ScatterPicture.h"
#include "ui/theme/Palette.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace cyclo::ui {

namespace {

constexpr int kLegendWidth = 132;
constexpr int kLegendLine = 24;
constexpr int kMargin = 8;
constexpr double kPointRadius = 2.5;
constexpr std::int64_t kMostPoints = 5000; ///< more hide each other

QColor colourOf(int label, Tone tone) {
    return inkColour(runInk(label), tone);
}

} // namespace

ScatterView::ScatterView(QWidget* parent) : QWidget(parent) {
    setMinimumSize(240, 160);
}

void ScatterView::setSource(std::shared_ptr<const DataSource> source) {
    if (source == data_) return;
    data_ = std::move(source);
    points_.clear();
    if (data_) {
        points_ = pointsOf(*data_->rawTrain);
        setAccessibleName(tr("Points of %1").arg(QString::fromStdString(data_->title)));
    }
    update();
}

std::vector<ScatterView::Point> ScatterView::pointsOf(const Dataset& raw) const {
    const PlaneWindow window = windowAround(raw);
    std::vector<Point> points;
    std::array<float, 2> values{};
    for (std::int64_t i = 0; i < std::min(raw.size(), kMostPoints); ++i) {
        raw.copySample(i, values);
        points.push_back(
            {.place = {(values[0] - window.left) / window.side, (values[1] - window.bottom) / window.side},
             .label = raw.label(i)});
    }
    return points;
}

void ScatterView::paintEvent(QPaintEvent*) {
    if (!data_) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int side = std::max(0, std::min(width() - kLegendWidth, height()) - 2 * kMargin);
    const QRect square(kMargin, kMargin, side, side);
    paintPoints(painter, square);
    paintLegend(painter, QRect(square.right() + 2 * kMargin, kMargin, kLegendWidth, height()));
}

void ScatterView::paintPoints(QPainter& painter, const QRectF& area) const {
    const Tone tone = toneOf(palette());
    const SurfaceColours colours = surfaceColours(tone);
    painter.fillRect(area, colours.base);
    painter.setPen(colours.mid);
    painter.drawRect(area);
    painter.setPen(Qt::NoPen);
    for (const Point& point : points_) {
        painter.setBrush(colourOf(point.label, tone));
        painter.drawEllipse(QPointF(area.left() + point.place.x() * area.width(),
                                    area.bottom() - point.place.y() * area.height()),
                            kPointRadius, kPointRadius);
    }
}

void ScatterView::paintLegend(QPainter& painter, const QRect& area) const {
    const Tone tone = toneOf(palette());
    QRect line(area.left(), area.top(), area.width(), kLegendLine);
    for (int label = 0; label < static_cast<int>(data_->classNames.size()) && line.bottom() < area.bottom();
         ++label) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(label, tone));
        painter.drawEllipse(QPointF(line.left() + 6, line.center().y()), 5, 5);
        painter.setPen(surfaceColours(tone).text);
        const QString name = QString::fromStdString(data_->classNames[static_cast<std::size_t>(label)]);
        painter.drawText(
            line.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(tr("class %1").arg(name), Qt::ElideRight, line.width() - 20));
        line.translate(0, kLegendLine);
    }
}

} // namespace cyclo::ui
