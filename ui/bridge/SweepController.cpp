// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/SweepController.h"

#include "ui/bridge/JobThread.h"

#include <deque>
#include <mutex>
#include <utility>
#include <variant>

namespace cyclo::ui {

namespace {

constexpr int kDeliveryMs = 33;

struct StageStarted {
    QList<SweepMember> members;
};
struct MemberStepped {
    SweepMember member;
    QList<StepRecord> steps;
};
struct MemberEnded {
    std::shared_ptr<const SweepRecord> soFar;
};
struct SweepEnded {
    std::shared_ptr<const SweepRecord> record; ///< null: it failed
    QString failure;
};
using Event = std::variant<StageStarted, MemberStepped, MemberEnded, SweepEnded>;

} // namespace

/// The thread that a sweep runs on, and what it and its members' threads have to say.
class SweepController::Worker : public SweepObserver {
public:
    explicit Worker(RunFunction run) : run_(std::move(run)) {}
    ~Worker() override { stop_.requestStop(); } // thread_ goes first and waits

    void start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
               std::vector<SweepMemberRecord> finished) {
        stop_.reset();
        thread_.post([this, config, data = std::move(data), finished = std::move(finished)] {
            try {
                auto record = run_(config, *data, *this, stop_, finished);
                post(SweepEnded{std::make_shared<const SweepRecord>(std::move(record)), {}});
            } catch (const std::exception& problem) {
                post(SweepEnded{nullptr, QString::fromUtf8(problem.what())});
            }
        });
    }
    void stop() { stop_.requestStop(); }

    std::deque<Event> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(events_, {});
    }

    // --- on the sweep's and its members' threads ---
    void stageStarted(const std::vector<SweepMember>& members) override {
        post(StageStarted{QList<SweepMember>(members.begin(), members.end())});
    }
    void memberStepped(const SweepMember& member, const StepRecord& step) override {
        const std::lock_guard lock(mutex_);
        // Steps of a member that wait side by side go out in one signal.
        for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
            auto* stepped = std::get_if<MemberStepped>(&*event);
            if (!stepped) break;
            if (stepped->member != member) continue;
            stepped->steps.append(step);
            return;
        }
        events_.push_back(MemberStepped{member, {step}});
    }
    void memberEnded(const SweepRecord& soFar, const SweepMemberRecord&) override {
        post(MemberEnded{std::make_shared<const SweepRecord>(soFar)});
    }

private:
    void post(Event event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
    }

    RunFunction run_;
    StopToken stop_;
    std::mutex mutex_;
    std::deque<Event> events_;
    JobThread thread_; // last: it uses the others
};

SweepController::SweepController(QObject* parent) : SweepController(runSweep, parent) {}

SweepController::SweepController(RunFunction run, QObject* parent)
    : QObject(parent), worker_(std::make_unique<Worker>(std::move(run))) {
    connect(&timer_, &QTimer::timeout, this, &SweepController::deliver);
}

SweepController::~SweepController() {
    worker_->stop();
}

void SweepController::start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
                            std::vector<SweepMemberRecord> finished) {
    if (isRunning()) return;
    config_ = config;
    timer_.start(kDeliveryMs);
    emit runningChanged(true);
    worker_->start(config, std::move(data), std::move(finished));
}

void SweepController::stop() {
    worker_->stop();
}

void SweepController::deliver() {
    for (const Event& event : worker_->take()) {
        if (const auto* stage = std::get_if<StageStarted>(&event)) emit stageStarted(stage->members);
        if (const auto* stepped = std::get_if<MemberStepped>(&event))
            emit memberStepped(stepped->member, stepped->steps);
        if (const auto* member = std::get_if<MemberEnded>(&event)) emit memberEnded(member->soFar);
        if (const auto* end = std::get_if<SweepEnded>(&event)) {
            timer_.stop();
            emit runningChanged(false);
            if (end->record)
                emit ended(end->record);
            else
                emit failed(end->failure);
        }
    }
}

} // namespace cyclo::ui
