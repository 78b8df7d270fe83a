// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Diagnosis.h"

#include <cstdint>
#include <optional>
#include <string>

namespace cyclo {

/// How a run ended.
enum class RunOutcome {
    Completed, ///< all steps done
    Stopped,   ///< asked to stop; what was recorded stands
    Diverged,  ///< the stopping rule or a non-finite loss ended it
    Failed     ///< an error; RunSummary::message says which
};
std::string toString(RunOutcome outcome); ///< "completed", "stopped", "diverged", "failed"

struct RunInfo {
    std::int64_t totalSteps = 0;
    std::int64_t stepsPerEpoch = 0;
    std::int64_t batchSize = 0;
    std::int64_t parameterCount = 0;
};

/// One optimizer step. The loss is measured before the update that uses learningRate, the validation loss
/// with the weights after it.
struct StepRecord {
    std::int64_t step = 0;
    double learningRate = 0.0;
    double momentum = 0.0;
    double weightDecay = 0.0;
    double loss = 0.0;         ///< mean over the batch; may be NaN or infinite in the last record
    double smoothedLoss = 0.0; ///< bias-corrected exponential mean of the losses so far
    std::optional<double> validationLoss = {}; ///< where every step is measured so (TrainerOptions::heldOut);
                                               ///< nothing for a step that made no update

    bool operator==(const StepRecord&) const = default;
};

/// A person bent the rest of the plan while the run was alive.
struct LearningRateChange {
    std::int64_t step = 0;     ///< the first that uses it
    double factor = 1.0;       ///< of the planned learning rates from there on
    double learningRate = 0.0; ///< of that step

    bool operator==(const LearningRateChange&) const = default;
};

/// One pass over the training set, or what of it was done, with the measurement on the held-out set after it.
struct EpochRecord {
    std::int64_t epoch = 0;          ///< 0-based
    std::int64_t step = 0;           ///< steps done when it was measured
    double trainLoss = 0.0;          ///< mean over the epoch's samples as they were trained on
    double trainAccuracy = 0.0;      ///< fraction, likewise; NaN for real targets
    double validationLoss = 0.0;     ///< mean over the whole held-out set
    double validationAccuracy = 0.0; ///< fraction; NaN for real targets
    double wallSeconds = 0.0;        ///< since the run started

    bool operator==(const EpochRecord&) const = default;
};

struct RunSummary {
    RunOutcome outcome = RunOutcome::Completed;
    std::string message;          ///< one line for people; empty when completed
    std::int64_t stepsDone = 0;   ///< optimizer updates made
    double imagesPerSecond = 0.0; ///< training samples per second of training time, validation left out
    double wallSeconds = 0.0;
    std::optional<EpochRecord> last;         ///< last completed measurement
    std::optional<Diagnosis> diagnosis = {}; ///< of a run that diverged
};

/// Watches a run. Called on the training thread; empty bodies, override what you need.
/// Observers observe: they do not steer, and what they throw ends the run as Failed.
class TrainingObserver {
public:
    virtual ~TrainingObserver() = default;
    virtual void runStarted(const RunInfo&) {}     ///< once, before the first step
    virtual void learningRateChanged(const LearningRateChange&) {} ///< before the end of its step
    virtual void stepEnded(const StepRecord&) {}   ///< once per optimizer step, in order
    virtual void epochEnded(const EpochRecord&) {} ///< after validation of each epoch
    virtual void runEnded(const RunSummary&) {}    ///< exactly once, whatever happened
};

} // namespace cyclo
