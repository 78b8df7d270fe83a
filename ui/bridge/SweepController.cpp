// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/SweepController.h"

#include "ui/bridge/SweepMail.h"

#include <utility>

namespace cyclo::ui {

class SweepController::Worker final : public SweepMail<SweepObserver, SweepMember> {
public:
    using SweepMail::SweepMail;
    ~Worker() override { finish(); }
};

SweepController::SweepController(QObject* parent) : SweepController(runSweep, parent) {}

SweepController::SweepController(RunFunction run, QObject* parent)
    : SweepFeed(parent), run_(std::move(run)), worker_(std::make_unique<Worker>(*this)) {
    connect(&timer_, &QTimer::timeout, this, &SweepController::deliver);
}

SweepController::~SweepController() = default;

void SweepController::start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
                            std::vector<SweepMemberRecord> finished) {
    if (isRunning()) return;
    timer_.begin();
    emit runningChanged(true);
    emit sweepStarted(config);
    worker_->start(
        [run = run_, config, data = std::move(data), finished = std::move(finished)](
            SweepObserver& observer, const StopToken& stop) {
            return run(config, *data, observer, stop, finished);
        },
        [this](const std::shared_ptr<const SweepRecord>& record) {
            endRunning();
            emit ended(record);
        },
        [this](const QString& message) {
            endRunning();
            emit failed(message);
        });
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
