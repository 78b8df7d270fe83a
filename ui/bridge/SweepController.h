// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"
#include "ui/bridge/DeliveryTimer.h"
#include "ui/bridge/SweepFeed.h"

#include <functional>
#include <memory>
#include <vector>

namespace cyclo::ui {

/// Runs sweeps on threads of their own and turns what their members do into signals, at most 30 times a
/// second (DeliveryTimer.h). Lives on the GUI thread, where all its signals are emitted. At most one sweep at
/// a time.
///
/// Order of the signals of one sweep: runningChanged(true) and sweepStarted at once; those of its members as
/// they happened; runningChanged(false); ended or failed, once.
class SweepController : public SweepFeed {
    Q_OBJECT

public:
    using RunFunction = std::function<SweepRecord(const SweepConfig&, const DataSource&, SweepObserver&,
                                                  const StopToken&, std::vector<SweepMemberRecord>)>;

    explicit SweepController(QObject* parent = nullptr); ///< runs what the core runs
    explicit SweepController(RunFunction run, QObject* parent = nullptr);
    ~SweepController() override; ///< asks a sweep to stop and waits for it; emits nothing

    bool isRunning() const { return timer_.isActive(); }

    /// Nothing happens while a sweep is alive. @param finished  members that stand from before
    void start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
               std::vector<SweepMemberRecord> finished = {});
    void stop(); ///< its members end after their present step

signals:
    void runningChanged(bool running);
    void failed(const QString& message); ///< settings that cannot be run

private:
    class Worker;

    void deliver();
    void endRunning();

    RunFunction run_;
    std::unique_ptr<Worker> worker_;
    DeliveryTimer timer_;
};

} // namespace cyclo::ui
