// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/CurveData.h"
#include "ui/charts/PlotTypes.h"
#include "ui/charts/ViewRange.h"

#include <QString>

#include <vector>

namespace cyclo::ui {

struct PlotCurve {
    QString id;
    CurveData data;
    CurveStyle style;

    QString displayName() const { return style.name.isEmpty() ? id : style.name; }
};

/// Everything a plot shows; what of it is in view is ViewRange.
struct PlotContents {
    QString title;
    QString note;
    QString emptyMessage;
    AxisOptions x;
    AxisOptions left;
    std::optional<AxisOptions> right;
    std::vector<PlotCurve> curves;
    std::vector<Band> bands;
    std::vector<Handle> handles;
    std::vector<Guide> guides;
    std::optional<CellMap> cells; ///< the plot is a map
    std::optional<double> now;
    std::optional<Ghost> ghost;
    bool tellThinning = true;

    AxisScale scaleOf(AxisSide side) const {
        return side == AxisSide::Right && right ? right->scale : left.scale;
    }
    bool isEmpty() const; ///< no curve has a drawable or a lost sample
    PlotCurve* curve(const QString& id);
    const PlotCurve* curve(const QString& id) const;
    Handle* handle(const QString& id);
    const Handle* handle(const QString& id) const;
};

/// What Fit shows: all drawable samples, within the ends that the axes ask for.
ViewRange fittedRange(const PlotContents& contents);

/// The left and right ranges that fit what lies in x, x as given.
ViewRange fittedToX(const PlotContents& contents, const AxisRange& x);

/// The x range of the same width as `before` whose end shows the newest sample; moved in eighths of its width
/// so that it rests between moves.
AxisRange followedX(const PlotContents& contents, const AxisRange& before);

} // namespace cyclo::ui
