// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/TuneController.h"

#include "ui/bridge/JobThread.h"
#include "ui/bridge/SweepMail.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace cyclo::ui {

namespace {

/// A member of a sweep, or a final run by its name.
using Source = std::variant<SweepMember, std::string>;

FinishedMembers membersOf(std::shared_ptr<const TuneRecord> before) {
    if (!before) return {};
    return [before = std::move(before)](const SweepConfig& config) {
        std::vector<SweepMemberRecord> finished;
        for (const SweepRecord* sweep : {&before->batches, &before->momenta, &before->weightDecays})
            if (sweep->config == config)
                std::ranges::copy_if(sweep->members, std::back_inserter(finished), isFinished);
        return finished;
    };
}

} // namespace

TunePicks picksOf(const TuneRecord& record) {
    return {record.maxLr, record.momentum, record.weightDecay};
}

/// The thread that the recipe runs on, and what it and its runs' threads have to say.
class TuneController::Worker : public SweepMail<TuneObserver, Source> {
public:
    Worker(RunFunction run, TuneController& owner) : SweepMail(owner), run_(std::move(run)), owner_(owner) {}
    ~Worker() override { stop_.requestStop(); } // thread_ goes first and waits

    void start(const TuneConfig& config, std::shared_ptr<const DataSource> data, FinishedMembers finished) {
        stop_.reset();
        thread_.post([this, config, data = std::move(data), finished = std::move(finished)] {
            try {
                end(std::make_shared<const TuneRecord>(run_(config, *data, *this, stop_, finished)), {});
            } catch (const std::exception& problem) {
                end(nullptr, QString::fromUtf8(problem.what()));
            }
        });
    }
    void stop() { stop_.requestStop(); }

    // --- on the threads of the recipe and its runs ---
    void partStarted(const TuneBudget& part) override {
        mailbox_.post([this, part] { emit owner_.partStarted(part); });
    }
    void sweepStarted(const SweepConfig& config) override {
        mailbox_.post([this, config] { emit owner_.sweepStarted(config); });
    }
    void sweepEnded(const SweepRecord& sweep) override {
        mailbox_.post(
            [this, record = std::make_shared<const SweepRecord>(sweep)] { emit owner_.ended(record); });
    }
    void picked(const TuneRecord& soFar) override {
        mailbox_.post([this, picks = picksOf(soFar)] { emit owner_.picked(picks); });
    }
    void runStarted(const TuneRun& run, const ScheduleRows& rows) override {
        mailbox_.post([this, name = nameOf(run), config = run.config, rows] {
            emit owner_.runStarted(name, config, rows);
        });
    }
    void runStepped(const TuneRun& run, const StepRecord& step) override {
        mailbox_.postStep(run.name, step);
    }
    void runMeasured(const TuneRun& run, const EpochRecord& epoch) override {
        mailbox_.post([this, name = nameOf(run), epoch] { emit owner_.runMeasured(name, epoch); });
    }
    void runEnded(const TuneRun& run) override {
        mailbox_.post(
            [this, name = nameOf(run), summary = run.summary] { emit owner_.runEnded(name, summary); });
    }

private:
    static QString nameOf(const TuneRun& run) { return QString::fromStdString(run.name); }

    void end(std::shared_ptr<const TuneRecord> record, const QString& failure) {
        mailbox_.post([this, record = std::move(record), failure] {
            owner_.endRunning();
            if (record)
                emit owner_.tuneEnded(record);
            else
                emit owner_.failed(failure);
        });
    }

    RunFunction run_;
    TuneController& owner_;
    StopToken stop_;
    JobThread thread_; // last: it uses the others
};

TuneController::TuneController(QObject* parent) : TuneController(runTune, parent) {}

TuneController::TuneController(RunFunction run, QObject* parent)
    : SweepFeed(parent), worker_(std::make_unique<Worker>(std::move(run), *this)) {
    connect(&timer_, &QTimer::timeout, this, &TuneController::deliver);
}

TuneController::~TuneController() {
    worker_->stop();
}

void TuneController::start(const TuneConfig& config, std::shared_ptr<const DataSource> data,
                           std::shared_ptr<const TuneRecord> before) {
    if (isRunning()) return;
    timer_.begin();
    emit runningChanged(true);
    worker_->start(config, std::move(data), membersOf(std::move(before)));
}

void TuneController::stop() {
    worker_->stop();
}

void TuneController::deliver() {
    for (const auto& event : worker_->take()) {
        const auto* steps = std::get_if<StepMailbox<Source>::Steps>(&event);
        if (!steps)
            std::get<StepMailbox<Source>::News>(event)();
        else if (const auto* member = std::get_if<SweepMember>(&steps->source))
            emit memberStepped(*member, steps->steps);
        else
            emit runStepped(QString::fromStdString(std::get<std::string>(steps->source)), steps->steps);
    }
}

void TuneController::endRunning() {
    timer_.stop();
    emit runningChanged(false);
}

} // namespace cyclo::ui
