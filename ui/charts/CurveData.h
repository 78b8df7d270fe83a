// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotTypes.h"

#include <optional>
#include <span>
#include <vector>

namespace cyclo::ui {

/// Smallest and largest of what can be drawn.
struct CurveBounds {
    AxisRange x;
    AxisRange y;
};

/// All samples of one curve, and which of them have a place on the axes. Appending costs what is appended.
class CurveData {
public:
    void assign(std::vector<CurveSample> samples); ///< sorted by x if they are not
    void append(std::span<const CurveSample> samples);
    void setScales(AxisScale x, AxisScale y);

    const std::vector<CurveSample>& samples() const { return samples_; } ///< everything, as given
    /// Those with a finite place on both axes, x non-decreasing.
    std::span<const CurveSample> drawable() const;
    std::optional<CurveBounds> bounds() const { return bounds_; } ///< of the drawable ones
    /// Lowest and highest y of the drawable samples with x in the range; nothing where there are none.
    std::optional<AxisRange> yBounds(const AxisRange& x) const;
    std::span<const CurveSample> within(const AxisRange& x) const; ///< the drawable ones with x in the range
    /// x of the samples whose y is not finite, where x itself has a place.
    const std::vector<double>& lost() const { return lost_; }
    /// The drawable sample whose place on the x axis is nearest; nothing where there are none.
    std::optional<CurveSample> nearest(double x) const;
    /// Index of that sample among the drawable ones.
    std::optional<std::size_t> nearestIndex(double x) const;

private:
    void take(const CurveSample& sample);
    void rebuild();

    std::vector<CurveSample> samples_;
    std::vector<CurveSample> drawable_; ///< a copy only once a sample had to be left out
    std::vector<double> lost_;
    std::optional<CurveBounds> bounds_;
    std::size_t taken_ = 0;
    bool leftOut_ = false;
    AxisScale xScale_ = AxisScale::Linear;
    AxisScale yScale_ = AxisScale::Linear;
};

} // namespace cyclo::ui
