// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/NetworkDiagram.h"

#include "ui/theme/Contrast.h"
#include "ui/theme/Numbers.h"
#include "ui/theme/Palette.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {

namespace {

constexpr int kLayerHeight = 48;
constexpr int kBoxHeight = 34;
constexpr int kDiagramHeaderHeight = 32;
constexpr int kMostBoxWidth = 420;
constexpr int kLaneWidth = 10;
constexpr double kBend = 5.0; ///< radius of a shortcut's corners

} // namespace

/// Where things stand for the present width.
struct NetworkDiagram::Columns {
    Columns(int width, int lanes)
        : boxWidth(std::min(width * 45 / 100, kMostBoxWidth)),
          shapeLeft(boxWidth + 24 + lanes * kLaneWidth),
          parametersRight(shapeLeft + 240),
          barLeft(parametersRight + 16),
          barWidth(std::clamp(width - barLeft, 0, 240)) {}

    int boxWidth;
    int shapeLeft;
    int parametersRight; ///< numbers are right-aligned here
    int barLeft;
    int barWidth;
};

NetworkDiagram::NetworkDiagram(QWidget* parent) : QWidget(parent) {}

void NetworkDiagram::setLayers(const SampleShape& src, const NetworkSpec& spec,
                               std::vector<LayerSummary> layers) {
    src_ = src;
    layers_ = std::move(layers);
    shortcuts_ = shortcutsOf(spec, layers_);
    follows_.clear();
    for (int row = 1; row <= static_cast<int>(layers_.size()); ++row)
        follows_.push_back(followsRowBefore(spec, layers_, row));
    parameters_ = 0;
    QString described;
    for (const LayerSummary& layer : layers_) {
        parameters_ += layer.parameterCount;
        described += QString::fromStdString(layer.text) + QStringLiteral(", ");
    }
    setAccessibleName(tr("Layers of the network"));
    setAccessibleDescription(described);
    updateGeometry();
    update();
}

void NetworkDiagram::setHint(const QString& hint) {
    hint_ = hint;
    layers_.clear();
    shortcuts_.clear();
    follows_.clear();
    updateGeometry();
    update();
}

QSize NetworkDiagram::sizeHint() const {
    return minimumSizeHint();
}

QSize NetworkDiagram::minimumSizeHint() const {
    const int rows = static_cast<int>(layers_.size()) + 1; // and the input
    return {420, kDiagramHeaderHeight + rows * kLayerHeight};
}

void NetworkDiagram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int lanes = 0;
    for (const Shortcut& shortcut : shortcuts_)
        lanes = std::max(lanes, shortcut.lane + 1);
    const Columns columns(width(), lanes);
    if (layers_.empty()) {
        painter.setPen(surfaceColours(toneOf(palette())).mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, hint_);
        return;
    }
    paintHeader(painter, columns);
    int top = kDiagramHeaderHeight;
    LayerSummary input;
    input.name = tr("input").toStdString();
    input.dst = src_;
    paintLayer(painter, columns, top, input);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        if (follows_[i]) paintArrow(painter, columns, top);
        top += kLayerHeight;
        paintLayer(painter, columns, top, layers_[i]);
    }
    paintShortcuts(painter, columns);
}

void NetworkDiagram::paintHeader(QPainter& painter, const Columns& columns) const {
    painter.setPen(surfaceColours(toneOf(palette())).mutedText);
    const QRect line(0, 0, width(), kDiagramHeaderHeight);
    const int flags = Qt::AlignVCenter | Qt::AlignLeft;
    painter.drawText(line, flags, tr("layer"));
    painter.drawText(line.adjusted(columns.shapeLeft, 0, 0, 0), flags, tr("output of one sample"));
    painter.drawText(QRect(0, 0, columns.parametersRight, kDiagramHeaderHeight),
                     Qt::AlignVCenter | Qt::AlignRight, tr("parameters"));
}

void NetworkDiagram::paintLayer(QPainter& painter, const Columns& columns, int top,
                                const LayerSummary& layer) const {
    const SurfaceColours colours = surfaceColours(toneOf(palette()));
    const QRectF box(0.5, top + (kLayerHeight - kBoxHeight) / 2 + 0.5, columns.boxWidth - 1, kBoxHeight - 1);
    const bool learns = layer.parameterCount > 0;
    painter.setPen(QPen(learns ? colours.accent : colours.mid, 1));
    painter.setBrush(learns ? blended(colours.accent, colours.base, 0.12) : colours.window);
    painter.drawRoundedRect(box, 4, 4);

    const QRectF inside = box.adjusted(12, 0, -12, 0);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colours.text);
    const QString name = QString::fromStdString(layer.name);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, name);
    painter.setFont(font());
    const int nameWidth = QFontMetrics(bold).horizontalAdvance(name) + 16;
    const QRectF rest = inside.adjusted(nameWidth, 0, 0, 0);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignRight,
                     fontMetrics().elidedText(QString::fromStdString(layer.text), Qt::ElideRight,
                                              static_cast<int>(rest.width())));

    const QRect line(0, top, columns.parametersRight, kLayerHeight);
    painter.drawText(line.adjusted(columns.shapeLeft, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     QString::fromStdString(toString(layer.dst)));
    if (!learns) return;
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, formatCount(layer.parameterCount));
    const double share = static_cast<double>(layer.parameterCount) / static_cast<double>(parameters_);
    const double length = std::max(1.0, share * (columns.barWidth - 56));
    if (columns.barWidth < 80) return;
    painter.fillRect(QRectF(columns.barLeft, top + kLayerHeight / 2 - 5, length, 10), colours.accent);
    painter.drawText(QRectF(columns.barLeft + length + 8, top, 56, kLayerHeight),
                     Qt::AlignVCenter | Qt::AlignLeft, tr("%1 %").arg(share * 100.0, 0, 'f', 1));
}

void NetworkDiagram::paintArrow(QPainter& painter, const Columns& columns, int top) const {
    painter.setPen(QPen(surfaceColours(toneOf(palette())).mutedText, 1.5));
    const double x = columns.boxWidth / 2.0;
    const double from = top + (kLayerHeight + kBoxHeight) / 2.0 + 1;
    const double to = from + (kLayerHeight - kBoxHeight) - 2;
    painter.drawLine(QPointF(x, from), QPointF(x, to));
    painter.drawPolyline(QPolygonF({{x - 3.5, to - 4}, {x, to}, {x + 3.5, to - 4}}));
}

/// From below the middle of a box's right side down its lane to above the middle of another's.
void NetworkDiagram::paintShortcuts(QPainter& painter, const Columns& columns) const {
    constexpr double kOff = 6.0; // so that one that comes in and one that goes out are told apart
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(surfaceColours(toneOf(palette())).mutedText, 1.5));
    for (const Shortcut& shortcut : shortcuts_) {
        const auto middleOf = [](int row) { return kDiagramHeaderHeight + (row + 0.5) * kLayerHeight; };
        const double side = columns.boxWidth + 1.0;
        const double lane = side + (shortcut.lane + 1.4) * kLaneWidth;
        const double from = middleOf(shortcut.from) + kOff;
        const double to = middleOf(shortcut.to) - kOff;
        QPainterPath path({side, from});
        path.lineTo(lane - kBend, from);
        path.quadTo(lane, from, lane, from + kBend);
        path.lineTo(lane, to - kBend);
        path.quadTo(lane, to, lane - kBend, to);
        path.lineTo(side, to);
        painter.drawPath(path);
        painter.drawPolyline(QPolygonF({{side + 4, to - 3.5}, {side, to}, {side + 4, to + 3.5}}));
    }
}

} // namespace cyclo::ui
