// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"
#include "ui/views/ScheduleDrag.h"

#include <optional>

class QCheckBox;

namespace cyclo::ui {

class MomentumPage;
class SchedulePanel;
class ScheduleChart;
class SweepController;
class Workspace;

/// Step 5: how learning rate and momentum move over the run, and on demand their joint effect lr / (1 - μ).
/// The corners of the schedule can be dragged; a drag is one step of undo. Short runs at a few momenta lie
/// behind a second tab.
class SchedulePage : public Page {
    Q_OBJECT

public:
    SchedulePage(Workspace& workspace, SweepController& sweeps, QWidget* parent = nullptr);

    SchedulePanel* panel() const { return panel_; }
    ScheduleChart* chart() const { return chart_; }
    MomentumPage* momenta() const { return momenta_; } ///< behind the second tab
    std::vector<PlotView*> plots() const override;
    void startSweep() override; ///< of momenta

private:
    SchedulePage(Workspace& workspace, SweepController& sweeps, SchedulePanel* panel, QWidget* parent);
    void createCharts();
    void showPlanned();
    void showEffective();
    void dragCorner(ShapePart part, double step, double value);
    void endDrag();

    Workspace& workspace_;
    SchedulePanel* panel_ = nullptr;
    ScheduleChart* chart_ = nullptr;
    PlotView* effective_ = nullptr; ///< lr / (1 - μ)
    QCheckBox* effectiveShown_ = nullptr;
    MomentumPage* momenta_ = nullptr;
    std::optional<ScheduleDrag> drag_; ///< while a corner is in the hand
};

} // namespace cyclo::ui
