// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/data/DataSource.h"
#include "core/experiments/ExperimentConfig.h"
#include "core/tensor/Tensor.h"
#include "core/training/LearningRateBend.h"
#include "core/training/StopToken.h"
#include "core/training/TrainingObserver.h"
#include "core/training/TrainingSnapshot.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// Curvature of the loss on the first batch at the weights the range test starts from, and the learning rates
/// up to which theory lets descent be stable there; nothing where theory is silent (no positive curvature,
/// Adam).
struct Curvature {
    double topEigenvalue = 0.0;               ///< of the Hessian; may be NaN
    std::optional<double> limitSgd = {};      ///< without momentum
    std::optional<double> limitMomentum = {}; ///< of the experiment's optimizer and momentum

    bool operator==(const Curvature&) const = default;
};

/// A range test as it was: every step raw, and what the rules say of it.
struct FindRecord {
    ExperimentConfig config;
    RunSummary summary; ///< Diverged is a good ending for a range test
    std::vector<StepRecord> points;
    LrSuggestions suggestions;
    std::optional<Curvature> curvature = {}; ///< if it was asked for
    std::vector<FindRecord> seeds = {};      ///< the tests this one pools (SeedTests.h); else none
    std::string source = {}; ///< the file of a curve that was recorded elsewhere; empty: it was run here
};

/// The curvature of a range test; of several seeds the largest, whose limits are the first to be passed.
std::optional<Curvature> curvatureOf(const FindRecord& record);

/// What the rules look at of a range test: its validation losses if it has any (NaN where a step made no
/// update), else its training losses.
LrCurve lrCurveOf(std::span<const StepRecord> points);
bool hasValidationLosses(std::span<const StepRecord> points); ///< any of them

/// A training run as it was.
struct TrainRecord {
    ExperimentConfig config;
    RunSummary summary;
    std::vector<StepRecord> steps; ///< none if it ran with KeepSteps::No
    std::vector<EpochRecord> epochs;
    std::vector<NamedTensor> weights;             ///< after the last step
    std::vector<LearningRateChange> changes = {}; ///< of its learning rate while it was alive, in order
};

/// Weights to start from instead of the seeded initialisation.
using InitialWeights = std::optional<std::vector<NamedTensor>>;

/// Steps of one epoch: whole batches only.
/// @throws std::invalid_argument  if the training set is smaller than one batch
std::int64_t stepsPerEpoch(const ExperimentConfig& config, const DataSource& data);

/// Refuses, without taking memory for a network, settings of a range test that cannot be.
/// @throws std::invalid_argument  naming what is wrong and what would be right
void checkRangeTest(const ExperimentConfig& config, const DataSource& data);

/// Samples that a range test judged by the validation loss measures after each step.
std::int64_t validationSamples(const ExperimentConfig& config, const DataSource& data);

/// What such a test takes, in parts of the same judged by the training loss: a forward pass counts as a third
/// of a training step, and a short batch as a whole one.
double priceOfValidation(const ExperimentConfig& config, const DataSource& data);

/// Runs the range test config.finder describes, of config.seed alone. Builds network and optimizer on the
/// calling thread and keeps them there.
/// @throws std::invalid_argument  for impossible settings, before runStarted; everything later is an outcome
FindRecord runRangeTest(const ExperimentConfig& config, const DataSource& data, TrainingObserver& observer,
                        const StopToken& stop, const InitialWeights& initial = {});

/// Whether a run keeps its steps for its record: without them, a long run takes no more memory than a short
/// one.
enum class KeepSteps { No, Yes };

/// Trains with one step per row and validates after each epoch and at the end. No rows: the weights as
/// initialised. The bend scales the learning rates from the step on at which it is set.
/// @throws std::invalid_argument  for impossible settings, before runStarted; everything later is an outcome
TrainRecord runTraining(const ExperimentConfig& config, const ScheduleRows& rows, const DataSource& data,
                        TrainingObserver& observer, const StopToken& stop, const InitialWeights& initial = {},
                        const LearningRateBend& bend = {}, KeepSteps steps = KeepSteps::Yes);

/// The first steps that several runs share, and where they end.
struct Trunk {
    TrainRecord record;
    std::optional<TrainingSnapshot> end = {}; ///< nothing if it did not complete
};

/// Trains along the rows and keeps where that ends; validates after whole epochs only, as the end is none of
/// the run. @throws std::invalid_argument  likewise
Trunk runTrunk(const ExperimentConfig& config, const ScheduleRows& rows, const DataSource& data,
               TrainingObserver& observer, const StopToken& stop);

/// Takes what was done of a run up to where it may go on from.
using KeepRun = std::function<void(const Trunk&)>;

/// runTraining() for a run that may be stopped and go on: hands what was done to `keep` after each epoch and
/// where it is stopped, and goes on from `done`, with the same config, rows and processor, to the same bits.
/// Steps, epochs and time are of the whole run, speed of the rest alone. @param keep  may be empty
/// @throws std::invalid_argument  likewise, and if `done` is of another network
TrainRecord runOn(const ExperimentConfig& config, const std::optional<Trunk>& done, const ScheduleRows& rows,
                  const DataSource& data, TrainingObserver& observer, const StopToken& stop,
                  const InitialWeights& initial, KeepSteps steps, const KeepRun& keep);

/// Goes on from a trunk with the same config, but for what only the rows say, and as many threads: the same
/// bits as runTraining along all the rows. The record has the trunk's steps and epochs too; speed and time
/// are of the rest alone.
/// @param trunk  one that completed
/// @param rows   of the whole run; the trunk's are its first
/// @throws std::invalid_argument  likewise
TrainRecord runBranch(const ExperimentConfig& config, const Trunk& trunk, const ScheduleRows& rows,
                      const DataSource& data, TrainingObserver& observer, const StopToken& stop);

} // namespace cyclo
