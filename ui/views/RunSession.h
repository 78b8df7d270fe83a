// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/RunController.h"
#include "ui/views/RunProgress.h"
#include "ui/views/RunTrace.h"

#include <QElapsedTimer>
#include <QObject>

#include <map>

namespace cyclo::ui {

class Workspace;

/// Starts the workspace's runs and keeps what they report: live values, finished traces, the list of runs.
/// Puts finished records into the workspace. Lives on the GUI thread.
class RunSession : public QObject {
    Q_OBJECT

public:
    RunSession(RunController& controller, Workspace& workspace, QObject* parent = nullptr);

    /// Nothing happens while a run is alive. Training follows the workspace's plan.
    void startRangeTest();
    void startTraining();
    void startBaseline(); ///< as long as the plan, at a fixed learning rate; see baselineOf
    void stop();
    void bendLearningRate(double factor); ///< of the rest of the training alive; told of by learningRateBent

    bool isRunning() const { return controller_.isRunning(); }
    const RunTrace* trace(quint64 run) const; ///< null if there is none
    const RunTrace* current() const;          ///< the run alive or the last one; null before the first
    const RunProgress& progress() const { return meter_.progress(); }
    RunListModel* runs() const { return runs_; }
    void refreshColours(Tone tone); ///< of the runs in the list

signals:
    void started(const cyclo::ui::RunTrace& trace);
    void stepsAdded(const cyclo::ui::RunTrace& trace, const QList<cyclo::StepRecord>& steps);
    void learningRateBent(const cyclo::ui::RunTrace& trace); ///< trace.changes has one more
    void epochAdded(const cyclo::ui::RunTrace& trace, const cyclo::EpochRecord& epoch);
    void ended(const cyclo::ui::RunTrace& trace, const cyclo::ui::RunVerdict& verdict);
    void runningChanged(bool running); ///< after ended, so that who asks finds the records

private:
    void connectController();
    void begin(quint64 run, RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows);
    void end(const RunTrace& trace, const RunVerdict& verdict);
    void list(const RunTrace& trace);
    RunTrace* live(quint64 run);

    RunController& controller_;
    Workspace& workspace_;
    RunListModel* runs_ = nullptr;
    std::map<quint64, RunTrace> traces_;
    quint64 current_ = 0;
    int trainings_ = 0; ///< so far: each takes the next ink
    Tone tone_ = Tone::Light;
    ProgressMeter meter_;
    QElapsedTimer clock_;
};

} // namespace cyclo::ui
