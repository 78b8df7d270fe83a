// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/RunController.h"

#include "ui/bridge/DataCache.h"
#include "ui/bridge/DeliveryTimer.h"
#include "ui/bridge/EventMailbox.h"
#include "ui/bridge/JobThread.h"

#include <QPointer>

#include <atomic>
#include <exception>
#include <utility>

namespace cyclo::ui {

namespace {

/// Puts the events of one run into the mailbox. Lives on the training thread.
class MailingObserver : public TrainingObserver {
public:
    MailingObserver(EventMailbox& mailbox, RunId run) : mailbox_(mailbox), run_(run) {}

    void runStarted(const RunInfo& info) override { mailbox_.post(RunStarted{run_, info}); }
    void stepEnded(const StepRecord& step) override {
        ++stepsDone_;
        mailbox_.postStep(run_, std::nullopt, step);
    }
    void learningRateChanged(const LearningRateChange& change) override {
        mailbox_.post(LearningRateBent{run_, change});
    }
    void epochEnded(const EpochRecord& epoch) override { mailbox_.post(EpochRecorded{run_, epoch}); }

    std::int64_t stepsDone() const { return stepsDone_; }

private:
    EventMailbox& mailbox_;
    RunId run_;
    std::int64_t stepsDone_ = 0;
};

/// The same of range tests of several seeds, each on a thread of its own.
class SeedMailingObserver : public SeedObserver {
public:
    SeedMailingObserver(EventMailbox& mailbox, RunId run, std::int64_t seeds)
        : mailbox_(mailbox), run_(run), seeds_(seeds) {}

    void testStarted(std::uint64_t, const RunInfo& info) override {
        if (started_.exchange(true)) return;
        RunInfo all = info;
        all.totalSteps *= seeds_;
        mailbox_.post(RunStarted{run_, all});
    }
    void testStepped(std::uint64_t seed, const StepRecord& step) override {
        ++stepsDone_;
        mailbox_.postStep(run_, seed, step);
    }
    void testEnded(std::uint64_t seed, const RunSummary& summary) override {
        mailbox_.post(SeedEnded{run_, seed, summary});
    }

    std::int64_t stepsDone() const { return stepsDone_; }

private:
    EventMailbox& mailbox_;
    RunId run_;
    std::int64_t seeds_;
    std::atomic<bool> started_ = false;
    std::atomic<std::int64_t> stepsDone_ = 0;
};

/// Runs `work` and returns what went wrong, empty if nothing did. Nothing gets past it.
template <typename Work> std::string messageOfFailure(Work work) {
    try {
        work();
        return {};
    } catch (const std::exception& error) {
        const std::string message = error.what();
        return message.empty() ? "failed without a message" : message;
    } catch (...) {
        return "failed for a reason that is no std::exception";
    }
}

} // namespace

/// Everything the controller has beside its signals. The threads touch only mailbox, cache and the stop token
/// of their job; the rest belongs to the GUI thread. No thread touches a QObject.
class RunController::Worker {
public:
    explicit Worker(RunFunctions given) : functions(std::move(given)), cache(functions.openData) {}
    ~Worker() { stop(); }

    void stop() {
        if (stopToken) stopToken->requestStop();
    }

    bool waitsForSomething() const { return running || answeredRequest != lastRequest; }

    /// Record: FindRecord or TrainRecord; Ended: the event that carries it; Observer: what `run` is watched by.
    template <typename Record, typename Ended, typename Observer, typename Run, typename... More>
    void postRun(const ExperimentConfig& config, Run run, More... more) {
        runs.post([this, config, run, more..., id = lastRun, stop = stopToken] {
            auto record = std::make_shared<Record>();
            Observer observer(mailbox, id, more...);
            const std::string failure = messageOfFailure([&] {
                const auto data = cache.get(config.data);
                if (stop->stopRequested()) {
                    record->config = config;
                    record->summary.outcome = RunOutcome::Stopped;
                    record->summary.message = "stopped before the first step";
                } else {
                    *record = run(*data, observer, *stop);
                }
            });
            if (!failure.empty()) {
                *record = Record{};
                record->config = config;
                record->summary.outcome = RunOutcome::Failed;
                record->summary.message = failure;
                record->summary.stepsDone = observer.stepsDone();
            }
            mailbox.post(Ended{id, std::move(record)});
        });
    }

    void postOpening(const DataConfig& config) {
        openings.post([this, config, request = lastRequest] {
            std::shared_ptr<const DataSource> data;
            const std::string failure = messageOfFailure([&] { data = cache.get(config); });
            if (failure.empty())
                mailbox.post(DataOpened{request, std::move(data)});
            else
                mailbox.post(DataFailed{request, failure});
        });
    }

