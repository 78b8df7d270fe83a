// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Decimation.h"
#include "ui/theme/Palette.h"

#include <QString>

#include <optional>
#include <vector>

namespace cyclo::ui {

/// What a plot is made of, as values. Charts describe; PlotView draws. (The braces let designated
/// initializers leave members out without a warning.)

enum class AxisSide { Left, Right };

/// A closed interval of an axis, in the axis' own unit.
struct AxisRange {
    double from = 0.0;
    double to = 1.0; ///< > from; both > 0 on a log axis

    bool operator==(const AxisRange&) const = default;
};

struct AxisOptions {
    QString title{}; ///< the quantity, with its unit where it has one
    AxisScale scale = AxisScale::Linear;
    std::optional<double> from{}; ///< where Fit begins; from the data when left out. > 0 on a log axis
    std::optional<double> to{}; ///< where Fit ends, at least (x) or exactly (y); from the data when left out
    std::optional<Ink> ink{};   ///< swatch beside the title, where an axis belongs to one curve

    bool operator==(const AxisOptions&) const = default;
};

struct CurveStyle {
    Ink ink = Ink::Loss;
    double width = 2.0; ///< device-independent pixels
    double alpha = 1.0; ///< 0.35 for raw values
    QString name{};     ///< in the read-out and in files; the curve's id when empty
    QString endLabel{}; ///< beside the last point; none when empty
    bool markers = false;
    AxisSide axis = AxisSide::Left;
    bool inReadout = true;

    bool operator==(const CurveStyle&) const = default;
};

/// The room between two curves, filled faintly: the spread of several runs.
struct Band {
    QString lowerId{}; ///< of curves with the same x; nothing is filled where one is not there
    QString upperId{};
    Ink ink = Ink::Loss;

    bool operator==(const Band&) const = default;
};

enum class HandleShape {
    Down, ///< a line with ▼ at the top edge
    Up,   ///< a line with ▲ at the bottom edge
    Point ///< a ring on a curve
};

/// A value on the x axis that a person holds, as a vertical line with a mark to drag; or a point of a curve.
struct Handle {
    QString id{};
    double value = 0.0;
    QString label{}; ///< before the value: "max LR"
    Ink ink = Ink::Pick;
    HandleShape shape = HandleShape::Down;
    bool movable = true;            ///< along the x axis
    double level = 0.0;             ///< y of a point, the only kind that moves up and down
    AxisSide axis = AxisSide::Left; ///< of a point

    bool operator==(const Handle&) const = default;
};

/// A value on the x axis that the program points at: a faint vertical line with a name and, on hover, a
/// reason.
struct Guide {
    double value = 0.0;
    QString label{};
    QString reason{}; ///< one line

    bool operator==(const Guide&) const = default;
};

/// What a click would do, shown while the mouse is over the empty plot; with Shift held, the other.
struct Ghost {
    Handle onClick;
    Handle onShiftClick;

    bool operator==(const Ghost&) const = default;
};

/// A place on a map that is pointed at.
struct CellMark {
    QString row{};             ///< id of the curve
    std::optional<double> x{}; ///< a ring there; nothing marks the row as a whole
    QString label{};           ///< beside the ring
    Ink ink = Ink::Pick;

    bool operator==(const CellMark&) const = default;
};

/// Makes a plot a map: its curves are rows of cells, the first at the bottom, row i from i to i + 1 on the
/// left axis. A sample is a cell, coloured by its y; the right axis, which must have both ends, is the scale
/// of the colours, and all curves belong to it.
struct CellMap {
    QString beyond{}; ///< what a cell above the scale has done, for the read-out: "blown up"
    std::vector<CellMark> marks{};

    bool operator==(const CellMap&) const = default;
};

/// Fit shows everything, Follow keeps the newest samples in view at constant width, Hold leaves the view as
/// the person set it while data arrive.
enum class ViewMode { Fit, Follow, Hold };

} // namespace cyclo::ui
