// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"
#include "core/training/TrainingObserver.h"
#include "ui/charts/PlotTypes.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <span>

namespace cyclo::ui {

class PlotView;

/// Learning rate (left axis) and momentum (right axis) over the steps of a run: planned thin, travelled
/// thick, a cursor at now.
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

    void appendTravelled(std::span<const StepRecord> steps); ///< in order; moves the cursor to the last one
    void clearTravelled();
    void setNow(std::optional<double> step); ///< the cursor; nothing hides it

private:
    CurveStyle style(Ink ink, bool travelled) const;

    PlotView* plot_ = nullptr;
};

} // namespace cyclo::ui
