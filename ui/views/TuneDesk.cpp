// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/TuneDesk.h"

#include "core/experiments/SeedTests.h"
#include "core/experiments/SweepPlan.h"
#include "core/experiments/SweepResults.h"
#include "core/persistence/FileError.h"
#include "core/persistence/TuneFiles.h"
#include "ui/bridge/TuneController.h"
#include "ui/theme/Numbers.h"
#include "ui/views/RunSession.h"
#include "ui/views/Workspace.h"

#include <QDir>
#include <QStringList>
#include <QWidget>

#include <cmath>
#include <filesystem>
#include <utility>

namespace cyclo::ui {

namespace {

/// A lone test is itself.
FindRecord pooledOf(std::vector<FindRecord> tests, double seconds) {
    if (tests.size() == 1) return std::move(tests.front());
    ExperimentConfig config = tests.front().config;
    config.finder.seeds = static_cast<std::int64_t>(tests.size());
    return pooledTests(config, std::move(tests), seconds);
}

} // namespace

Experiment withPicks(Experiment experiment, const TuneRecord& record) {
    if (!record.maxLr) return experiment;
    const double momentum = record.momentum.value_or(SmithOneCycle{}.maxMomentum);
    const TuneRun* tuned = tunedRun(record);
    experiment.config.policy =
        tuned ? tuned->config.policy : finalPolicy(record.config, *record.maxLr, momentum);
    experiment.picks = {.minLr = std::nullopt, .maxLr = *record.maxLr}; // the lowest follows from it
    if (record.weightDecay) experiment.config.weightDecay = *record.weightDecay;
    return experiment;
}

bool picksFit(const ExperimentConfig& now, const TuneRecord& record) {
    const ExperimentConfig& then = record.config.base;
    return now.data == then.data && now.network == then.network && now.ownNetwork == then.ownNetwork &&
           now.batchSize == then.batchSize;
}

TuneDesk::TuneDesk(Workspace& workspace, RunSession& session, const TuneController& tunes, QWidget& window)
    : QObject(&window),
      workspace_(workspace),
      session_(session),
      window_(window),
      chooser_(dialogFileChooser()) {
    connect(&tunes, &TuneController::runningChanged, this, [this](bool running) {
        if (!running) return;
        runs_.clear();
        data_ = workspace_.data();
    });
    connect(&tunes, &TuneController::ended, this, [this](const std::shared_ptr<const SweepRecord>& sweep) {
        if (sweep->config.kind == SweepKind::BatchSize && sweep->outcome == RunOutcome::Completed)
            takeRangeTest(*sweep);
    });
    connectFinals(tunes);
    connect(&tunes, &TuneController::tuneEnded, this, &TuneDesk::end);
    connect(&tunes, &TuneController::failed, this, &TuneDesk::failed);
}

void TuneDesk::connectFinals(const TuneController& tunes) {
    connect(&tunes, &TuneController::runStarted, this,
            [this](const QString& name, const ExperimentConfig& config, const ScheduleRows& rows) {
                runs_[name] =
                    session_.adopt(RunKind::Training, config, rows, name == QLatin1String(kCycledRun));
            });
    connect(&tunes, &TuneController::runStepped, this,
            [this](const QString& name, const QList<StepRecord>& steps) {
                session_.adoptSteps(runs_[name], steps);
            });
    connect(
        &tunes, &TuneController::runMeasured, this,
        [this](const QString& name, const EpochRecord& epoch) { session_.adoptEpoch(runs_[name], epoch); });
    connect(&tunes, &TuneController::runEnded, this, [this](const QString& name, const RunSummary& summary) {
        session_.adoptEnd(runs_[name], summary);
    });
}

/// The range tests at the batch size itself, as if they had been run on the page of the learning rate.
void TuneDesk::takeRangeTest(const SweepRecord& sweep) {
    std::vector<FindRecord> tests;
    double seconds = 0.0;
    for (const SweepMemberRecord& test : sweep.members) {
        if (std::llround(test.member.value) != sweep.config.base.batchSize) continue;
        tests.push_back({.config = experimentOf(sweep.config, test.member, std::nullopt),
                         .summary = test.summary,
                         .points = test.points,
                         .suggestions = suggestionsOf(test)});
        seconds += test.summary.wallSeconds;
    }
    if (tests.empty()) return;
    const auto record = std::make_shared<const FindRecord>(pooledOf(std::move(tests), seconds));
    const quint64 run = session_.adopt(RunKind::RangeTest, record->config, {}, true);
    if (record->seeds.empty())
        session_.adoptSteps(run, QList<StepRecord>(record->points.begin(), record->points.end()));
    else
        session_.adoptSeeds(run, *record);
    workspace_.setFindRecord(record);
    session_.adoptEnd(run, record->summary, foundText(record->suggestions));
}

void TuneDesk::end(const std::shared_ptr<const TuneRecord>& record) {
    record_ = record;
    RunSummary thrown; // a run that threw tells no end
    thrown.outcome = RunOutcome::Failed;
    thrown.message = record->message;
    for (const auto& [name, run] : runs_)
        if (const RunTrace* trace = session_.trace(run); trace && !trace->summary)
            session_.adoptEnd(run, thrown);
    if (record->outcome == RunOutcome::Failed) emit failed(QString::fromStdString(record->message));
    if (const TuneRun* tuned = tunedRun(*record)) leaveTraining(*tuned);
    if (!record->maxLr) return;
    if (picksFit(workspace_.config(), *record))
        usePicks();
    else
        emit warned(
            tr("The recipe is done, but data, network or batch size were changed meanwhile: its picks were "
               "not put into the experiment. “Use the picks” on the Tune page does."));
}

/// The better 1cycle run is what the pages of training and export offer.
void TuneDesk::leaveTraining(const TuneRun& tuned) {
    auto trained = std::make_shared<TrainRecord>();
    trained->config = tuned.config;
    trained->summary = tuned.summary;
    trained->steps = tuned.steps;
    trained->epochs = tuned.epochs;
    trained->weights = tuned.weights;
    workspace_.setTrainRecord(trained);
}

void TuneDesk::usePicks() {
    if (!record_ || !record_->maxLr) return;
    workspace_.setExperiment(withPicks(workspace_.experiment(), *record_), tr("picks of the recipe"));
    QStringList picks = {tr("learning rate %1 to %2")
                             .arg(formatNumber(*record_->maxLr / 10.0), formatNumber(*record_->maxLr))};
    if (record_->momentum) picks += tr("momentum %1").arg(formatShort(*record_->momentum));
    if (record_->weightDecay) picks += tr("weight decay %1").arg(formatShort(*record_->weightDecay));
    emit reported(tr("Taken: %1; undo with Ctrl+Z").arg(picks.join(QStringLiteral(", "))));
}

void TuneDesk::save() {
    if (!record_) return;
    const QString folder = chooser_.folder(&window_, tr("Save the report into a folder"));
    if (folder.isEmpty()) return;
    try {
        QStringList names;
        for (const std::string& name : saveTune(std::filesystem::path(folder.toStdU16String()), *record_,
                                                stepsPerEpoch(record_->config.base, *data_)))
            names += QString::fromStdString(name);
        emit reported(
            tr("Wrote %1 into %2.").arg(names.join(QStringLiteral(", ")), QDir::toNativeSeparators(folder)));
    } catch (const FileError& problem) {
        emit failed(QString::fromUtf8(problem.what()));
    }
}

} // namespace cyclo::ui
