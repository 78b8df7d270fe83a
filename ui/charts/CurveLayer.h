// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotTypes.h"

#include <QList>
#include <QPen>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <memory>

class QPainter;

namespace cyclo::ui {

/// Draws the lines of the curves with Qt Charts, and nothing else: axes, labels, marks and mouse are ours.
/// Its chart never sees a logarithm; it is given places on the axes (see toAxis) and linear axes, so that its
/// log axis with its missing ticks and vanishing series plays no part. GUI thread only.
class CurveLayer {
public:
    CurveLayer();
    ~CurveLayer();
    CurveLayer(const CurveLayer&) = delete;
    CurveLayer& operator=(const CurveLayer&) = delete;

    void setGeometry(const QSizeF& size, const QRectF& area); ///< of the whole plot, and where the lines go
    void setRange(const AxisRange& x, const AxisRange& left, const AxisRange& right); ///< places on the axes
    void setPen(const QString& id, AxisSide side, const QPen& pen); ///< makes the curve if there is none
    void setPoints(const QString& id,
                   const QList<QPointF>& places); ///< one replacement; the curve must exist
    void remove(const QString& id);
    qsizetype pointCount() const; ///< of all curves

    /// Paints the lines into the painter's logical coordinates.
    void render(QPainter& painter, bool antialiased);

private:
    struct Chart;
    std::unique_ptr<Chart> chart_;
};

} // namespace cyclo::ui
