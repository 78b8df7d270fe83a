// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/Workspace.h"

#include <QUndoCommand>
#include <QUndoStack>

#include <stdexcept>
#include <utility>

namespace cyclo::ui {

namespace {

constexpr int kNotesMergeId = 0; // drags count from 1

} // namespace

/// One edit: the experiment before and after. Edits of one drag merge.
class ExperimentEdit : public QUndoCommand {
public:
    ExperimentEdit(Workspace& workspace, Experiment next, const QString& what, int mergeId)
        : QUndoCommand(what),
          workspace_(workspace),
          before_(workspace.experiment()),
          after_(std::move(next)),
          mergeId_(mergeId) {}

    void undo() override { workspace_.apply(before_); }
    void redo() override { workspace_.apply(after_); }
    int id() const override { return mergeId_; }
    bool mergeWith(const QUndoCommand* other) override {
        after_ = static_cast<const ExperimentEdit*>(other)->after_;
        setObsolete(after_ == before_);
        return true;
    }

private:
    Workspace& workspace_;
    Experiment before_;
    Experiment after_;
    int mergeId_;
};

Workspace::Workspace(QObject* parent) : QObject(parent), undoStack_(new QUndoStack(this)) {
    replan();
}

Workspace::~Workspace() = default;

ExperimentConfig Workspace::plannedConfig() const {
    ExperimentConfig planned = experiment_.config;
    planned.policy = plan_.policy;
    return planned;
}

void Workspace::setConfig(const ExperimentConfig& config, const QString& what) {
    Experiment next = experiment_;
    next.config = config;
    edit(next, what);
}

void Workspace::setPlannedConfig(const ExperimentConfig& planned, const QString& what) {
    Experiment next = experiment_;
    next.config = planned;
    const Policy& own = experiment_.config.policy;
    if (planned.policy == plan_.policy) {
        next.config.policy = own;
    } else if (planned.policy.index() == own.index()) {
        // The bounds live in the picks; the policy keeps its own as the fallback.
        next.picks = picksAfterEdit(experiment_.picks, plan_.policy, planned.policy);
        next.config.policy = withLearningRatesOf(planned.policy, own);
    }
    edit(next, what);
}

void Workspace::setExperiment(const Experiment& experiment, const QString& what) {
    edit(experiment, what);
}

void Workspace::setSweep(SweepKind kind, const SweepForm& form) {
    Experiment next = experiment_;
    set(next.sweeps, kind, form);
    edit(next, tr("settings of a sweep"));
}

void Workspace::setNotes(const QString& notes) {
    Experiment next = experiment_;
    next.notes = notes;
    edit(next, tr("notes"), kNotesMergeId);
}

void Workspace::pickMinLr(double learningRate) {
    setPicks(withMinLr(experiment_.picks, learningRate));
}

void Workspace::pickMaxLr(double learningRate) {
    setPicks(withMaxLr(experiment_.picks, learningRate));
}

void Workspace::setPicks(const LrPicks& picks) {
    Experiment next = experiment_;
    next.picks = picks;
    edit(next, tr("pick of the learning rate"));
}

void Workspace::beginDrag() {
    if (dragId_ < 0) dragId_ = ++dragCount_;
}

void Workspace::endDrag() {
    dragId_ = -1;
}

void Workspace::setData(std::shared_ptr<const DataSource> data) {
    data_ = std::move(data);
    dataProblem_.clear();
    emit dataChanged();
    replan();
}

void Workspace::setDataProblem(const QString& problem) {
    data_.reset();
    dataProblem_ = problem;
    emit dataChanged();
    replan();
}

void Workspace::setDataOpening() {
    data_.reset();
    dataProblem_.clear();
    emit dataChanged();
    replan();
}

void Workspace::setFindRecord(std::shared_ptr<const FindRecord> record) {
    findRecord_ = std::move(record);
    emit resultsChanged();
    replan();
}

std::optional<LrRecommendation> Workspace::recommendation() const {
    return findRecord_ ? findRecord_->suggestions.recommended : std::nullopt;
}

bool Workspace::finderIsCurrent() const {
    if (!findRecord_) return false;
    // A range test neither follows the policy nor counts epochs.
    ExperimentConfig tested = findRecord_->config;
    tested.policy = config().policy;
    tested.epochs = config().epochs;
    return tested == config();
}

void Workspace::setTrainRecord(std::shared_ptr<const TrainRecord> record) {
    trainRecord_ = std::move(record);
    emit resultsChanged();
}

void Workspace::edit(const Experiment& next, const QString& what, int mergeId) {
    if (next == experiment_) return;
    undoStack_->push(new ExperimentEdit(*this, next, what, isDragging() ? dragId_ : mergeId));
}

void Workspace::apply(const Experiment& experiment) {
    experiment_ = experiment;
    replan();
    emit experimentChanged();
}

void Workspace::replan() {
    plan_ = {};
    plan_.bounds = plannedBounds(config().policy, experiment_.picks, recommendation());
    plan_.policy = withBounds(config().policy, plan_.bounds);
    plan_.problem = dataProblem_;
    if (data_) {
        try {
            plan_.stepsPerEpoch = stepsPerEpoch(config(), *data_);
            plan_.rows = rowsOf({plan_.policy, config().weightDecay}, plan_.stepsPerEpoch * config().epochs);
        } catch (const std::invalid_argument& problem) {
            plan_.problem = QString::fromUtf8(problem.what());
        }
    }
    emit planChanged();
}

} // namespace cyclo::ui
