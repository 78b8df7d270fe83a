// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/RunFunctions.h"

#include <QList>
#include <QObject>

#include <memory>

namespace cyclo::ui {

/// Counts the runs of one controller from 1; a view drops events whose id is not the one it shows.
using RunId = quint64;

/// A thin adapter: owns the training thread, implements TrainingObserver on it, and turns its events into
/// signals, at most about 30 a second. Lives on the GUI thread, where all its signals are emitted. At most
/// one run at a time.
///
/// Order of the signals of one run: runningChanged(true) at once; runStarted; stepsRecorded and epochRecorded,
/// or for a range test of several seeds seedStepsRecorded and seedEnded of each, as they happened;
/// runningChanged(false); rangeTestEnded or trainingEnded. The end comes exactly once;
/// runStarted is missing where the run failed or was stopped before its first step.
class RunController : public QObject {
    Q_OBJECT

public:
    explicit RunController(QObject* parent = nullptr); ///< runs what the core runs
    explicit RunController(RunFunctions functions, QObject* parent = nullptr);
    ~RunController() override; ///< asks a run to stop and waits for it; emits nothing

    bool isRunning() const;
    RunId currentRun() const; ///< of the run alive or the last one; 0 before the first

    /// Opens the data if they are not the ones already open, then runs. Impossible settings and data errors
    /// end the run as Failed with the message. @return the id its signals carry; 0 if a run is alive (nothing
    /// is started)
    RunId startRangeTest(const ExperimentConfig& config);
    RunId startTraining(const ExperimentConfig& config, const ScheduleRows& rows);

    /// Opens the data in the background for the Data page, beside a run if one is alive; answers with
    /// dataOpened or dataFailed. Only the newest request is answered.
    void openData(const DataConfig& config);

    /// Bends the rest of the training alive: from its next step on the planned learning rates are multiplied
    /// by the factor. Sets the value directly. Harmless when nothing runs. @param factor  above 0 and finite
    void bendLearningRate(double factor);

    void stop(); ///< sets the flag directly; the run ends after its current step. Harmless when nothing runs.

signals:
    void runStarted(RunId run, const cyclo::RunInfo& info); ///< of several seeds: the steps of all together
    void stepsRecorded(RunId run, const QList<cyclo::StepRecord>& steps); ///< in order, none lost
    void seedStepsRecorded(RunId run, quint64 seed, const QList<cyclo::StepRecord>& steps); ///< likewise
    void seedEnded(RunId run, quint64 seed, const cyclo::RunSummary& summary);              ///< after its steps
    void learningRateBent(RunId run, const cyclo::LearningRateChange& change); ///< once it is in use
    void epochRecorded(RunId run, const cyclo::EpochRecord& epoch);
    void rangeTestEnded(RunId run,
                        const std::shared_ptr<const cyclo::FindRecord>& record); ///< after its last steps
    void trainingEnded(RunId run, const std::shared_ptr<const cyclo::TrainRecord>& record); ///< likewise
    void runningChanged(bool running);
    void dataOpened(const std::shared_ptr<const cyclo::DataSource>& data);
    void dataFailed(const QString& message);

private:
    class Worker;

    RunId begin(); ///< a new id, or 0 while a run is alive
    void deliver();

    std::unique_ptr<Worker> worker_;
};

} // namespace cyclo::ui
