// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Tune.h"

#include "core/analysis/SignificantDigits.h"
#include "core/experiments/RunQueue.h"
#include "core/experiments/SweepResults.h"
#include "core/schedules/NumberText.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iterator>
#include <mutex>

namespace cyclo {

namespace {

bool endedWell(const TuneRun& run) {
    return run.summary.outcome == RunOutcome::Completed && run.summary.last &&
           std::isfinite(run.summary.last->validationLoss);
}

double finalLoss(const TuneRun& run) {
    return run.summary.last->validationLoss;
}

/// The run with the lowest final validation loss among those that `wanted` takes; null if none ended well.
template <typename Wanted> const TuneRun* bestRun(const TuneRecord& record, Wanted wanted) {
    const TuneRun* best = nullptr;
    for (const TuneRun& run : record.runs) {
        if (!wanted(run) || !endedWell(run)) continue;
        if (best == nullptr || finalLoss(run) < finalLoss(*best)) best = &run;
    }
    return best;
}

/// Tells of a final run's steps and measurements.
class RunTeller : public TrainingObserver {
public:
    RunTeller(const TuneRun& run, TuneObserver& observer) : run_(run), observer_(observer) {}
    void stepEnded(const StepRecord& step) override { observer_.runStepped(run_, step); }
    void epochEnded(const EpochRecord& epoch) override { observer_.runMeasured(run_, epoch); }

private:
    const TuneRun& run_;
    TuneObserver& observer_;
};

class Tuning {
public:
    Tuning(const TuneConfig& config, const DataSource& data, TuneObserver& observer, const StopToken& stop,
           const FinishedParts& finished)
        : data_(data), observer_(observer), stop_(stop), finished_(finished) {
        record_.config = config;
        record_.budget = budgetOf(config, data);
    }

    TuneRecord run() {
        const auto start = std::chrono::steady_clock::now();
        if (findLearningRate() && findMomentum() && findWeightDecay()) runFinals();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        record_.wallSeconds = finished_.wallSeconds + taken.count();
        return std::move(record_);
    }

private:
    bool findLearningRate() {
        if (!sweep(0, batchSweepOf(record_.config, data_), record_.batches)) return false;
        const LrSuggestions suggestions = suggestionsOf(rangeTestsOf(record_));
        if (!suggestions.recommended)
            return fail("the range test recommends no learning rate: " + suggestions.note);
        record_.maxLr = suggestions.recommended->maxLr;
        record_.maxLrInterval = suggestions.recommended->interval;
        record_.maxLrWhy = suggestions.recommended->why;
        observer_.picked(record_);
        return true;
    }

    bool findMomentum() {
        if (!sweep(1, momentumSweepOf(record_.config, *record_.maxLr), record_.momenta)) return false;
        const auto best = bestOf(scoresOf(record_.momenta.config, record_.momenta.members));
        if (best) record_.momentum = best->value;
        return picked(record_.momentum, "no short run ended well, at any momentum");
    }

    bool findWeightDecay() {
        if (!sweep(2, decaySweepOf(record_.config, *record_.maxLr, *record_.momentum), record_.weightDecays))
            return false;
        const auto best = bestOf(scoresOf(record_.weightDecays.config, record_.weightDecays.members));
        if (best) record_.weightDecay = best->value;
        return picked(record_.weightDecay, "no short run ended well, at any weight decay");
    }

    bool picked(const std::optional<double>& pick, const char* whyNot) {
        if (!pick) return fail(whyNot);
        observer_.picked(record_);
        return true;
    }

    bool sweep(std::size_t part, const SweepConfig& config, SweepRecord& result) {
        observer_.partStarted(record_.budget[part]);
        observer_.sweepStarted(config);
        result = runSweep(config, data_, observer_, stop_,
                          finished_.members ? finished_.members(config) : std::vector<SweepMemberRecord>{});
        observer_.sweepEnded(result);
        if (result.outcome == RunOutcome::Completed) return true;
        record_.outcome = result.outcome;
        record_.message = record_.budget[part].part + ": " + result.message;
        return false;
    }

    /// The 1cycle runs beside the constant ones; then step decay from the best of these.
    void runFinals() {
        observer_.partStarted(record_.budget[3]);
        std::vector<TuneRun> runs{
            runOf(kCycledRun, finalPolicy(record_.config, *record_.maxLr, *record_.momentum))};
        if (const auto held = heldPolicy(record_.config, *record_.maxLr, *record_.momentum))
            runs.push_back(runOf(kHeldRun, *held));
        for (const double share : record_.config.constantShares) {
            const double learningRate = roundedToDigits(share * *record_.maxLr);
            runs.push_back(
                runOf("constant " + numberText(learningRate),
                      Constant{.learningRate = learningRate, .momentum = record_.config.base.momentum}));
        }
        if (!train(std::move(runs))) return;
        observer_.partStarted(record_.budget[4]);
        if (const TuneRun* best = bestBaseline(record_)) {
            const double learningRate = std::get<Constant>(best->config.policy).learningRate;
            train({runOf("step decay " + numberText(learningRate),
                         MultiStep{.learningRate = learningRate, .momentum = record_.config.base.momentum})});
        }
    }

