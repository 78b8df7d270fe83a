// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"

class QCheckBox;

namespace cyclo::ui {

class SchedulePanel;
class ScheduleChart;
class Workspace;

/// Step 4: how learning rate and momentum move over the run, and on demand their joint effect lr / (1 - μ).
class SchedulePage : public Page {
    Q_OBJECT

public:
    explicit SchedulePage(Workspace& workspace, QWidget* parent = nullptr);

    SchedulePanel* panel() const { return panel_; }
    ScheduleChart* chart() const { return chart_; }
    std::vector<PlotView*> plots() const override;

private:
    SchedulePage(Workspace& workspace, SchedulePanel* panel, QWidget* parent);
    void createCharts();
    void showPlanned();
    void showEffective();

    Workspace& workspace_;
    SchedulePanel* panel_ = nullptr;
    ScheduleChart* chart_ = nullptr;
    PlotView* effective_ = nullptr; ///< lr / (1 - μ)
    QCheckBox* effectiveShown_ = nullptr;
};

} // namespace cyclo::ui
