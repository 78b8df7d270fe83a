// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"

#include <QList>

namespace cyclo {
struct StepRecord;
}

namespace cyclo::ui {

class FinderPanel;
class LrFinderChart;
class RunSession;
class ScheduleChart;
class Workspace;
struct RunTrace;

/// Step 3: the range test. The curve grows while it runs; a click picks; the schedule below follows.
class FinderPage : public Page {
    Q_OBJECT

public:
    FinderPage(Workspace& workspace, RunSession& session, QWidget* parent = nullptr);

    FinderPanel* panel() const { return panel_; }
    LrFinderChart* chart() const { return chart_; }
    ScheduleChart* preview() const { return preview_; }
    std::vector<PlotView*> plots() const override;

    void showOpenedCurve(); ///< the workspace's range test was not run here: it comes whole

private:
    FinderPage(Workspace& workspace, FinderPanel* panel, QWidget* parent);
    void createCharts();
    void connectWorkspace();
    void connectPicks();
    void connectRuns(RunSession& session);
    void showExperiment();
    void showPicks();
    void showPrice();
    void showResult();
    void takePicks(); ///< what the chart's handles say, to three digits: a pixel is no more exact
    void beginCurve(const RunTrace& trace);

    Workspace& workspace_;
    FinderPanel* panel_ = nullptr;
    LrFinderChart* chart_ = nullptr;
    ScheduleChart* preview_ = nullptr;
    bool dragging_ = false; ///< one of its handles: they stay in the hand
};

} // namespace cyclo::ui
