// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"
#include "core/network/Network.h"
#include "core/optim/Optimizer.h"
#include "core/schedules/ScheduleRows.h"
#include "core/training/HeldOutLoss.h"
#include "core/training/LearningRateBend.h"
#include "core/training/StopToken.h"
#include "core/training/TrainingObserver.h"
#include "core/training/TrainingSnapshot.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace cyclo {

struct TrainerOptions {
    bool shuffle = true;         ///< else file order
    bool validate = true;        ///< after each epoch and after the last step
    bool validateLast = true;    ///< false: only after whole epochs
    bool keepSnapshot = false;   ///< of the end of a completed run
    bool stopOnBlowUp = false;   ///< end by DivergenceRule; a non-finite loss always ends the run
    double smoothingBeta = 0.98; ///< of StepRecord::smoothedLoss
    std::uint64_t seed = 1;      ///< of the order of samples

    /// Called with where the run may go on from: after each epoch that was measured, and where it is stopped.
    std::function<void(const TrainingSnapshot&)> keep = {};

    /// Measured after every step, into StepRecord::validationLoss; none if null. It lives longer than the
    /// trainer. Blow-ups are then looked for in it, and a step whose measuring is stopped is not recorded.
    const HeldOutLoss* heldOut = nullptr;
};

/// Trains a network: one optimizer step per row of the schedule, on whole batches, an epoch after the other.
/// Works on the thread that made the network and reports there.
class Trainer {
public:
    /// All four live longer than the trainer.
    /// @throws std::invalid_argument  if the training set is smaller than one batch
    Trainer(Network& network, Optimizer& optimizer, const DataSource& data, const TrainerOptions& options);

    /// runStarted and runEnded come in a pair whatever happens; an error becomes the outcome Failed.
    /// With the bend at 1 throughout, the learning rates are the rows', bit for bit.
    RunSummary run(const ScheduleRows& rows, TrainingObserver& observer, const StopToken& stop,
                   const LearningRateBend& bend = {});

    /// Where the last run ended, if it completed and was to be kept.
    const std::optional<TrainingSnapshot>& snapshot() const { return snapshot_; }

    /// Does the rest of a run: the rows from the snapshot's step on, with network and optimizer as they were.
    /// Steps are counted, and the summary's stepsDone too, from the beginning of the whole run.
    /// @param rows  of the whole run
    /// @throws std::invalid_argument  if the snapshot is of another network or optimizer, or past the rows
    RunSummary resume(const TrainingSnapshot& from, const ScheduleRows& rows, TrainingObserver& observer,
                      const StopToken& stop);

private:
    class Loop;

    RunSummary run(const TrainingSnapshot* from, const ScheduleRows& rows, TrainingObserver& observer,
                   const StopToken& stop, const LearningRateBend& bend);

    Network& network_;
    Optimizer& optimizer_;
    const DataSource& data_;
    TrainerOptions options_;
    std::optional<TrainingSnapshot> snapshot_;
};

} // namespace cyclo
