// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Trainer.h"

#include "core/data/BatchStream.h"
#include "core/optim/ParameterPass.h"
#include "core/schedules/NumberText.h"
#include "core/training/DivergenceRule.h"
#include "core/training/Evaluation.h"
#include "core/training/LossMeter.h"
#include "core/training/NormWatch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace cyclo {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

/// One run: what it has seen and where it stands.
class Trainer::Loop {
public:
    /// @param from  where it goes on; null: from the beginning
    Loop(Trainer& trainer, const TrainingSnapshot* from, const ScheduleRows& rows, TrainingObserver& observer,
         const StopToken& stop, const LearningRateBend& bend)
        : trainer_(trainer),
          rows_(rows),
          observer_(observer),
          stop_(stop),
          bend_(bend),
          smoothed_(trainer.options_.smoothingBeta),
          smoothedHeldOut_(trainer.options_.smoothingBeta),
          norms_(trainer.network_),
          batches_(trainer.data_.train, {.batchSize = trainer.network_.batchSize(),
                                         .shuffle = trainer.options_.shuffle,
                                         .seed = trainer.options_.seed,
                                         .firstBatch = from ? from->step : 0}) {
        if (!from) return;
        firstStep_ = from->step;
        epoch_ = from->epoch;
        smoothed_ = from->smoothedLoss;
        epochMeter_ = from->epochMeter;
        secondsBefore_ = from->wallSeconds;
    }

    RunInfo info() const {
        return {.totalSteps = rows_.size(),
                .stepsPerEpoch = batches_.batchesPerEpoch(),
                .batchSize = trainer_.network_.batchSize(),
                .parameterCount = trainer_.network_.parameterCount()};
    }

    void run(RunSummary& summary) {
        summary.stepsDone = firstStep_;
        if (wasStoppedWhileMeasuring() && !validate(summary)) return stopped(summary);
        for (std::int64_t step = firstStep_; step < rows_.size(); ++step) {
            if (stop_.stopRequested()) return stopped(summary);
            const Ending ending = trainOn(*batches_.next(), step);
            if (ending == Ending::Stopped) return stopped(summary);
            if (ending != Ending::BeforeUpdate) summary.stepsDone = step + 1;
            if (ending != Ending::None) return diverged(summary, step, ending);
            if (isMeasuredAfter(step + 1) && !validate(summary)) return stopped(summary);
        }
        if (!endsBlownUp(summary)) return;
        lastLoss_ = summary.last->validationLoss;
        diverged(summary, rows_.size() - 1, Ending::AfterUpdate);
    }

    TrainingSnapshot snapshot(std::int64_t stepsDone) const {
        return {.step = stepsDone,
                .epoch = epoch_,
                .network = trainer_.network_.state(),
                .optimizer = trainer_.optimizer_.state(),
                .smoothedLoss = smoothed_,
                .epochMeter = epochMeter_,
                .wallSeconds = wallSeconds()};
    }

    std::int64_t firstStep() const { return firstStep_; }
    double trainingSeconds() const { return trainingSeconds_; }
    double wallSeconds() const { return secondsBefore_ + secondsSince(start_); }

private:
    /// What running statistics began with is 1 % of them by then: 0.9^44.
    static constexpr std::int64_t kSettlingSteps = 44;

    enum class Ending {
        None,
        BeforeUpdate, ///< this step's loss ended the run; no update is made with it
        AfterUpdate,  ///< what was measured after the update did
        Stopped       ///< while that was measured: the step is not recorded
    };

