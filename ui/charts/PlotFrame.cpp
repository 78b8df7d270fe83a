// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotFrame.h"

#include "ui/charts/PlotCells.h"
#include "ui/charts/PlotMetrics.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr double kGap = 8.0;
constexpr double kNarrowestArea = 40.0;
constexpr double kPixelsAYTick = 34.0;
constexpr int kMostYTicks = 10;   // more are read no better on a high plot
constexpr int kMoreOfColours = 2; // ticks: a colour is told by two numbers near it, on a low map too
constexpr double kPixelsAnXTick = 64.0;
constexpr double kSwatchWidth = 16.0; // before an end label

double widestLabel(const std::vector<AxisTick>& ticks, const QFontMetricsF& metrics) {
    double widest = 0.0;
    for (const AxisTick& tick : ticks)
        widest = std::max(widest, metrics.horizontalAdvance(tick.label));
    return widest;
}

double widestEndLabel(const PlotContents& contents, const QFontMetricsF& metrics) {
    double widest = 0.0;
    for (const PlotCurve& curve : contents.curves)
        if (!curve.style.endLabel.isEmpty() && curve.data.bounds())
            widest = std::max(widest, kSwatchWidth + metrics.horizontalAdvance(curve.style.endLabel));
    return widest;
}

void layOutRows(PlotFrame& frame, const PlotContents& contents, const QFontMetricsF& metrics) {
    const double width = frame.size.width() - 2 * kGap;
    double top = kGap;
    if (!contents.title.isEmpty()) {
        const double height = QFontMetricsF(frame.titleFont).height();
        frame.titleRow = {kGap, top, width, height};
        top += height + kGap / 2;
    }
    frame.axisTitleRow = {kGap, top, width, metrics.height()};
    top += metrics.height() + kGap;
    const double xTitleHeight =
        contents.x.title.isEmpty() && contents.note.isEmpty() ? 0.0 : metrics.height();
    const double bottom = frame.size.height() - kGap / 2 - xTitleHeight;
    frame.xTitleRow = {kGap, bottom, width, xTitleHeight};
    const double areaBottom = bottom - metrics.height() - kTickLength - kGap / 2;
    frame.area.setTop(std::round(top));
    frame.area.setBottom(std::round(std::max(areaBottom, top + kNarrowestArea)));
}

} // namespace

PlotFrame layOut(const PlotContents& contents, const ViewRange& range, const QSizeF& size, const QFont& font,
                 int minimumLeft, int minimumRight) {
    PlotFrame frame;
    frame.size = size;
    frame.range = range;
    // A zoom chooses rows and rates; what a colour means stays.
    if (contents.cells && contents.right) frame.range.right = {*contents.right->from, *contents.right->to};
    frame.font = font;
    frame.titleFont = font;
    frame.titleFont.setWeight(QFont::DemiBold);
    frame.xScale = contents.x.scale;
    frame.leftScale = contents.left.scale;
    frame.rightScale = contents.scaleOf(AxisSide::Right);
    const QFontMetricsF metrics(font);
    layOutRows(frame, contents, metrics);

    const int mostY = std::clamp(static_cast<int>(frame.area.height() / kPixelsAYTick), 2, kMostYTicks);
    const int mostRows = static_cast<int>(frame.area.height() / metrics.height());
    frame.leftTicks = contents.cells ? rowTicks(contents, range.left, mostRows)
                                     : axisTicks(range.left, frame.leftScale, mostY);
    if (contents.right)
        frame.rightTicks =
            axisTicks(frame.range.right, frame.rightScale, contents.cells ? mostY + kMoreOfColours : mostY);
    const double beforeRight = contents.cells ? cellScaleRoom() : 0.0;

    const double left = widestLabel(frame.leftTicks, metrics) + kGap + kTickLength + kGap / 2;
    const double axisRight =
        contents.right ? beforeRight + widestLabel(frame.rightTicks, metrics) + kGap + kTickLength : 0.0;
    const double right = axisRight + widestEndLabel(contents, metrics) + 2 * kGap;
    frame.leftNeeded = static_cast<int>(std::ceil(left));
    frame.rightNeeded = static_cast<int>(std::ceil(right));
    frame.area.setLeft(std::max(frame.leftNeeded, minimumLeft));
    frame.area.setRight(std::max(std::round(size.width()) - std::max(frame.rightNeeded, minimumRight),
                                 frame.area.left() + kNarrowestArea));

    frame.rightAxis = frame.area.right() + beforeRight;
    frame.endLabelsLeft = frame.area.right() + axisRight + kGap / 2;

    const int mostX = std::max(2, static_cast<int>(frame.area.width() / kPixelsAnXTick));
    frame.xTicks = axisTicks(range.x, frame.xScale, mostX);
    return frame;
}

} // namespace cyclo::ui
