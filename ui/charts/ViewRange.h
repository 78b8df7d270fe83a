// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotTypes.h"

#include <optional>

namespace cyclo::ui {

/// What of each axis is in view.
struct ViewRange {
    AxisRange x;
    AxisRange left;
    AxisRange right;

    bool operator==(const ViewRange&) const = default;
};

/// A value's place on the axis: itself, or its log10.
double toAxis(double value, AxisScale scale);
double fromAxis(double place, AxisScale scale);

/// Both ends finite, from < to by more than rounding, both > 0 on a log axis.
bool isUsable(const AxisRange& range, AxisScale scale);

/// The range zoomed about a value that keeps its place. @param factor  > 1 shows less
AxisRange zoomed(const AxisRange& range, AxisScale scale, double about, double factor);

/// The range moved by a share of its own width. @param share  > 0 moves towards larger values
AxisRange panned(const AxisRange& range, AxisScale scale, double share);

/// The smallest range with round ends that holds both values, so that it changes in steps while data grow: a
/// multiple of 1, 2 or 5 times a power of ten, on a log axis 1, 2 or 5 times a power of ten itself. Equal
/// values get some room around them.
AxisRange niceRange(double lowest, double highest, AxisScale scale);

/// Between values of an axis and pixels of the screen; `low` is the pixel of range.from.
class AxisMap {
public:
    AxisMap(const AxisRange& range, AxisScale scale, double low, double high);

    double toPixel(double value) const;
    double toValue(double pixel) const;

private:
    AxisScale scale_;
    double from_;
    double to_;
    double low_;
    double high_;
};

} // namespace cyclo::ui
