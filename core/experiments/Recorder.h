// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"

#include <vector>

namespace cyclo {

/// Keeps the events of a run that have a place, and passes every one on.
class Recorder : public TrainingObserver {
public:
    Recorder(TrainingObserver& next, std::vector<StepRecord>* steps,
             std::vector<EpochRecord>* epochs = nullptr, std::vector<LearningRateChange>* changes = nullptr)
        : next_(next), steps_(steps), epochs_(epochs), changes_(changes) {}

    void runStarted(const RunInfo& info) override { next_.runStarted(info); }
    void learningRateChanged(const LearningRateChange& change) override {
        if (changes_) changes_->push_back(change);
        next_.learningRateChanged(change);
    }
    void stepEnded(const StepRecord& step) override {
        if (steps_) steps_->push_back(step);
        next_.stepEnded(step);
    }
    void epochEnded(const EpochRecord& epoch) override {
        if (epochs_) epochs_->push_back(epoch);
        next_.epochEnded(epoch);
    }
    void runEnded(const RunSummary& summary) override { next_.runEnded(summary); }

private:
    TrainingObserver& next_;
    std::vector<StepRecord>* steps_;
    std::vector<EpochRecord>* epochs_;
    std::vector<LearningRateChange>* changes_;
};

} // namespace cyclo