    Ending trainOn(const Batch& batch, std::int64_t step) {
        const auto began = Clock::now();
        const StepHyperparameters now = bentRow(step);
        Network& network = trainer_.network_;
        const BatchResult result = trainer_.data_.isRegression() ? network.forward(batch.src, batch.targets)
                                                                 : network.forward(batch.src, batch.labels);
        const HeldOutLoss* heldOut = trainer_.options_.heldOut;
        StepRecord record{.step = step,
                          .learningRate = now.learningRate,
                          .momentum = now.momentum,
                          .weightDecay = now.weightDecay,
                          .loss = result.loss,
                          .smoothedLoss = smoothed_.add(result.loss)};
        Ending ending = Ending::None;
        lastLoss_ = result.loss;
        lastRate_ = now.learningRate;
        if (isBeyondHope(result.loss) || (!heldOut && blownUp(result.loss, record.smoothedLoss))) {
            ending = Ending::BeforeUpdate;
        } else {
            update(step, now, result.loss);
            epochMeter_.add(result.loss, result.correct, batch.size);
        }
        trainingSeconds_ += secondsSince(began);
        if (heldOut && ending == Ending::None) {
            record.validationLoss = heldOut->measure(network, stop_);
            if (!record.validationLoss) return Ending::Stopped;
            const double loss = *record.validationLoss;
            if (!std::isfinite(loss) || blownUp(loss, smoothedHeldOut_.add(loss))) {
                ending = Ending::AfterUpdate;
                lastLoss_ = loss;
            }
        }
        observer_.stepEnded(record);
        return ending;
    }

    /// Gradients, the layers' norms, and the step of the optimizer: part by part, unless it must know all
    /// gradients before it moves the first weight.
    void update(std::int64_t step, const StepHyperparameters& now, double loss) {
        Network& network = trainer_.network_;
        Optimizer& optimizer = trainer_.optimizer_;
        if (optimizer.clips()) network.backward();
        optimizer.begin(network.parameters(), now);
        norms_.begin(step, now.learningRate, loss, optimizer);
        if (optimizer.clips())
            applyToAll(network.parameters(), network.threads(), norms_);
        else
            network.backward(norms_);
        norms_.end();
    }

    bool blownUp(double loss, double smoothed) {
        return trainer_.options_.stopOnBlowUp && rule_.add(loss, smoothed);
    }

    /// The loss of who guesses: the logarithm of the number of classes, or the variance of real targets,
    /// which are standardised.
    double guessing() const {
        const DataSource& data = trainer_.data_;
        return data.isRegression() ? 1.0 : std::log(std::max(2.0, static_cast<double>(data.classCount())));
    }

    /// No number, or so large that no network comes back from it: after a blow-up the numbers may stay
    /// finite, and the network dead.
    bool isBeyondHope(double loss) const {
        constexpr double kHopeless = 1e6;
        return !(loss <= kHopeless * guessing());
    }

    /// Whether the weights that are left do worse than guessing by the factor of a range test's blow-up. What
    /// batch-norm's running statistics do to the loss while they still follow the first batches does not
    /// count.
    bool endsBlownUp(const RunSummary& summary) const {
        if (!summary.last) return false;
        const double loss = summary.last->validationLoss;
        const bool settled = !trainer_.network_.hasStatistics() || rows_.size() >= kSettlingSteps;
        return !std::isfinite(loss) || (settled && loss > DivergenceRule::kFactor * guessing());
    }

    /// The planned row, its learning rate bent as asked; tells of a bend that is new.
    StepHyperparameters bentRow(std::int64_t step) {
        StepHyperparameters row = rows_.at(step);
        const double factor = bend_.factor();
        row.learningRate *= factor;
        if (factor != factor_)
            observer_.learningRateChanged({.step = step, .factor = factor, .learningRate = row.learningRate});
        factor_ = factor;
        return row;
    }

    bool isMeasuredAfter(std::int64_t steps) const {
        const bool last = trainer_.options_.validateLast && steps == rows_.size();
        return trainer_.options_.validate && (last || steps % batches_.batchesPerEpoch() == 0);
    }

    /// Whether the epoch before the first step still wants its measurement: the snapshot is of a run that was
    /// stopped during it.
    bool wasStoppedWhileMeasuring() const {
        return firstStep_ > 0 && epochMeter_.sums().samples > 0 && isMeasuredAfter(firstStep_);
    }

    void keep(const RunSummary& summary) const {
        if (trainer_.options_.keep) trainer_.options_.keep(snapshot(summary.stepsDone));
    }

    /// @return false if a stop was asked for meanwhile
    bool validate(RunSummary& summary) {
        const auto held = evaluate(trainer_.network_, trainer_.data_.test, stop_);
        if (!held) return false;
        const LossMeter::Result trained = epochMeter_.result();
        epochMeter_ = {};
        summary.last = EpochRecord{.epoch = epoch_++,
                                   .step = summary.stepsDone,
                                   .trainLoss = trained.loss,
                                   .trainAccuracy = accuracyOf(trained),
                                   .validationLoss = held->loss,
                                   .validationAccuracy = accuracyOf(*held),
                                   .wallSeconds = wallSeconds()};
        observer_.epochEnded(*summary.last);
        keep(summary);
        return true;
    }

