// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/experiments/SeedTests.h"

#include <functional>

namespace cyclo::ui {

/// What a RunController calls. The window uses the core's own; tests give scripted ones.
/// openData may be called from two threads at once; the runs come one after another on one thread.
struct RunFunctions {
    std::function<DataSource(const DataConfig&)> openData;
    std::function<FindRecord(const ExperimentConfig&, const DataSource&, TrainingObserver&, const StopToken&)>
        runRangeTest;
    std::function<TrainRecord(const ExperimentConfig&, const ScheduleRows&, const DataSource&,
                              TrainingObserver&, const StopToken&, const LearningRateBend&)>
        runTraining;
    /// Where a range test has several seeds (FinderConfig::seeds).
    std::function<FindRecord(const ExperimentConfig&, const DataSource&, SeedObserver&, const StopToken&)>
        runSeedTests = {};
};

/// The core's: cyclo::openData, runRangeTest, runSeedTests, and runTraining, from the experiment's start
/// weights.
RunFunctions coreRunFunctions();

} // namespace cyclo::ui
