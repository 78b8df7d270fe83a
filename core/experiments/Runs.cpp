// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Runs.h"

#include "core/analysis/TopEigenvalue.h"
#include "core/data/BatchStream.h"
#include "core/experiments/Recorder.h"
#include "core/network/Network.h"
#include "core/training/LossHessian.h"
#include "core/training/RangeTest.h"
#include "core/training/Trainer.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace cyclo {

namespace {

/// Network and optimizer as a config describes them.
struct Learner {
    Network network;
    std::unique_ptr<Optimizer> optimizer;
};

Network networkFor(const ExperimentConfig& config, const DataSource& data, Precision precision) {
    return compile(networkOf(config, outputCount(data)), {.src = data.sampleShape,
                                                          .batchSize = config.batchSize,
                                                          .threads = config.threads,
                                                          .seed = config.seed,
                                                          .precision = precision});
}

/// @param file  that they are from; empty where they are from none
void startFrom(Network& network, const std::vector<NamedTensor>& weights, const std::string& file) {
    try {
        network.setWeights(weights);
    } catch (const std::invalid_argument& problem) {
        throw std::invalid_argument("start weights" + (file.empty() ? "" : " " + file) + ": " +
                                    problem.what());
    }
}

Learner learnerFor(const ExperimentConfig& config, const DataSource& data, const InitialWeights& initial) {
    validate(config.optimizer);
    requireFast(config.precision);
    stepsPerEpoch(config, data); // refuses a batch larger than the data before memory is taken for it
    Network network = networkFor(config, data, config.precision);
    if (initial) startFrom(network, *initial, config.init);
    const std::size_t size = network.parameters().weights.size();
    const int threads = network.threads();
    return {std::move(network), makeOptimizer(config.optimizer, size, threads)};
}

Curvature curvatureOf(double topEigenvalue, const ExperimentConfig& config) {
    Curvature curvature{.topEigenvalue = topEigenvalue};
    if (!(topEigenvalue > 0.0) || isAdam(config.optimizer.kind)) return curvature;
    curvature.limitSgd = gradientDescentLimit(topEigenvalue);
    if (config.optimizer.kind == OptimizerKind::Sgd)
        curvature.limitMomentum = heavyBallLimit(topEigenvalue, config.momentum);
    if (config.optimizer.kind == OptimizerKind::Nesterov)
        curvature.limitMomentum = nesterovLimit(topEigenvalue, config.momentum);
    return curvature;
}

/// On the first batch of the range test. Nothing where a stop was asked for before it was found.
std::optional<Curvature> measureCurvature(Network& network, const DataSource& data,
                                          const ExperimentConfig& config, const StopToken& stop) {
    BatchStream batches(data.train,
                        {.batchSize = config.batchSize, .shuffle = config.shuffle, .seed = config.seed});
    const Batch& batch = *batches.next();
    LossHessian hessian(network, batch.src, batch.labels);
    const auto product = [&](std::span<const double> vector, std::span<double> result) {
        hessian.multiply(vector, result);
        return !stop.stopRequested();
    };
    const auto top = topEigenvalue(product, hessian.startVector(config.seed), {.tolerance = 1e-3});
    if (!top) return std::nullopt;
    return curvatureOf(top->value, config);
}

/// Differences of gradients need their digits: those of a network in bf16 are measured in f32.
std::optional<Curvature> curvatureAt(Network& network, const DataSource& data, const ExperimentConfig& config,
                                     const StopToken& stop) {
    if (config.precision == Precision::F32) return measureCurvature(network, data, config, stop);
    Network exact = networkFor(config, data, Precision::F32);
    exact.setWeights(network.weights());
    return measureCurvature(exact, data, config, stop);
}

} // namespace

std::optional<Curvature> curvatureOf(const FindRecord& record) {
    std::optional<Curvature> largest = record.curvature;
    for (const FindRecord& test : record.seeds) {
        const auto& own = test.curvature;
        if (own && (!largest || !(own->topEigenvalue <= largest->topEigenvalue))) largest = own;
    }
    return largest;
}

LrCurve lrCurveOf(std::span<const StepRecord> points) {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    const bool validated = hasValidationLosses(points);
    LrCurve curve;
    for (const StepRecord& point : points) {
        curve.learningRates.push_back(point.learningRate);
        curve.losses.push_back(validated ? point.validationLoss.value_or(kNaN) : point.loss);
    }
    return curve;
}

bool hasValidationLosses(std::span<const StepRecord> points) {
    return std::ranges::any_of(points, [](const auto& point) { return point.validationLoss.has_value(); });
}

std::int64_t validationSamples(const ExperimentConfig& config, const DataSource& data) {
    return std::min(config.finder.validationSamples, data.test->size());
}

double priceOfValidation(const ExperimentConfig& config, const DataSource& data) {
    const auto batches = (validationSamples(config, data) + config.batchSize - 1) / config.batchSize;
    return 1.0 + static_cast<double>(batches) / 3.0;
}

std::int64_t stepsPerEpoch(const ExperimentConfig& config, const DataSource& data) {
    if (config.batchSize < 1)
        throw std::invalid_argument("batch must be at least 1, got " + std::to_string(config.batchSize));
    const std::int64_t samples = data.train->size();
    if (samples < config.batchSize)
        throw std::invalid_argument("batch " + std::to_string(config.batchSize) + " is larger than the " +
                                    std::to_string(samples) + " training samples; choose at most " +
                                    std::to_string(samples));
    return samples / config.batchSize;
}

