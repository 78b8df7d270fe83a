// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Tune.h"

#include "core/analysis/SignificantDigits.h"
#include "core/experiments/RunQueue.h"
#include "core/experiments/SweepResults.h"
#include "core/training/NumberText.h"

#include <algorithm>
#include <cmath>
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
           const FinishedMembers& finished)
        : data_(data), observer_(observer), stop_(stop), finished_(finished) {
        record_.config = config;
        record_.budget = budgetOf(config, data);
    }

    TuneRecord run() {
        if (findLearningRate() && findMomentum() && findWeightDecay()) runFinals();
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
                          finished_ ? finished_(config) : std::vector<SweepMemberRecord>{});
        observer_.sweepEnded(result);
        if (result.outcome == RunOutcome::Completed) return true;
        record_.outcome = result.outcome;
        record_.message = record_.budget[part].part + ": " + result.message;
        return false;
    }

    /// The 1cycle run beside the constant ones; then step decay from the best of these.
    void runFinals() {
        observer_.partStarted(record_.budget[3]);
        std::vector<TuneRun> runs{
            runOf("1cycle", finalPolicy(record_.config, *record_.maxLr, *record_.momentum))};
        for (const double share : record_.config.constantShares) {
            const double learningRate = roundedToDigits(share * *record_.maxLr);
            runs.push_back(
                runOf("constant " + shortNumber(learningRate),
                      Constant{.learningRate = learningRate, .momentum = record_.config.base.momentum}));
        }
        if (!train(std::move(runs))) return;
        observer_.partStarted(record_.budget[4]);
        if (const TuneRun* best = bestBaseline(record_)) {
            const double learningRate = std::get<Constant>(best->config.policy).learningRate;
            train({runOf("step decay " + shortNumber(learningRate),
                         MultiStep{.learningRate = learningRate, .momentum = record_.config.base.momentum})});
        }
    }

    TuneRun runOf(const std::string& name, const Policy& policy) const {
        TuneRun run{.name = name, .config = record_.config.base, .summary = {}, .steps = {}, .epochs = {}};
        run.config.policy = policy;
        run.config.weightDecay = *record_.weightDecay;
        return run;
    }

    bool train(std::vector<TuneRun> runs) {
        const auto shape = queueShape(runs.size(), record_.config.base.threads);
        const auto outcomes = runSideBySide<bool>(
            runs.size(), shape,
            [&](std::size_t index, int threads) {
                trainOne(runs[index], threads);
                return true;
            },
            stop_);
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const RunOutcome outcome = runs[i].summary.outcome;
            if (!outcomes[i].error.empty()) return fail(runs[i].name + ": " + outcomes[i].error);
            if (outcome == RunOutcome::Failed) return fail(runs[i].name + ": " + runs[i].summary.message);
            if (!outcomes[i].result || outcome == RunOutcome::Stopped) return stopped(runs[i]);
            record_.runs.push_back(std::move(runs[i]));
        }
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
        const std::lock_guard lock(mutex_);
        if (std::holds_alternative<SmithOneCycle>(config.policy))
            record_.weights = std::move(trained.weights);
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
    const FinishedMembers& finished_;
    TuneRecord record_;
    std::mutex mutex_; ///< of record_.weights and the observer while final runs go side by side
};

} // namespace

TuneRecord runTune(const TuneConfig& config, const DataSource& data, TuneObserver& observer,
                   const StopToken& stop, const FinishedMembers& finished) {
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

const TuneRun* bestBaseline(const TuneRecord& record) {
    const TuneRun* best = nullptr;
    for (const TuneRun& run : record.runs) {
        if (std::holds_alternative<SmithOneCycle>(run.config.policy) || !endedWell(run)) continue;
        if (best == nullptr || finalLoss(run) < finalLoss(*best)) best = &run;
    }
    return best;
}

} // namespace cyclo
