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

/// A final run or a baseline.
struct TuneRun {
    std::string name; ///< "1cycle", "constant 0.03", "step decay 0.03"
    ExperimentConfig config;
    RunSummary summary;
    std::vector<StepRecord> steps;
    std::vector<EpochRecord> epochs;
};

/// Everything the recipe did and picked. A part that was not reached is empty.
struct TuneRecord {
    TuneConfig config;
    RunOutcome outcome = RunOutcome::Completed;
    std::string message; ///< one line for people; empty when completed
    std::vector<TuneBudget> budget;
    SweepRecord batches, momenta, weightDecays;
    std::optional<double> maxLr = {}; ///< of the mean curve of the seeds, at the batch size itself
    std::optional<LrInterval> maxLrInterval = {}; ///< that it was recommended with
    std::optional<double> momentum = {};          ///< best of the short runs
    std::optional<double> weightDecay = {};       ///< best of the short runs, bisected ones too
    std::vector<TuneRun> runs;                    ///< the 1cycle run first, then the baselines
    std::vector<NamedTensor> weights;             ///< of the 1cycle run
};

/// Watches; the calls of the sweeps as SweepObserver says. What a final run does is told on its thread: calls
/// about one run come in order, calls about different runs at the same time. The rest come one at a time.
class TuneObserver : public SweepObserver {
public:
    virtual void partStarted(const TuneBudget&) {}
    virtual void sweepStarted(const SweepConfig&) {}    ///< of a part that sweeps, before its first stage
    virtual void sweepEnded(const SweepRecord&) {}      ///< however it ended
    virtual void picked(const TuneRecord& /*soFar*/) {} ///< after a part that settled one pick more
    virtual void runStarted(const TuneRun&, const ScheduleRows&) {
    } ///< a final run; its records are empty yet
    virtual void runStepped(const TuneRun&, const StepRecord&) {}
    virtual void runMeasured(const TuneRun&, const EpochRecord&) {}
    virtual void runEnded(const TuneRun&) {} ///< of a final run, on its thread, one at a time
};

/// Members that stand from before, for a sweep of the recipe that goes on; none for a new one.
using FinishedMembers = std::function<std::vector<SweepMemberRecord>(const SweepConfig&)>;

/// Runs the recipe. Same settings, same numbers: nothing in the record but the times depends on the machine's
/// mood. Blocks.
/// @throws std::invalid_argument  for impossible settings; everything later is an outcome
TuneRecord runTune(const TuneConfig& config, const DataSource& data, TuneObserver& observer,
                   const StopToken& stop, const FinishedMembers& finished = {});

/// The range tests at the batch size itself, one per seed.
std::vector<const SweepMemberRecord*> rangeTestsOf(const TuneRecord& record);

/// The baseline with the lowest final validation loss; nothing if none ended well.
const TuneRun* bestBaseline(const TuneRecord& record);

} // namespace cyclo