void checkRangeTest(const ExperimentConfig& config, const DataSource& data) {
    validate(rangeTestSchedule(config), config.finder.steps);
    validate(config.optimizer);
    requireFast(config.precision);
    stepsPerEpoch(config, data);
    if (config.finder.validationSamples < 1)
        throw std::invalid_argument("validation samples must be at least 1, got " +
                                    std::to_string(config.finder.validationSamples));
    if (config.finder.hessian && data.isRegression())
        throw std::invalid_argument("hessian is measured on classes only; the targets of " + data.title +
                                    " are real numbers");
}

FindRecord runRangeTest(const ExperimentConfig& config, const DataSource& data, TrainingObserver& observer,
                        const StopToken& stop, const InitialWeights& initial) {
    checkRangeTest(config, data);
    const ScheduleRows rows = rowsOf(rangeTestSchedule(config), config.finder.steps);
    Learner learner = learnerFor(config, data, initial);
    std::optional<HeldOutLoss> heldOut;
    if (config.finder.loss == FinderLoss::Validation)
        heldOut.emplace(data.test, config.finder.validationSamples, config.batchSize);
    FindRecord record{.config = config, .summary = {}, .points = {}, .suggestions = {}};
    Recorder recorder(observer, &record.points);
    record.summary = rangeTest(learner.network, *learner.optimizer, data, rows, config.seed, config.shuffle,
                               recorder, stop, heldOut ? &*heldOut : nullptr);

    // The weights are again those it started from, and its first batch was readable.
    const bool good =
        record.summary.outcome == RunOutcome::Completed || record.summary.outcome == RunOutcome::Diverged;
    if (config.finder.hessian && good) record.curvature = curvatureAt(learner.network, data, config, stop);

    const LrCurve curve = lrCurveOf(record.points);
    record.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    return record;
}

TrainRecord runTraining(const ExperimentConfig& config, const ScheduleRows& rows, const DataSource& data,
                        TrainingObserver& observer, const StopToken& stop, const InitialWeights& initial,
                        const LearningRateBend& bend, KeepSteps steps) {
    Learner learner = learnerFor(config, data, initial);
    TrainRecord record{.config = config, .summary = {}, .steps = {}, .epochs = {}, .weights = {}};
    Recorder recorder(observer, steps == KeepSteps::Yes ? &record.steps : nullptr, &record.epochs,
                      &record.changes);
    Trainer trainer(learner.network, *learner.optimizer, data,
                    {.shuffle = config.shuffle, .seed = config.seed});
    record.summary = trainer.run(rows, recorder, stop, bend);
    record.weights = learner.network.weights();
    return record;
}

Trunk runTrunk(const ExperimentConfig& config, const ScheduleRows& rows, const DataSource& data,
               TrainingObserver& observer, const StopToken& stop) {
    Learner learner = learnerFor(config, data, {});
    Trunk trunk{.record = {.config = config, .summary = {}, .steps = {}, .epochs = {}, .weights = {}}};
    Recorder recorder(observer, &trunk.record.steps, &trunk.record.epochs);
    Trainer trainer(
        learner.network, *learner.optimizer, data,
        {.shuffle = config.shuffle, .validateLast = false, .keepSnapshot = true, .seed = config.seed});
    trunk.record.summary = trainer.run(rows, recorder, stop);
    trunk.record.weights = learner.network.weights();
    trunk.end = trainer.snapshot();
    if (trunk.end) trunk.end->wallSeconds = 0.0; // a branch counts its own
    return trunk;
}

TrainRecord runOn(const ExperimentConfig& config, const std::optional<Trunk>& done, const ScheduleRows& rows,
                  const DataSource& data, TrainingObserver& observer, const StopToken& stop,
                  const InitialWeights& initial, KeepSteps steps, const KeepRun& keep) {
    Learner learner = learnerFor(config, data, initial);
    TrainRecord record{.config = config, .summary = {}, .steps = {}, .epochs = {}, .weights = {}};
    if (done) {
        record.steps = done->record.steps;
        record.epochs = done->record.epochs;
    }
    Recorder recorder(observer, steps == KeepSteps::Yes ? &record.steps : nullptr, &record.epochs);
    TrainerOptions options{.shuffle = config.shuffle, .seed = config.seed};
    if (keep) options.keep = [&](const TrainingSnapshot& end) { keep({.record = record, .end = end}); };
    Trainer trainer(learner.network, *learner.optimizer, data, options);
    record.summary =
        done ? trainer.resume(*done->end, rows, recorder, stop) : trainer.run(rows, recorder, stop);
    if (!record.summary.last && !record.epochs.empty()) record.summary.last = record.epochs.back();
    record.weights = learner.network.weights();
    return record;
}

TrainRecord runBranch(const ExperimentConfig& config, const Trunk& trunk, const ScheduleRows& rows,
                      const DataSource& data, TrainingObserver& observer, const StopToken& stop) {
    if (!trunk.end) throw std::invalid_argument("the run to branch from did not complete");
    return runOn(config, trunk, rows, data, observer, stop, {}, KeepSteps::Yes, {});
}

} // namespace cyclo
