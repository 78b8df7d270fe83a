// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"

#include <QPointF>
#include <QWidget>

#include <memory>
#include <vector>

namespace cyclo::ui {

/// Samples of two features as points in the colour of their class,
/// with a legend; the first 5,000 training samples.
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
    };
    std::vector<Point> pointsOf(const Dataset& raw) const;
    void paintPoints(QPainter& painter, const QRectF& area) const;
    void paintLegend(QPainter& painter, const QRect& area) const;

    std::shared_ptr<const DataSource> data_;
    std::vector<Point> points_;
};

} // namespace cyclo::ui
