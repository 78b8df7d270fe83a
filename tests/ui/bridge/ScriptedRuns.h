// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/RunFunctions.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

namespace cyclo::ui::test {

/// A door between the test and the training thread: the run waits at it until the test opens it.
class Gate {
public:
    void open() {
        {
            const std::lock_guard lock(mutex_);
            open_ = true;
        }
        changed_.notify_all();
    }
    void waitUntilOpen() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

/// Counts that the threads of a controller write and the test reads.
struct Calls {
    std::atomic<int> opened{0};
    std::atomic<int> steps{0};
};

/// Step t of the script: learning rate 0.001·(t+1), loss 1/(t+1).
inline StepRecord scriptedStep(std::int64_t step) {
    const double count = static_cast<double>(step + 1);
    return {.step = step,
            .learningRate = 0.001 * count,
            .momentum = 0.9,
            .weightDecay = 0.0,
            .loss = 1.0 / count,
            .smoothedLoss = 1.0 / count};
}

inline DataConfig dataOf(const std::string& spec) {
    DataConfig config;
    config.spec = spec;
    return config;
}

inline DataSource emptyData(const DataConfig& config) {
    DataSource data;
    data.config = config;
    data.title = config.spec;
    return data;
}

/// Makes config.finder.steps scripted steps (0: until stopped), then ends as the outcome says.
inline FindRecord scriptedTest(const ExperimentConfig& config, TrainingObserver& observer,
                               const StopToken& stop, Calls& calls) {
    FindRecord record;
    record.config = config;
    observer.runStarted(
        {.totalSteps = config.finder.steps, .stepsPerEpoch = 10, .batchSize = 4, .parameterCount = 7});
    for (std::int64_t step = 0; config.finder.steps == 0 || step < config.finder.steps; ++step) {
        if (stop.stopRequested()) {
            record.summary.outcome = RunOutcome::Stopped;
            break;
        }
        observer.stepEnded(scriptedStep(step));
        ++calls.steps;
        ++record.summary.stepsDone;
    }
    observer.runEnded(record.summary);
    return record;
}

/// Trains rows.size() scripted steps with an epoch after every tenth.
inline TrainRecord scriptedTraining(const ExperimentConfig& config, const ScheduleRows& rows,
                                    TrainingObserver& observer) {
    TrainRecord record;
    record.config = config;
    observer.runStarted(
        {.totalSteps = rows.size(), .stepsPerEpoch = 10, .batchSize = 4, .parameterCount = 7});
    for (std::int64_t step = 0; step < rows.size(); ++step) {
        observer.stepEnded(scriptedStep(step));
        if ((step + 1) % 10 != 0) continue;
        EpochRecord epoch;
        epoch.epoch = step / 10;
        epoch.step = step + 1;
        observer.epochEnded(epoch);
    }
    record.summary.stepsDone = rows.size();
    observer.runEnded(record.summary);
    return record;
}

/// Scripted stand-ins for the core. Data of the spec "broken" cannot be opened.
inline RunFunctions scriptedFunctions(Calls& calls) {
    return {
        [&calls](const DataConfig& config) {
            ++calls.opened;
            if (config.spec == "broken") throw std::runtime_error("broken: byte 3 is no magic number");
            return emptyData(config);
        },
        [&calls](const ExperimentConfig& config, const DataSource&, TrainingObserver& observer,
                 const StopToken& stop) { return scriptedTest(config, observer, stop, calls); },
        [](const ExperimentConfig& config, const ScheduleRows& rows, const DataSource&,
           TrainingObserver& observer, const StopToken&,
           const LearningRateBend&) { return scriptedTraining(config, rows, observer); },
    };
}

} // namespace cyclo::ui::test
