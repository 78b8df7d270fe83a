// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/RunController.h"
#include "ui/views/RunProgress.h"
#include "ui/views/RunTrace.h"

#include <QElapsedTimer>
#include <QObject>

#include <map>
#include <set>

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

    /// A run that somebody else makes, the recipe, is listed and kept like the session's own.
    /// @param drawn  the pages draw it as it goes on: started and what follows are told of it
    /// @return its number
    quint64 adopt(RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows, bool drawn);
    void adoptSteps(quint64 run, const QList<StepRecord>& steps);
    void adoptSeeds(quint64 run, const FindRecord& pooled); ///< its tests and their mean, in place of steps
    void adoptEpoch(quint64 run, const EpochRecord& epoch);
    /// @param found  see RunTrace
    void adoptEnd(quint64 run, const RunSummary& summary, const QString& found = {});
    quint64 newNumber() { return ++numbers_; } ///< for a row of the list that is no run
    bool isOwn(const RunTrace& trace) const { return trace.run == current_; } ///< the last one started here

    bool isRunning() const { return controller_.isRunning(); }
    const RunTrace* trace(quint64 run) const; ///< null if there is none
    const RunTrace* current() const;          ///< the own run alive or the last one; null before the first
    const RunProgress& progress() const { return meter_.progress(); }
    RunListModel* runs() const { return runs_; }
    void refreshColours(Tone tone); ///< of the runs in the list

signals:
    void started(const cyclo::ui::RunTrace& trace);
    void stepsAdded(const cyclo::ui::RunTrace& trace, const QList<cyclo::StepRecord>& steps);
    /// Of one of several range tests; the trace has their mean once all have ended.
    void seedStepsAdded(const cyclo::ui::RunTrace& trace, quint64 seed, const QList<cyclo::StepRecord>& steps);
    void seedEnded(const cyclo::ui::RunTrace& trace, quint64 seed, const cyclo::RunSummary& summary);
    void learningRateBent(const cyclo::ui::RunTrace& trace); ///< trace.changes has one more
    void epochAdded(const cyclo::ui::RunTrace& trace, const cyclo::EpochRecord& epoch);
    void ended(const cyclo::ui::RunTrace& trace, const cyclo::ui::RunVerdict& verdict);
    void runningChanged(bool running); ///< after ended, so that who asks finds the records

private:
    void connectController();
    RunTrace& enter(RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows);
    void connectSeeds();
    void begin(RunId id, RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows);
    void end(const RunTrace& trace, const RunVerdict& verdict);
    void list(const RunTrace& trace);
    RunTrace* live(RunId id);
    RunTrace* adopted(quint64 run);

    RunController& controller_;
    Workspace& workspace_;
    RunListModel* runs_ = nullptr;
    std::map<quint64, RunTrace> traces_;
    std::set<quint64> drawn_; ///< of the adopted ones
    quint64 numbers_ = 0;     ///< given so far
    quint64 current_ = 0;
    RunId currentId_ = 0; ///< the controller's name for current_
    int trainings_ = 0;   ///< so far: each takes the next ink
    Tone tone_ = Tone::Light;
    ProgressMeter meter_;
    std::int64_t seedSteps_ = 0; ///< of all seeds of the run alive
    QElapsedTimer clock_;
};

} // namespace cyclo::ui
