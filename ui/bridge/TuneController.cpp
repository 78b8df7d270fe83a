// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/TuneController.h"

#include "ui/bridge/SweepMail.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace cyclo::ui {

namespace {

/// A member of a sweep, or a final run by its name.
using Source = std::variant<SweepMember, std::string>;

bool memberIsFinished(const SweepMemberRecord& member) {
    return isFinished(member);
}

FinishedParts finishedOf(const std::shared_ptr<const TuneRecord>& before) {
    if (!before) return {};
    FinishedParts parts;
    parts.wallSeconds = before->wallSeconds;
    parts.members = [before](const SweepConfig& config) {
        std::vector<SweepMemberRecord> finished;
        for (const SweepRecord* sweep : {&before->batches, &before->momenta, &before->weightDecays})
            if (sweep->config == config)
                std::ranges::copy_if(sweep->members, std::back_inserter(finished), memberIsFinished);
        return finished;
    };
    parts.run = [before](const TuneRun& wanted) {
        const auto found = std::ranges::find_if(before->runs, [&](const TuneRun& run) {
            return run.name == wanted.name && run.config == wanted.config && isFinished(run);
        });
        return found == before->runs.end() ? std::nullopt : std::optional(*found);
    };
    return parts;
}

} // namespace

TunePicks picksOf(const TuneRecord& record) {
    return {record.maxLr, record.momentum, record.weightDecay};
}

class TuneController::Worker final : public SweepMail<TuneObserver, Source> {
public:
    explicit Worker(TuneController& owner) : SweepMail(owner), owner_(owner) {}
    ~Worker() override { finish(); }

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
    void runKept(const TuneRun& run) override {
        mailbox_.post([this, name = nameOf(run),
                       epochs = QList<EpochRecord>(run.epochs.begin(), run.epochs.end()),
                       summary = run.summary] { emit owner_.runKept(name, epochs, summary); });
    }

private:
    static QString nameOf(const TuneRun& run) { return QString::fromStdString(run.name); }

    TuneController& owner_;
};

TuneController::TuneController(QObject* parent) : TuneController(runTune, parent) {}

TuneController::TuneController(RunFunction run, QObject* parent)
    : SweepFeed(parent), run_(std::move(run)), worker_(std::make_unique<Worker>(*this)) {
    connect(&timer_, &QTimer::timeout, this, &TuneController::deliver);
}

TuneController::~TuneController() = default;

void TuneController::start(const TuneConfig& config, std::shared_ptr<const DataSource> data,
                           std::shared_ptr<const TuneRecord> before) {
    if (isRunning()) return;
    timer_.begin();
    emit runningChanged(true);
    worker_->start([run = run_, config, data = std::move(data), finished = finishedOf(before)](
                       TuneObserver& observer,
                       const StopToken& stop) { return run(config, *data, observer, stop, finished); },
                   [this](const std::shared_ptr<const TuneRecord>& record) {
                       endRunning();
                       emit tuneEnded(record);
                   },
                   [this](const QString& message) {
                       endRunning();
                       emit failed(message);
                   });
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
