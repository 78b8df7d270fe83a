// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/PolicyShape.h"
#include "core/schedules/ScheduleRows.h"
#include "core/training/TrainingObserver.h"
#include "ui/charts/PlotTypes.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cyclo::ui {

class PlotView;

/// Learning rate (left axis) and momentum (right axis) over the steps of a run: planned thin, travelled
/// thick, a cursor at now. Where corners are given they can be taken by the hand: as long as there are any,
/// the axes leave room to drag them to.
class ScheduleChart : public QWidget {
    Q_OBJECT

public:
    explicit ScheduleChart(QWidget* parent = nullptr);

    PlotView* plot() const { return plot_; }

    void setTitle(const QString& sentence);
    void setEmptyMessage(const QString& sentence); ///< what will appear, and which button makes it

    void setTotalSteps(std::int64_t steps); ///< of the x axis while there is no plan; 0: from the data
    /// Replaces the plan; cheap enough to call while a handle is dragged.
    void setPlan(const ScheduleRows& rows);
    void clearPlan();

    /// The corners of the plan that can be dragged; none at first. Emits nothing. A drag under way goes on if
    /// its corner is still there.
    void setShape(const std::vector<ShapePoint>& points);

    void appendTravelled(std::span<const StepRecord> steps); ///< in order; moves the cursor to the last one
    void clearTravelled();
    void setChanges(std::span<const LearningRateChange> changes); ///< that a person made to the run; marked
    void setNow(std::optional<double> step); ///< the cursor; nothing hides it

signals:
    /// A corner is dragged or stepped to this place; whoever listens gives the corners that come of it.
    /// @param value  learning rate or momentum
    void shapeMoved(cyclo::ShapePart part, double step, double value);
    void shapeReleased(); ///< once at the end, after Esc too (the corner is back then)

private:
    void showAxes(const std::vector<ShapePoint>& points);
    CurveStyle style(Ink ink, bool travelled) const;

    PlotView* plot_ = nullptr;
};

} // namespace cyclo::ui
