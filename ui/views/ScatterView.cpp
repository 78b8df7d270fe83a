// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ScatterView.h"

#include "core/data/ScatterPicture.h"
#include "ui/theme/Contrast.h"
#include "ui/theme/Numbers.h"
#include "ui/theme/Palette.h"

#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <array>

namespace cyclo::ui {

namespace {

constexpr int kLegendWidth = 132;
constexpr int kLegendLine = 24;
constexpr int kMargin = 8;
constexpr int kScaleWidth = 16;
constexpr int kScaleHeight = 160;
constexpr double kPointRadius = 2.5;
constexpr std::int64_t kMostPoints = 5000; ///< more hide each other

QColor classColour(int label, Tone tone) {
    return inkColour(runInk(label), tone);
}

/// From blue over grey to orange, which no kind of colour blindness mixes up. @param share  in [0, 1]
QColor valueColour(double share, Tone tone) {
    const QColor low = inkColour(Ink::Loss, tone), high = inkColour(Ink::LearningRate, tone);
    return blended(high, low, share);
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
        const auto [low, high] = std::ranges::minmax_element(points_, {}, &Point::value);
        lowest_ = points_.empty() ? 0.0 : low->value;
        highest_ = points_.empty() ? 0.0 : high->value;
        setAccessibleName(tr("Points of %1").arg(QString::fromStdString(data_->title)));
    }
    update();
}

std::vector<ScatterView::Point> ScatterView::pointsOf(const Dataset& raw) const {
    const PlaneWindow window = windowAround(raw);
    std::vector<Point> points;
    std::array<float, 2> values{};
    std::vector<float> targets(static_cast<std::size_t>(raw.targetCount()));
    const std::vector<double> offsets = raw.targetOffsets();
    for (std::int64_t i = 0; i < std::min(raw.size(), kMostPoints); ++i) {
        raw.copySample(i, values);
        raw.copyTargets(i, targets);
        points.push_back(
            {.place = {(values[0] - window.left) / window.side, (values[1] - window.bottom) / window.side},
             .label = raw.label(i),
             .value = targets.empty() ? 0.0 : targets.front() + offsets.front()});
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
    const QRect beside(square.right() + 2 * kMargin, kMargin, kLegendWidth, height());
    if (data_->isRegression())
        paintScale(painter, beside);
    else
        paintLegend(painter, beside);
}

QColor ScatterView::colourOf(const Point& point, Tone tone) const {
    if (!data_->isRegression()) return classColour(point.label, tone);
    return valueColour(highest_ > lowest_ ? (point.value - lowest_) / (highest_ - lowest_) : 0.0, tone);
}

void ScatterView::paintPoints(QPainter& painter, const QRectF& area) const {
    const Tone tone = toneOf(palette());
    const SurfaceColours colours = surfaceColours(tone);
    painter.fillRect(area, colours.base);
    painter.setPen(colours.mid);
    painter.drawRect(area);
    painter.setPen(Qt::NoPen);
    for (const Point& point : points_) {
        painter.setBrush(colourOf(point, tone));
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
        painter.setBrush(classColour(label, tone));
        painter.drawEllipse(QPointF(line.left() + 6, line.center().y()), 5, 5);
        painter.setPen(surfaceColours(tone).text);
        const QString name = QString::fromStdString(data_->classNames[static_cast<std::size_t>(label)]);
        painter.drawText(
            line.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(tr("class %1").arg(name), Qt::ElideRight, line.width() - 20));
        line.translate(0, kLegendLine);
    }
}

/// The name of the target over a bar of its colours, with the values at the ends and in the middle.
void ScatterView::paintScale(QPainter& painter, const QRect& area) const {
    const Tone tone = toneOf(palette());
    painter.setPen(surfaceColours(tone).text);
    const QString name = QString::fromStdString(data_->targets.front().name);
    painter.drawText(QRect(area.left(), area.top(), area.width(), kLegendLine),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(name, Qt::ElideRight, area.width()));
    const QRectF bar(area.left(), area.top() + kLegendLine + kMargin, kScaleWidth, kScaleHeight);
    // A target whose values lie close together, far from 0, has more digits than usual.
    const bool apart = formatNumber(lowest_) != formatNumber(highest_);
    const auto text = [&](double value) {
        return apart ? formatNumber(value) : QString::number(value, 'g', 10);
    };
    QLinearGradient colours(bar.bottomLeft(), bar.topLeft());
    for (const double share : {0.0, 0.5, 1.0}) {
        colours.setColorAt(share, valueColour(share, tone));
        const double y = bar.bottom() - share * bar.height();
        painter.drawText(QRectF(bar.right() + kMargin, y - kLegendLine / 2.0, area.width(), kLegendLine),
                         Qt::AlignLeft | Qt::AlignVCenter, text(lowest_ + share * (highest_ - lowest_)));
    }
    painter.fillRect(bar, colours);
}

} // namespace cyclo::ui
