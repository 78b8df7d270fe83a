// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace cyclo::ui {

/// Runs sweeps on threads of their own and turns what their members do into signals, about 30 times a second.
/// Lives on the GUI thread, where all its signals are emitted. At most one sweep at a time.
///
/// Order of the signals of one sweep: runningChanged(true); stageStarted, memberStepped and memberEnded as they
/// happened; runningChanged(false); ended or failed, once.
class SweepController : public QObject {
    Q_OBJECT

public:
    using RunFunction = std::function<SweepRecord(const SweepConfig&, const DataSource&, SweepObserver&,
                                                  const StopToken&, std::vector<SweepMemberRecord>)>;

    explicit SweepController(QObject* parent = nullptr); ///< runs what the core runs
    explicit SweepController(RunFunction run, QObject* parent = nullptr);
    ~SweepController() override; ///< asks a sweep to stop and waits for it; emits nothing

    bool isRunning() const { return timer_.isActive(); }
    const std::optional<SweepConfig>& config() const { return config_; } ///< of the one alive or the last one

    /// Nothing happens while a sweep is alive. @param finished  members that stand from before
    void start(const SweepConfig& config, std::shared_ptr<const DataSource> data,
               std::vector<SweepMemberRecord> finished = {});
    void stop(); ///< its members end after their present step

signals:
    void runningChanged(bool running);
    void stageStarted(const QList<cyclo::SweepMember>& members);
    void memberStepped(const cyclo::SweepMember& member, const QList<cyclo::StepRecord>& steps);
    /// @param soFar  the sweep as if it ended now, this member in it
    void memberEnded(const std::shared_ptr<const cyclo::SweepRecord>& soFar);
    void ended(const std::shared_ptr<const cyclo::SweepRecord>& record);
    void failed(const QString& message); ///< settings that cannot be run

private:
    class Worker;

    void deliver();

    std::unique_ptr<Worker> worker_;
    std::optional<SweepConfig> config_;
    QTimer timer_;
};

} // namespace cyclo::ui
