// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/experiments/SweepRun.h"
#include "core/experiments/TuneConfig.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// The final 1cycle runs, by name: the cycle, and the same with momentum held at its highest.
inline constexpr const char* kCycledRun = "1cycle";
inline constexpr const char* kHeldRun = "1cycle, momentum held";

/// A final run or a baseline.
struct TuneRun {
    std::string name; ///< kCycledRun, kHeldRun, "constant 0.03", "step decay 0.03"
    ExperimentConfig config;
    RunSummary summary;
    std::vector<StepRecord> steps;
    std::vector<EpochRecord> epochs;
    std::vector<NamedTensor> weights = {}; ///< after the last step; kept of the 1cycle runs alone
};

/// A run that stands, however it ended: stopped and failed ones are made again when a recipe goes on.
bool isFinished(const TuneRun& run);
bool isTuned(const TuneRun& run); ///< a 1cycle run, no baseline

/// Everything the recipe did and picked. A part that was not reached is empty.
struct TuneRecord {
    TuneConfig config;
    RunOutcome outcome = RunOutcome::Completed;
    std::string message; ///< one line for people; empty when completed
    std::vector<TuneBudget> budget;
    SweepRecord batches, momenta, weightDecays;
    std::optional<double> maxLr = {}; ///< of the mean curve of the seeds, at the batch size itself
    std::optional<LrInterval> maxLrInterval = {}; ///< that it was recommended with
    std::string maxLrWhy = {};                    ///< one line for people
    std::optional<double> momentum = {};          ///< best of the short runs
    std::optional<double> weightDecay = {};       ///< best of the runs over it, bisected ones too
    double wallSeconds = 0.0;  ///< from start to end, with those of before where it went on
    std::vector<TuneRun> runs; ///< finished: the 1cycle runs first, then the baselines
};

/// The 1cycle run with the lowest final validation loss, what the recipe is for. The first if none ended
/// well; null if none was finished.
const TuneRun* tunedRun(const TuneRecord& record);

/// Watches; the calls of the sweeps as SweepObserver says. What a final run does is told on its thread: calls
/// about one run come in order, calls about different runs at the same time. The rest come one at a time.
class TuneObserver : public SweepObserver {
public:
    virtual void partStarted(const TuneBudget&) {}
    virtual void sweepStarted(const SweepConfig&) {}    ///< of a part that sweeps, before its first stage
    virtual void sweepEnded(const SweepRecord&) {}      ///< however it ended
    virtual void picked(const TuneRecord& /*soFar*/) {} ///< after a part that settled one pick more
    /// A final run; its records are empty yet.
    virtual void runStarted(const TuneRun&, const ScheduleRows&) {}
    virtual void runStepped(const TuneRun&, const StepRecord&) {}
    virtual void runMeasured(const TuneRun&, const EpochRecord&) {}
    virtual void runEnded(const TuneRun&) {} ///< of a final run, on its thread, one at a time
    /// A final run that stands from before: nothing else is told of it.
    virtual void runKept(const TuneRun&) {}
};

/// What stands from before, for a recipe that goes on; nothing for a new one.
struct FinishedParts {
    std::function<std::vector<SweepMemberRecord>(const SweepConfig&)> members = {};
    /// The final run of this name and config, if it was finished.
    std::function<std::optional<TuneRun>(const TuneRun& wanted)> run = {};
    double wallSeconds = 0.0; ///< that they took
};

/// Runs the recipe. Same settings, same numbers: nothing in the record but the times depends on the machine's
/// mood. Blocks.
/// @throws std::invalid_argument  for impossible settings; everything later is an outcome
TuneRecord runTune(const TuneConfig& config, const DataSource& data, TuneObserver& observer,
                   const StopToken& stop, const FinishedParts& finished = {});

/// The range tests at the batch size itself, one per seed.
std::vector<const SweepMemberRecord*> rangeTestsOf(const TuneRecord& record);

/// The baseline with the lowest final validation loss; nothing if none ended well.
const TuneRun* bestBaseline(const TuneRecord& record);

} // namespace cyclo