    void tell(RunController* controller, const RunStarted& event) {
        emit controller->runStarted(event.run, event.info);
    }
    void tell(RunController* controller, const StepsRecorded& event) {
        if (event.seed)
            emit controller->seedStepsRecorded(event.run, *event.seed, event.steps);
        else
            emit controller->stepsRecorded(event.run, event.steps);
    }
    void tell(RunController* controller, const SeedEnded& event) {
        emit controller->seedEnded(event.run, event.seed, event.summary);
    }
    void tell(RunController* controller, const LearningRateBent& event) {
        emit controller->learningRateBent(event.run, event.change);
    }
    void tell(RunController* controller, const EpochRecorded& event) {
        emit controller->epochRecorded(event.run, event.epoch);
    }
    void tell(RunController* controller, const RangeTestEnded& event) {
        running = false;
        const QPointer<RunController> alive(controller);
        emit controller->runningChanged(false);
        if (alive) emit controller->rangeTestEnded(event.run, event.record);
    }
    void tell(RunController* controller, const TrainingEnded& event) {
        running = false;
        const QPointer<RunController> alive(controller);
        emit controller->runningChanged(false);
        if (alive) emit controller->trainingEnded(event.run, event.record);
    }
    void tell(RunController* controller, const DataOpened& event) {
        if (event.request != lastRequest) return; // a newer request is on its way
        answeredRequest = event.request;
        emit controller->dataOpened(event.data);
    }
    void tell(RunController* controller, const DataFailed& event) {
        if (event.request != lastRequest) return;
        answeredRequest = event.request;
        emit controller->dataFailed(QString::fromStdString(event.message));
    }

    RunFunctions functions;
    EventMailbox mailbox;
    DataCache cache;

    bool running = false;
    RunId lastRun = 0;
    std::shared_ptr<StopToken> stopToken; ///< of the last run: each has its own, so none hears an old request
    std::shared_ptr<LearningRateBend> bend; ///< of the last run, likewise
    std::uint64_t lastRequest = 0;          ///< of data for the Data page
    std::uint64_t answeredRequest = 0;
    std::deque<BridgeEvent> undelivered;
    DeliveryTimer timer;

    JobThread runs; // the threads last: they use the others
    JobThread openings;
};

RunController::RunController(RunFunctions functions, QObject* parent)
    : QObject(parent), worker_(std::make_unique<Worker>(std::move(functions))) {
    qRegisterMetaType<RunId>("RunId");
    qRegisterMetaType<RunInfo>();
    qRegisterMetaType<EpochRecord>();
    qRegisterMetaType<RunSummary>();
    qRegisterMetaType<QList<StepRecord>>();
    qRegisterMetaType<std::shared_ptr<const FindRecord>>();
    qRegisterMetaType<std::shared_ptr<const TrainRecord>>();
    qRegisterMetaType<std::shared_ptr<const DataSource>>();
    connect(&worker_->timer, &QTimer::timeout, this, &RunController::deliver);
}

RunController::~RunController() = default;

bool RunController::isRunning() const {
    return worker_->running;
}

RunId RunController::currentRun() const {
    return worker_->lastRun;
}

RunId RunController::begin() {
    if (worker_->running) return 0;
    worker_->running = true;
    worker_->stopToken = std::make_shared<StopToken>();
    worker_->bend = std::make_shared<LearningRateBend>();
    worker_->timer.begin();
    return ++worker_->lastRun;
}

RunId RunController::startRangeTest(const ExperimentConfig& config) {
    const RunId run = begin();
    if (run == 0) return 0;
    const auto called = [&config](const auto& function) {
        return [config, function](const DataSource& data, auto& observer, const StopToken& stop) {
            return function(config, data, observer, stop);
        };
    };
    if (config.finder.seeds > 1)
        worker_->postRun<FindRecord, RangeTestEnded, SeedMailingObserver>(
            config, called(worker_->functions.runSeedTests), config.finder.seeds);
    else
        worker_->postRun<FindRecord, RangeTestEnded, MailingObserver>(
            config, called(worker_->functions.runRangeTest));
    emit runningChanged(true);
    return run;
}

RunId RunController::startTraining(const ExperimentConfig& config, const ScheduleRows& rows) {
    const RunId run = begin();
    if (run == 0) return 0;
    const auto call = [config, rows, bend = worker_->bend, function = worker_->functions.runTraining](
                          const DataSource& data, TrainingObserver& observer, const StopToken& stop) {
        return function(config, rows, data, observer, stop, *bend);
    };
    worker_->postRun<TrainRecord, TrainingEnded, MailingObserver>(config, call);
    emit runningChanged(true);
    return run;
}

void RunController::openData(const DataConfig& config) {
    ++worker_->lastRequest;
    worker_->postOpening(config);
    worker_->timer.begin();
}

void RunController::bendLearningRate(double factor) {
    if (worker_->running) worker_->bend->set(factor);
}

void RunController::stop() {
    worker_->stop();
}

/// Emits what the threads have said. A slot may run an event loop of its own, start the next run, or delete
/// the controller: events are taken one at a time from a queue that a nested delivery goes on with.
void RunController::deliver() {
    for (auto& event : worker_->mailbox.take())
        worker_->undelivered.push_back(std::move(event));
    const QPointer<RunController> self(this);
    while (self && !worker_->undelivered.empty()) {
        const BridgeEvent event = std::move(worker_->undelivered.front());
        worker_->undelivered.pop_front();
        std::visit([&](const auto& value) { worker_->tell(self, value); }, event);
    }
    if (self && !worker_->waitsForSomething()) worker_->timer.stop();
}

} // namespace cyclo::ui
