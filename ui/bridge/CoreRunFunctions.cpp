// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/StartWeights.h"
#include "ui/bridge/RunController.h"

namespace cyclo::ui {

RunFunctions coreRunFunctions() {
    return {
        [](const DataConfig& config) { return openData(config); },
        [](const ExperimentConfig& config, const DataSource& data, TrainingObserver& observer,
           const StopToken& stop) {
            return cyclo::runRangeTest(config, data, observer, stop, startWeightsOf(config));
        },
        [](const ExperimentConfig& config, const ScheduleRows& rows, const DataSource& data,
           TrainingObserver& observer, const StopToken& stop, const LearningRateBend& bend) {
            return cyclo::runTraining(config, rows, data, observer, stop, startWeightsOf(config), bend);
        },
        [](const ExperimentConfig& config, const DataSource& data, SeedObserver& observer,
           const StopToken& stop) {
            return cyclo::runSeedTests(config, data, observer, stop, startWeightsOf(config));
        },
    };
}

// Stands here so that a program which gives its own functions need not link the core's.
RunController::RunController(QObject* parent) : RunController(coreRunFunctions(), parent) {}

} // namespace cyclo::ui