    TuneRun runOf(const std::string& name, const Policy& policy) const {
        TuneRun run{.name = name, .config = record_.config.base, .summary = {}, .steps = {}, .epochs = {}};
        run.config.policy = policy;
        run.config.weightDecay = *record_.weightDecay;
        return run;
    }

    /// Those that stand from before are kept, the others made with the threads that they would have beside
    /// them. Finished ones stay in the record, whatever became of the rest.
    bool train(std::vector<TuneRun> runs) {
        // The threads decide the bits.
        const auto shape = queueShape(runs.size(), record_.config.base.threads);
        std::vector<TuneRun*> missing;
        for (TuneRun& run : runs)
            if (!keep(run)) missing.push_back(&run);
        const auto outcomes = runSideBySide<bool>(
            missing.size(), shape,
            [&](std::size_t index, int threads) {
                trainOne(*missing[index], threads);
                return true;
            },
            stop_);
        bool all = true;
        for (std::size_t i = 0; i < missing.size() && all; ++i)
            all = endedOf(*missing[i], outcomes[i].result.has_value(), outcomes[i].error);
        for (std::size_t i = 0; i < missing.size(); ++i) // not begun looks completed
            if (!outcomes[i].result) missing[i]->summary.outcome = RunOutcome::Stopped;
        std::ranges::copy_if(runs, std::back_inserter(record_.runs),
                             [](const TuneRun& run) { return isFinished(run); });
        return all;
    }

    bool keep(TuneRun& run) {
        auto kept = finished_.run ? finished_.run(run) : std::nullopt;
        if (!kept) return false;
        run = std::move(*kept);
        observer_.runKept(run);
        return true;
    }

    /// Whether a run was finished; says in the record why not.
    bool endedOf(const TuneRun& run, bool begun, const std::string& error) {
        if (!error.empty()) return fail(run.name + ": " + error);
        if (!begun || run.summary.outcome == RunOutcome::Stopped) return stopped(run);
        if (run.summary.outcome == RunOutcome::Failed) return fail(run.name + ": " + run.summary.message);
        return true;
    }

    void trainOne(TuneRun& run, int threads) {
        ExperimentConfig config = run.config;
        config.threads = threads;
        const auto steps = config.epochs * stepsPerEpoch(config, data_);
        const auto rows = rowsOf(Schedule{config.policy, config.weightDecay}, steps);
        observer_.runStarted(run, rows);
        RunTeller teller(run, observer_);
        TrainRecord trained = runTraining(config, rows, data_, teller, stop_);
        run.summary = std::move(trained.summary);
        run.steps = std::move(trained.steps);
        run.epochs = std::move(trained.epochs);
        if (isTuned(run)) run.weights = std::move(trained.weights);
        const std::lock_guard lock(mutex_);
        observer_.runEnded(run);
    }

    bool fail(const std::string& message) {
        record_.outcome = RunOutcome::Failed;
        record_.message = message;
        return false;
    }

    bool stopped(const TuneRun& run) {
        record_.outcome = RunOutcome::Stopped;
        record_.message = "stopped in the final runs, before the end of " + run.name;
        return false;
    }

    const DataSource& data_;
    TuneObserver& observer_;
    const StopToken& stop_;
    const FinishedParts& finished_;
    TuneRecord record_;
    std::mutex mutex_; ///< of the observer while final runs go side by side
};

} // namespace

TuneRecord runTune(const TuneConfig& config, const DataSource& data, TuneObserver& observer,
                   const StopToken& stop, const FinishedParts& finished) {
    validate(batchSweepOf(config, data));
    validate(momentumSweepOf(config, 0.1));
    for (const double momentum : config.momenta)
        validate(decaySweepOf(config, 0.1, momentum));
    return Tuning(config, data, observer, stop, finished).run();
}

std::vector<const SweepMemberRecord*> rangeTestsOf(const TuneRecord& record) {
    std::vector<const SweepMemberRecord*> tests;
    for (const SweepMemberRecord& test : record.batches.members) {
        if (std::llround(test.member.value) == record.config.base.batchSize) tests.push_back(&test);
    }
    return tests;
}

bool isFinished(const TuneRun& run) {
    return run.summary.outcome == RunOutcome::Completed || run.summary.outcome == RunOutcome::Diverged;
}

bool isTuned(const TuneRun& run) {
    return std::holds_alternative<SmithOneCycle>(run.config.policy);
}

const TuneRun* tunedRun(const TuneRecord& record) {
    if (const TuneRun* best = bestRun(record, isTuned)) return best;
    const auto first = std::ranges::find_if(record.runs, isTuned);
    return first == record.runs.end() ? nullptr : &*first;
}

const TuneRun* bestBaseline(const TuneRecord& record) {
    return bestRun(record, std::not_fn(isTuned));
}

} // namespace cyclo
