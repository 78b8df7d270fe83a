// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"
#include "ui/bridge/DeliveryTimer.h"
#include "ui/bridge/SweepFeed.h"

#include <functional>
#include <memory>
#include <optional>

namespace cyclo::ui {

/// What the recipe has settled so far.
struct TunePicks {
    std::optional<double> maxLr = {};
    std::optional<double> momentum = {};
    std::optional<double> weightDecay = {};

    bool operator==(const TunePicks&) const = default;
};
TunePicks picksOf(const TuneRecord& record);

/// Runs the whole recipe on threads of its own and turns what its parts do into signals, at most 30 times a
/// second. Lives on the GUI thread, where all its signals are emitted. At most one recipe at a time.
///
/// Order of the signals of one recipe: runningChanged(true) at once; partStarted, and within a part those of
/// its sweep or of its runs, then picked; runningChanged(false); tuneEnded or failed, once.
class TuneController : public SweepFeed {
    Q_OBJECT

public:
    using RunFunction = std::function<TuneRecord(const TuneConfig&, const DataSource&, TuneObserver&,
                                                 const StopToken&, const FinishedParts&)>;

    explicit TuneController(QObject* parent = nullptr); ///< runs what the core runs
    explicit TuneController(RunFunction run, QObject* parent = nullptr);
    ~TuneController() override; ///< asks a recipe to stop and waits for it; emits nothing

    bool isRunning() const { return timer_.isActive(); }

    /// Nothing happens while a recipe is alive.
    /// @param before  one that was stopped: sweeps with the same settings go on from its members, and its
    ///                finished final runs stand; may be null
    void start(const TuneConfig& config, std::shared_ptr<const DataSource> data,
               std::shared_ptr<const TuneRecord> before = {});
    void stop(); ///< its runs end after their present step

signals:
    void runningChanged(bool running);
    void partStarted(const cyclo::TuneBudget& part);
    void picked(const cyclo::ui::TunePicks& soFar);
    /// A final run, from here on known by its name.
    void runStarted(const QString& name, const cyclo::ExperimentConfig& config,
                    const cyclo::ScheduleRows& rows);
    void runStepped(const QString& name, const QList<cyclo::StepRecord>& steps);
    void runMeasured(const QString& name, const cyclo::EpochRecord& epoch);
    void runEnded(const QString& name, const cyclo::RunSummary& summary);
    void runKept(const QString& name, const QList<cyclo::EpochRecord>& epochs,
                 const cyclo::RunSummary& summary); ///< stands from before; instead of the other four
    void tuneEnded(const std::shared_ptr<const cyclo::TuneRecord>& record);
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
