// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/SweepController.h"

#include "ui/bridge/JobThread.h"
#include "ui/bridge/SweepMail.h"

#include <utility>

namespace cyclo::ui {

/// The thread that a sweep runs on, and what it and its members' threads have to say.
class SweepController::Worker : public SweepMail<SweepObserver, SweepMember> {
public:
    Worker(RunFunction run, SweepController& owner) : SweepMail(owner), run_(std::move(run)), owner_(owner) {}
    ~Worker() override { stop_.requestStop(); } // thread_ goes first and waits

    void start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
               std::vector<SweepMemberRecord> finished) {
        stop_.reset();
        thread_.post([this, config, data = std::move(data), finished = std::move(finished)] {
            try {
                end(std::make_shared<const SweepRecord>(run_(config, *data, *this, stop_, finished)), {});
            } catch (const std::exception& problem) {
                end(nullptr, QString::fromUtf8(problem.what()));
            }
        });
    }
    void stop() { stop_.requestStop(); }

private:
    void end(std::shared_ptr<const SweepRecord> record, const QString& failure) {
        mailbox_.post([this, record = std::move(record), failure] {
            owner_.endRunning();
            if (record)
                emit owner_.ended(record);
            else
                emit owner_.failed(failure);
        });
    }

    RunFunction run_;
    SweepController& owner_;
    StopToken stop_;
    JobThread thread_; // last: it uses the others
};

SweepController::SweepController(QObject* parent) : SweepController(runSweep, parent) {}

SweepController::SweepController(RunFunction run, QObject* parent)
    : SweepFeed(parent), worker_(std::make_unique<Worker>(std::move(run), *this)) {
    connect(&timer_, &QTimer::timeout, this, &SweepController::deliver);
}

SweepController::~SweepController() {
    worker_->stop();
}

void SweepController::start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
                            std::vector<SweepMemberRecord> finished) {
    if (isRunning()) return;
    timer_.begin();
    emit runningChanged(true);
    emit sweepStarted(config);
    worker_->start(config, std::move(data), std::move(finished));
}

void SweepController::stop() {
    worker_->stop();
}

void SweepController::deliver() {
    for (const auto& event : worker_->take()) {
        if (const auto* steps = std::get_if<StepMailbox<SweepMember>::Steps>(&event))
            emit memberStepped(steps->source, steps->steps);
        else
            std::get<StepMailbox<SweepMember>::News>(event)();
    }
}

void SweepController::endRunning() {
    timer_.stop();
    emit runningChanged(false);
}

} // namespace cyclo::ui
