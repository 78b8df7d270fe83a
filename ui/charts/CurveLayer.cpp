// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/CurveLayer.h"

#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QHash>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

namespace cyclo::ui {

struct CurveLayer::Chart {
    struct Line {
        QLineSeries* series;
        AxisSide side;
    };

    QGraphicsScene scene;
    QChart* chart = new QChart;
    QValueAxis* x = new QValueAxis;
    QValueAxis* left = new QValueAxis;
    QValueAxis* right = new QValueAxis;
    QHash<QString, Line> lines;
};

namespace {

void setIfChanged(QValueAxis& axis, const AxisRange& range) {
    if (axis.min() != range.from || axis.max() != range.to) axis.setRange(range.from, range.to);
}

} // namespace

CurveLayer::CurveLayer() : chart_(std::make_unique<Chart>()) {
    QChart& chart = *chart_->chart;
    chart.setAnimationOptions(QChart::NoAnimation);
    chart.setBackgroundVisible(false);
    chart.setPlotAreaBackgroundVisible(false);
    chart.setMargins({});
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.legend()->hide();
    chart.addAxis(chart_->x, Qt::AlignBottom);
    chart.addAxis(chart_->left, Qt::AlignLeft);
    chart.addAxis(chart_->right, Qt::AlignRight);
    for (QValueAxis* axis : {chart_->x, chart_->left, chart_->right})
        axis->setVisible(false);
    chart_->scene.addItem(&chart);
}

CurveLayer::~CurveLayer() = default;

void CurveLayer::setGeometry(const QSizeF& size, const QRectF& area) {
    QChart& chart = *chart_->chart;
    chart_->scene.setSceneRect(QRectF(QPointF(), size));
    if (chart.size() != size) chart.resize(size);
    if (chart.plotArea() != area) chart.setPlotArea(area);
    chart.layout()->activate(); // there is no view whose event loop would do it
}

void CurveLayer::setRange(const AxisRange& x, const AxisRange& left, const AxisRange& right) {
    setIfChanged(*chart_->x, x);
    setIfChanged(*chart_->left, left);
    setIfChanged(*chart_->right, right);
}

void CurveLayer::setPen(const QString& id, AxisSide side, const QPen& pen) {
    if (chart_->lines.contains(id) && chart_->lines[id].side != side) remove(id);
    if (!chart_->lines.contains(id)) {
        auto* series = new QLineSeries;
        chart_->chart->addSeries(series);
        series->attachAxis(chart_->x);
        series->attachAxis(side == AxisSide::Left ? chart_->left : chart_->right);
        chart_->lines.insert(id, {series, side});
    }
    QLineSeries& series = *chart_->lines[id].series;
    if (series.pen() != pen) series.setPen(pen);
}

void CurveLayer::setPoints(const QString& id, const QList<QPointF>& places) {
    chart_->lines[id].series->replace(places);
}

void CurveLayer::remove(const QString& id) {
    const auto line = chart_->lines.constFind(id);
    if (line == chart_->lines.cend()) return;
    chart_->chart->removeSeries(line->series);
    delete line->series;
    chart_->lines.erase(line);
}

qsizetype CurveLayer::pointCount() const {
    qsizetype count = 0;
    for (const Chart::Line& line : std::as_const(chart_->lines))
        count += line.series->count();
    return count;
}

void CurveLayer::render(QPainter& painter, bool antialiased) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, antialiased);
    chart_->scene.render(&painter, chart_->scene.sceneRect(), chart_->scene.sceneRect(),
                         Qt::IgnoreAspectRatio);
    painter.restore();
}

} // namespace cyclo::ui