    /// NaN for real targets: there is none.
    double accuracyOf(const LossMeter::Result& measured) const {
        return trainer_.data_.isRegression() ? std::numeric_limits<double>::quiet_NaN() : measured.accuracy;
    }

    void stopped(RunSummary& summary) const {
        summary.outcome = RunOutcome::Stopped;
        summary.message =
            "stopped after step " + std::to_string(summary.stepsDone) + " of " + std::to_string(rows_.size());
        keep(summary);
    }

    void diverged(RunSummary& summary, std::int64_t step, Ending ending) {
        summary.outcome = RunOutcome::Diverged;
        summary.diagnosis =
            norms_.diagnose(ending == Ending::AfterUpdate ? step + 1 : step, lastRate_, lastLoss_);
        summary.message = "diverged at step " + std::to_string(step) + ", learning rate " +
                          numberText(lastRate_) + ", loss " + numberText(lastLoss_) + "; " +
                          toSentence(*summary.diagnosis);
    }

    Trainer& trainer_;
    const ScheduleRows& rows_;
    TrainingObserver& observer_;
    const StopToken& stop_;
    const LearningRateBend& bend_;
    double factor_ = 1.0; ///< in use
    RunningMean smoothed_;
    RunningMean smoothedHeldOut_;
    NormWatch norms_;
    DivergenceRule rule_;
    BatchStream batches_;
    LossMeter epochMeter_;
    std::int64_t firstStep_ = 0;
    std::int64_t epoch_ = 0;
    double lastLoss_ = 0.0;
    double lastRate_ = 0.0;
    double trainingSeconds_ = 0.0;
    double secondsBefore_ = 0.0;
    Clock::time_point start_ = Clock::now();
};

Trainer::Trainer(Network& network, Optimizer& optimizer, const DataSource& data,
                 const TrainerOptions& options)
    : network_(network), optimizer_(optimizer), data_(data), options_(options) {
    if (data.train->size() < network.batchSize())
        throw std::invalid_argument("batch " + std::to_string(network.batchSize()) + " is larger than the " +
                                    std::to_string(data.train->size()) +
                                    " training samples; choose a smaller one");
}

RunSummary Trainer::run(const ScheduleRows& rows, TrainingObserver& observer, const StopToken& stop,
                        const LearningRateBend& bend) {
    return run(nullptr, rows, observer, stop, bend);
}

RunSummary Trainer::resume(const TrainingSnapshot& from, const ScheduleRows& rows, TrainingObserver& observer,
                           const StopToken& stop) {
    if (from.step > rows.size())
        throw std::invalid_argument("the snapshot is of step " + std::to_string(from.step) +
                                    ", the run has only " + std::to_string(rows.size()) + " steps");
    network_.setState(from.network);
    optimizer_.setState(from.optimizer);
    return run(&from, rows, observer, stop, {});
}

RunSummary Trainer::run(const TrainingSnapshot* from, const ScheduleRows& rows, TrainingObserver& observer,
                        const StopToken& stop, const LearningRateBend& bend) {
    RunSummary summary;
    Loop loop(*this, from, rows, observer, stop, bend);
    snapshot_.reset();
    try {
        observer.runStarted(loop.info());
        loop.run(summary);
        if (summary.outcome == RunOutcome::Completed && options_.keepSnapshot)
            snapshot_ = loop.snapshot(rows.size());
    } catch (const std::exception& error) {
        summary.outcome = RunOutcome::Failed;
        summary.message = error.what();
    }
    const auto steps = std::max<std::int64_t>(0, summary.stepsDone - loop.firstStep());
    const double samples = static_cast<double>(steps * network_.batchSize());
    summary.imagesPerSecond = loop.trainingSeconds() > 0 ? samples / loop.trainingSeconds() : 0.0;
    summary.wallSeconds = loop.wallSeconds();
    observer.runEnded(summary);
    return summary;
}

} // namespace cyclo
