// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"

#include <QList>

#include <set>

namespace cyclo {
struct EpochRecord;
struct StepRecord;
} // namespace cyclo

namespace cyclo::ui {

class RunSession;
class ScheduleChart;
class TrainPanel;
class TrainingChart;
class Workspace;
struct RunTrace;

/// Step 5: the training as it happens, over the learning rate and momentum it follows. Earlier runs can lie
/// under it.
class TrainPage : public Page {
    Q_OBJECT

public:
    TrainPage(Workspace& workspace, RunSession& session, QWidget* parent = nullptr);

    TrainPanel* panel() const { return panel_; }
    TrainingChart* chart() const { return chart_; }
    ScheduleChart* schedule() const { return schedule_; }
    std::vector<PlotView*> plots() const override;

    void setCompared(const std::set<quint64>& runs); ///< the runs a person wants to see

private:
    TrainPage(Workspace& workspace, RunSession& session, TrainPanel* panel, QWidget* parent);
    void createCharts();
    void connectRuns();
    void showPlanned();
    void showFigures();
    void showChanges(const RunTrace& trace);
    void beginRun(const RunTrace& trace);
    void showCompared();

    Workspace& workspace_;
    RunSession& session_;
    TrainPanel* panel_ = nullptr;
    TrainingChart* chart_ = nullptr;
    ScheduleChart* schedule_ = nullptr;
    bool planEdited_ = false; ///< while the run that is drawn was alive
    quint64 shown_ = 0;       ///< the run whose steps are drawn; 0 before the first
    std::set<quint64> compared_;
    std::set<quint64> drawn_; ///< comparisons that are on the chart
};

} // namespace cyclo::ui
