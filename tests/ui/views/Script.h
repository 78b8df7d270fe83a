// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/experiments/SeedTests.h"
#include "core/schedules/Schedule.h"
#include "tests/support/TinyData.h"
#include "ui/bridge/RunFunctions.h"

#include <cmath>
#include <stdexcept>
#include <thread>

namespace cyclo::ui::test {

// Runs whose every number is known: 1280 samples make 10 steps of 128 an epoch, 50 in the default five.

inline constexpr std::int64_t kStepsPerEpoch = 10;
inline constexpr std::int64_t kDefaultSteps = 50;

/// "mnist:/nowhere" cannot be opened.
inline DataSource dataOfScript(const DataConfig& config) {
    if (config.spec == "mnist:/nowhere") throw std::runtime_error("/nowhere: no such folder");
    DataSource source = cyclo::test::tinyData({.trainSize = kStepsPerEpoch * 128});
    source.config = config;
    return source;
}

/// 2.5 at small learning rates, falls to 0.5 at 0.1, and rises as a parabola in log LR beyond.
inline double lossOfScript(double learningRate) {
    const double decades = std::log10(learningRate) + 1.0;
    if (decades >= 0.0) return 0.5 + 10.0 * decades * decades;
    return decades < -3.0 ? 2.5 : 0.5 + 2.0 * std::pow(std::sin(decades / 3.0 * std::acos(-1.0) / 2.0), 2.0);
}

/// Diverges at the first learning rate above 1. A seed more lifts the curve by 0.05.
inline FindRecord findOfScript(const ExperimentConfig& config, TrainingObserver& observer,
                               const StopToken& stop) {
    FindRecord record;
    record.config = config;
    const FinderConfig& finder = config.finder;
    const Sweep sweep{finder.lrMin, finder.lrMax, finder.ramp, config.momentum};
    const ScheduleRows rows = rowsOf({sweep, config.weightDecay}, finder.steps);
    observer.runStarted({finder.steps, kStepsPerEpoch, config.batchSize, 100});
    std::vector<double> losses;
    for (std::int64_t step = 0; step < rows.size(); ++step) {
        const double rate = rows.at(step).learningRate;
        losses.push_back(lossOfScript(rate) + 0.05 * static_cast<double>(config.seed - 1));
        record.points.push_back(
            {step, rate, config.momentum, config.weightDecay, losses.back(), losses.back()});
        observer.stepEnded(record.points.back());
        if (stop.stopRequested()) record.summary.outcome = RunOutcome::Stopped;
        if (rate > 1.0) record.summary.outcome = RunOutcome::Diverged;
        if (record.summary.outcome != RunOutcome::Completed) break;
    }
    record.summary.stepsDone = static_cast<std::int64_t>(losses.size());
    record.suggestions = suggestLearningRates(std::span(rows.learningRate).first(losses.size()), losses);
    observer.runEnded(record.summary);
    return record;
}

/// The same for each seed in turn.
inline FindRecord seedsOfScript(const ExperimentConfig& config, SeedObserver& observer,
                                const StopToken& stop) {
    struct Teller : TrainingObserver {
        Teller(SeedObserver& to, std::uint64_t of) : observer(to), seed(of) {}
        void runStarted(const RunInfo& info) override { observer.testStarted(seed, info); }
        void stepEnded(const StepRecord& step) override { observer.testStepped(seed, step); }
        void runEnded(const RunSummary& summary) override { observer.testEnded(seed, summary); }
        SeedObserver& observer;
        std::uint64_t seed;
    };
    std::vector<FindRecord> tests;
    for (std::int64_t i = 0; i < config.finder.seeds; ++i) {
        ExperimentConfig one = config;
        one.seed += static_cast<std::uint64_t>(i);
        one.finder.seeds = 1;
        Teller teller(observer, one.seed);
        tests.push_back(findOfScript(one, teller, stop));
    }
    return pooledTests(config, std::move(tests), 1.0);
}

/// Right on nine of ten test samples after each epoch.
inline TrainRecord trainOfScript(const ExperimentConfig& config, const ScheduleRows& rows,
                                 TrainingObserver& observer, const StopToken& stop) {
    TrainRecord record;
    record.config = config;
    observer.runStarted({rows.size(), kStepsPerEpoch, config.batchSize, 100});
    for (std::int64_t step = 0; step < rows.size() && !stop.stopRequested(); ++step) {
        const StepHyperparameters row = rows.at(step);
        const double loss = 2.0 / static_cast<double>(step + 1);
        record.steps.push_back({step, row.learningRate, row.momentum, row.weightDecay, loss, loss});
        observer.stepEnded(record.steps.back());
        if ((step + 1) % kStepsPerEpoch != 0) continue;
        record.epochs.push_back({step / kStepsPerEpoch, step + 1, loss, 0.8, loss, 0.9, 0.1});
        observer.epochEnded(record.epochs.back());
    }
    if (!record.epochs.empty()) record.summary.last = record.epochs.back();
    if (stop.stopRequested()) record.summary.outcome = RunOutcome::Stopped;
    record.summary.stepsDone = static_cast<std::int64_t>(record.steps.size());
    record.weights = {{"fc1.weight", {{2, 3}, {1, 2, 3, 4, 5, 6}}}};
    observer.runEnded(record.summary);
    return record;
}

/// One step, then one at every bend, until the stop.
inline TrainRecord trainUntilStopped(const ExperimentConfig& config, const ScheduleRows& rows,
                                     TrainingObserver& observer, const StopToken& stop,
                                     const LearningRateBend& bend) {
    TrainRecord record;
    record.config = config;
    observer.runStarted({rows.size(), kStepsPerEpoch, config.batchSize, 100});
    const StepHyperparameters row = rows.at(0);
    record.steps.push_back({0, row.learningRate, row.momentum, row.weightDecay, 2.0, 2.0});
    observer.stepEnded(record.steps.back());
    double factor = 1.0;
    while (!stop.stopRequested()) {
        std::this_thread::yield();
        if (bend.factor() == factor) continue;
        factor = bend.factor();
        StepRecord step = record.steps.back();
        step.learningRate = rows.at(++step.step).learningRate * factor;
        record.changes.push_back({step.step, factor, step.learningRate});
        observer.learningRateChanged(record.changes.back());
        record.steps.push_back(step);
        observer.stepEnded(step);
    }
    record.summary.outcome = RunOutcome::Stopped;
    record.summary.stepsDone = static_cast<std::int64_t>(record.steps.size());
    observer.runEnded(record.summary);
    return record;
}

inline RunFunctions functionsOfScript() {
    return {dataOfScript,
            [](const ExperimentConfig& config, const DataSource&, TrainingObserver& observer,
               const StopToken& stop) { return findOfScript(config, observer, stop); },
            [](const ExperimentConfig& config, const ScheduleRows& rows, const DataSource&,
               TrainingObserver& observer, const StopToken& stop,
               const LearningRateBend&) { return trainOfScript(config, rows, observer, stop); },
            [](const ExperimentConfig& config, const DataSource&, SeedObserver& observer,
               const StopToken& stop) { return seedsOfScript(config, observer, stop); }};
}

inline RunFunctions endlessTraining() {
    RunFunctions functions = functionsOfScript();
    functions.runTraining = [](const ExperimentConfig& config, const ScheduleRows& rows, const DataSource&,
                               TrainingObserver& observer, const StopToken& stop,
                               const LearningRateBend& bend) {
        return trainUntilStopped(config, rows, observer, stop, bend);
    };
    return functions;
}

} // namespace cyclo::ui::test
