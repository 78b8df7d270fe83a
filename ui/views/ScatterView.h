// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"
#include "ui/theme/Palette.h"

#include <QPointF>
#include <QWidget>

#include <memory>
#include <vector>

namespace cyclo::ui {

/// Samples of two features as points in the colour of their class with a legend or, of a real target, of its
/// value with a scale; the first 5,000 training samples.
class ScatterView : public QWidget {
    Q_OBJECT

public:
    explicit ScatterView(QWidget* parent = nullptr);

    void setSource(std::shared_ptr<const DataSource> source); ///< of two features; null: nothing to show

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Point {
        QPointF place; ///< in [0, 1] from the bottom left
        int label = 0;
        double value = 0.0; ///< of the first real target, in its own units
    };
    std::vector<Point> pointsOf(const Dataset& raw) const;
    QColor colourOf(const Point& point, Tone tone) const;
    void paintPoints(QPainter& painter, const QRectF& area) const;
    void paintLegend(QPainter& painter, const QRect& area) const;
    void paintScale(QPainter& painter, const QRect& area) const;

    std::shared_ptr<const DataSource> data_;
    std::vector<Point> points_;
    double lowest_ = 0.0; ///< of the points' values
    double highest_ = 0.0;
};

} // namespace cyclo::ui
