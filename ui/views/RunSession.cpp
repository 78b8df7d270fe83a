// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunSession.h"

#include "ui/views/Baseline.h"
#include "ui/views/Workspace.h"

namespace cyclo::ui {

RunSession::RunSession(RunController& controller, Workspace& workspace, QObject* parent)
    : QObject(parent), controller_(controller), workspace_(workspace), runs_(new RunListModel(this)) {
    clock_.start();
    connectController();
    connectSeeds();
}

void RunSession::startRangeTest() {
    const ExperimentConfig config = workspace_.config();
    if (const RunId id = controller_.startRangeTest(config)) begin(id, RunKind::RangeTest, config, {});
}

void RunSession::startTraining() {
    const ScheduleRows rows = workspace_.plan().rows;
    if (rows.size() == 0) return;
    const ExperimentConfig config = workspace_.plannedConfig();
    if (const RunId id = controller_.startTraining(config, rows)) begin(id, RunKind::Training, config, rows);
}

void RunSession::startBaseline() {
    const auto config = baselineOf(workspace_);
    if (!config) return;
    const ScheduleRows rows = rowsOf({config->policy, config->weightDecay}, workspace_.plan().rows.size());
    if (const RunId id = controller_.startTraining(*config, rows))
        begin(id, RunKind::Training, *config, rows);
}

void RunSession::stop() {
    controller_.stop();
}

void RunSession::bendLearningRate(double factor) {
    controller_.bendLearningRate(factor);
}

const RunTrace* RunSession::trace(quint64 run) const {
    const auto found = traces_.find(run);
    return found == traces_.end() ? nullptr : &found->second;
}

const RunTrace* RunSession::current() const {
    return trace(current_);
}

void RunSession::refreshColours(Tone tone) {
    tone_ = tone;
    for (const auto& [run, trace] : traces_)
        list(trace);
}

quint64 RunSession::adopt(RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows,
                          bool drawn) {
    const RunTrace& trace = enter(kind, config, rows);
    if (drawn) drawn_.insert(trace.run);
    list(trace);
    if (drawn) emit started(trace);
    return trace.run;
}

void RunSession::adoptSteps(quint64 run, const QList<StepRecord>& steps) {
    RunTrace* trace = adopted(run);
    if (!trace || steps.isEmpty()) return;
    trace->steps.insert(trace->steps.end(), steps.begin(), steps.end());
    if (drawn_.contains(run)) emit stepsAdded(*trace, steps);
}

void RunSession::adoptSeeds(quint64 run, const FindRecord& pooled) {
    RunTrace* trace = adopted(run);
    if (!trace) return;
    for (const FindRecord& test : pooled.seeds) {
        if (!drawn_.contains(run)) break;
        emit seedStepsAdded(*trace, test.config.seed,
                            QList<StepRecord>(test.points.begin(), test.points.end()));
        emit seedEnded(*trace, test.config.seed, test.summary);
    }
    trace->steps = pooled.points;
}

void RunSession::adoptEpoch(quint64 run, const EpochRecord& epoch) {
    RunTrace* trace = adopted(run);
    if (!trace) return;
    trace->epochs.push_back(epoch);
    list(*trace);
    if (drawn_.contains(run)) emit epochAdded(*trace, epoch);
}

void RunSession::adoptEnd(quint64 run, const RunSummary& summary, const QString& found) {
    RunTrace* trace = adopted(run);
    if (!trace) return;
    trace->summary = summary;
    trace->found = found;
    list(*trace);
    emit ended(*trace, {});
}

RunTrace& RunSession::enter(RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows) {
    const quint64 run = newNumber();
    RunTrace& trace = traces_[run];
    trace.run = run;
    trace.kind = kind;
    trace.config = config;
    trace.rows = rows;
    // A range test draws in the colour of losses; only trainings are compared. The first ink is that colour
    // too, so trainings begin with the second.
    trace.ink = kind == RunKind::Training ? runInk(++trainings_) : Ink::Loss;
    return trace;
}

void RunSession::begin(RunId id, RunKind kind, const ExperimentConfig& config, const ScheduleRows& rows) {
    RunTrace& trace = enter(kind, config, rows);
    current_ = trace.run;
    currentId_ = id;
    seedSteps_ = 0;
    meter_.start({.totalSteps = kind == RunKind::RangeTest ? config.finder.steps * config.finder.seeds
                                                           : rows.size(),
                  .batchSize = config.batchSize},
                 static_cast<double>(clock_.elapsed()) / 1000.0);
    list(trace);
    emit started(trace);
    emit runningChanged(true);
}

void RunSession::connectController() {
    connect(&controller_, &RunController::runStarted, this, [this](RunId id, const RunInfo& info) {
        if (live(id)) meter_.start(info, static_cast<double>(clock_.elapsed()) / 1000.0);
    });
    connect(&controller_, &RunController::stepsRecorded, this,
            [this](RunId id, const QList<StepRecord>& steps) {
                RunTrace* trace = live(id);
                if (!trace || steps.isEmpty()) return;
                trace->steps.insert(trace->steps.end(), steps.begin(), steps.end());
                meter_.add(steps.back(), static_cast<double>(clock_.elapsed()) / 1000.0);
                emit stepsAdded(*trace, steps);
            });
    connect(&controller_, &RunController::learningRateBent, this,
            [this](RunId id, const LearningRateChange& change) {
                RunTrace* trace = live(id);
                if (!trace) return;
                trace->changes.push_back(change);
                emit learningRateBent(*trace);
            });
    connect(&controller_, &RunController::epochRecorded, this, [this](RunId id, const EpochRecord& epoch) {
        RunTrace* trace = live(id);
        if (!trace) return;
        trace->epochs.push_back(epoch);
        list(*trace);
        emit epochAdded(*trace, epoch);
    });
    connect(&controller_, &RunController::rangeTestEnded, this,
            [this](RunId id, const std::shared_ptr<const FindRecord>& record) {
                RunTrace* trace = live(id);
                if (!trace) return;
                trace->summary = record->summary;
                trace->found = foundText(record->suggestions);
                if (!record->seeds.empty()) trace->steps = record->points;
                if (record->summary.outcome != RunOutcome::Failed) workspace_.setFindRecord(record);
                end(*trace, verdictOfRangeTest(*trace, record->suggestions.recommended.has_value(),
                                               QString::fromStdString(record->suggestions.note)));
            });
    connect(&controller_, &RunController::trainingEnded, this,
            [this](RunId id, const std::shared_ptr<const TrainRecord>& record) {
                RunTrace* trace = live(id);
                if (!trace) return;
                trace->summary = record->summary;
                if (record->summary.outcome != RunOutcome::Failed) workspace_.setTrainRecord(record);
                end(*trace, verdictOfTraining(*trace));
            });
}

void RunSession::connectSeeds() {
    connect(&controller_, &RunController::seedStepsRecorded, this,
            [this](RunId id, quint64 seed, const QList<StepRecord>& steps) {
                const RunTrace* trace = live(id);
                if (!trace || steps.isEmpty()) return;
                seedSteps_ += steps.size();
                meter_.add(steps.back(), seedSteps_, static_cast<double>(clock_.elapsed()) / 1000.0);
                emit seedStepsAdded(*trace, seed, steps);
            });
    connect(&controller_, &RunController::seedEnded, this,
            [this](RunId id, quint64 seed, const RunSummary& summary) {
                const RunTrace* trace = live(id);
                if (!trace) return;
                meter_.shorten(trace->config.finder.steps - summary.stepsDone);
                emit seedEnded(*trace, seed, summary);
            });
}

void RunSession::end(const RunTrace& trace, const RunVerdict& verdict) {
    list(trace);
    emit ended(trace, verdict);
    emit runningChanged(false);
}

void RunSession::list(const RunTrace& trace) {
    runs_->put(itemOf(trace, inkColour(trace.ink, tone_)));
}

RunTrace* RunSession::live(RunId id) {
    const auto found = traces_.find(current_);
    return id == currentId_ && found != traces_.end() ? &found->second : nullptr;
}

RunTrace* RunSession::adopted(quint64 run) {
    const auto found = traces_.find(run);
    return run != current_ && found != traces_.end() ? &found->second : nullptr;
}

} // namespace cyclo::ui
