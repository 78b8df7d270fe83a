// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/AxisTicks.h"
#include "ui/charts/PlotContents.h"
#include "ui/charts/ViewRange.h"

#include <QFont>
#include <QRectF>

#include <vector>

namespace cyclo::ui {

/// Where everything of a plot stands for one size, font and range; in pixels.
struct PlotFrame {
    QSizeF size;
    QFont font;                 ///< labels
    QFont titleFont;            ///< the sentence at the top
    QRectF titleRow;            ///< empty without a title
    QRectF axisTitleRow;        ///< y titles at its ends, the read-out between them
    QRectF area;                ///< where the curves are
    QRectF xTitleRow;           ///< x title in its middle, note at its right end
    double rightAxis = 0.0;     ///< x of the right axis, at the area or right of the colours of a map
    double endLabelsLeft = 0.0; ///< of the column of end labels, right of the area and of the right axis
    std::vector<AxisTick> xTicks;
    std::vector<AxisTick> leftTicks;
    std::vector<AxisTick> rightTicks;
    ViewMode mode = ViewMode::Fit; ///< a view that is not fitted says so
    int thinning = 1;              ///< of so many samples about one is drawn
    int leftNeeded = 0;            ///< margins that this plot would need alone
    int rightNeeded = 0;

    AxisScale xScale = AxisScale::Linear;
    AxisScale leftScale = AxisScale::Linear;
    AxisScale rightScale = AxisScale::Linear;
    ViewRange range;

    AxisMap xMap() const { return {range.x, xScale, area.left(), area.right()}; }
    AxisMap yMap(AxisSide side) const {
        return side == AxisSide::Left ? AxisMap(range.left, leftScale, area.bottom(), area.top())
                                      : AxisMap(range.right, rightScale, area.bottom(), area.top());
    }
    QPointF toPixel(double x, double y, AxisSide side) const {
        return {xMap().toPixel(x), yMap(side).toPixel(y)};
    }
};

/// @param minimumLeft,minimumRight  room that is kept beside the plot area even where less is needed
PlotFrame layOut(const PlotContents& contents, const ViewRange& range, const QSizeF& size, const QFont& font,
                 int minimumLeft, int minimumRight);

} // namespace cyclo::ui
