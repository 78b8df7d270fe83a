// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/experiments/SweepForm.h"
#include "core/experiments/TuneForm.h"
#include "ui/views/LrPlan.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

class QUndoStack;

namespace cyclo::ui {

/// Everything a person sets: what undo and redo move between.
struct Experiment {
    ExperimentConfig config;
    LrPicks picks;
    QString notes = {}; ///< what a person wrote about it
    SweepForms sweeps = {};
    TuneForm tune = {};

    bool operator==(const Experiment&) const = default;
};

/// The schedule a training run from here would follow.
struct Plan {
    Policy policy; ///< the experiment's, with the planned bounds
    LrBounds bounds;
    ScheduleRows rows;              ///< empty where there is no plan
    std::int64_t stepsPerEpoch = 0; ///< 0 until the data are open
    QString problem; ///< one line why there are no rows; empty while the data are still being opened
};

/// The experiment, the data it names and what was measured. The value lives here; windows show it.
/// Lives on the GUI thread.
class Workspace : public QObject {
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    const Experiment& experiment() const { return experiment_; }
    const ExperimentConfig& config() const { return experiment_.config; }
    const Plan& plan() const { return plan_; }
    ExperimentConfig plannedConfig() const; ///< config() with the plan's policy
    QUndoStack* undoStack() const { return undoStack_; }

    /// Each edit is one step of undo; one that changes nothing leaves no trace.
    void setConfig(const ExperimentConfig& config, const QString& what);
    /// An edit of plannedConfig(): learning rates that differ from the planned ones become picks.
    void setPlannedConfig(const ExperimentConfig& planned, const QString& what);
    void setExperiment(const Experiment& experiment, const QString& what);
    void setSweep(SweepKind kind, const SweepForm& form);
    void setNotes(const QString& notes); ///< what is written in a row is one step of undo

    /// Between beginDrag and endDrag all edits are one step of undo.
    void pickMinLr(double learningRate);
    void pickMaxLr(double learningRate);
    void setPicks(const LrPicks& picks);
    void beginDrag(); ///< nothing happens within a drag
    void endDrag();
    bool isDragging() const { return dragId_ >= 0; }

    std::shared_ptr<const DataSource> data() const { return data_; }
    QString dataProblem() const { return dataProblem_; }
    void setData(std::shared_ptr<const DataSource> data);
    void setDataProblem(const QString& problem);
    void setDataOpening(); ///< the data named by the config are on their way

    std::shared_ptr<const FindRecord> findRecord() const { return findRecord_; }
    void setFindRecord(std::shared_ptr<const FindRecord> record);
    std::optional<LrRecommendation> recommendation() const;
    bool finderIsCurrent() const; ///< the last range test ran with the settings of now

    std::shared_ptr<const TrainRecord> trainRecord() const { return trainRecord_; } ///< the last one
    void setTrainRecord(std::shared_ptr<const TrainRecord> record);

signals:
    void experimentChanged(); ///< config or picks
    void dataChanged();       ///< opened, failed, or on its way
    void resultsChanged();    ///< a run left a record
    void planChanged();       ///< the rows or their reasons differ; after each of the above that moves them

private:
    friend class ExperimentEdit;
    void edit(const Experiment& next, const QString& what, int mergeId = -1);
    void apply(const Experiment& experiment);
    void replan();

    Experiment experiment_;
    Plan plan_;
    QUndoStack* undoStack_ = nullptr;
    int dragId_ = -1;
    int dragCount_ = 0;
    std::shared_ptr<const DataSource> data_;
    QString dataProblem_;
    std::shared_ptr<const FindRecord> findRecord_;
    std::shared_ptr<const TrainRecord> trainRecord_;
};

} // namespace cyclo::ui
