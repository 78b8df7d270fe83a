// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepRun.h"

#include "core/experiments/RunQueue.h"
#include "core/experiments/Runs.h"
#include "core/experiments/SweepPlan.h"
#include "core/network/NamedNetworks.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>

namespace cyclo {

namespace {

/// One member's events, told as the sweep's.
class MemberObserver : public TrainingObserver {
public:
    MemberObserver(SweepObserver& observer, const SweepMember& member)
        : observer_(observer), member_(member) {}

    void runStarted(const RunInfo& info) override { observer_.memberStarted(member_, info); }
    void stepEnded(const StepRecord& step) override { observer_.memberStepped(member_, step); }
    void epochEnded(const EpochRecord& epoch) override { observer_.memberMeasured(member_, epoch); }

private:
    SweepObserver& observer_;
    const SweepMember& member_;
};

std::string nameOf(const SweepConfig& config, const SweepMember& member) {
    char value[32];
    std::snprintf(value, sizeof value, "%g", member.value);
    return toString(config.kind) + " " + value + ", seed " + std::to_string(member.seed);
}

class Sweeping {
public:
    Sweeping(const SweepConfig& config, const DataSource& data, SweepObserver& observer,
             const StopToken& stop, std::vector<SweepMemberRecord> finished)
        : data_(data), observer_(observer), stop_(stop) {
        record_.config = config;
        record_.members = std::move(finished);
        std::erase_if(record_.members, [](const auto& member) { return !isFinished(member); });
        stopped();
    }

    SweepRecord run() {
        while (!stop_.stopRequested()) {
            const SweepStep step = nextStep(record_.config, record_.members);
            if (!step.obstacle.empty()) return end(RunOutcome::Failed, step.obstacle);
            if (step.missing.empty()) return end(RunOutcome::Completed, {});
            runStage(step);
            if (!failure_.empty()) return end(RunOutcome::Failed, failure_);
        }
        return record_;
    }

private:
    void runStage(const SweepStep& step) {
        stage_ = step.stage;
        // The shape follows from the whole stage: what is left of it gets the same threads and the same bits.
        const auto shape = queueShape(step.stage.size(), record_.config.base.threads);
        const auto learningRate = sharedLearningRate(record_.config, record_.members);
        if (record_.config.mode == SweepMode::Branches && step.stage.front().stage == SweepStage::Grid &&
            !runTrunks(step, shape, learningRate.value()))
            return;
        observer_.stageStarted(step.missing);
        const auto outcomes = runSideBySide<bool>(
            step.missing.size(), shape,
            [&](std::size_t index, int threads) {
                SweepMemberRecord member = runMember(step.missing[index], learningRate, threads);
                ended(std::move(member));
                return true;
            },
            stop_);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (!outcomes[i].error.empty()) fail(step.missing[i], outcomes[i].error);
        }
    }

    /// What the missing branches grow from, one trunk a seed. It is made anew where a sweep goes on: with the
    /// branches' threads, so that it has the same bits.
    /// @return false if it was stopped or a trunk did not come to its end
    bool runTrunks(const SweepStep& step, const QueueShape& shape, double learningRate) {
        std::vector<SweepMember> members;
        for (const SweepMember& branch : step.missing) {
            const SweepMember trunk{SweepStage::Trunk, record_.config.base.weightDecay, branch.seed};
            if (std::ranges::find(members, trunk) == members.end()) members.push_back(trunk);
        }
        observer_.stageStarted(members);
        const auto outcomes = runSideBySide<Trunk>(
            members.size(), shape,
            [&](std::size_t index, int threads) { return growTrunk(members[index], learningRate, threads); },
            stop_);
        trunks_.clear();
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (!outcomes[i].error.empty()) fail(members[i], outcomes[i].error);
            if (!outcomes[i].result) continue;
            const RunSummary& summary = outcomes[i].result->record.summary;
            if (summary.outcome == RunOutcome::Failed || summary.outcome == RunOutcome::Diverged)
                fail(members[i], summary.message + ", before the branch");
            trunks_[members[i].seed] = *outcomes[i].result;
        }
        return failure_.empty() && !stop_.stopRequested();
    }

    Trunk growTrunk(const SweepMember& member, double learningRate, int threads) {
        const SweepConfig& config = record_.config;
        ExperimentConfig experiment = experimentOf(config, member, learningRate);
        experiment.threads = threads;
        MemberObserver observer(observer_, member);
        ScheduleRows rows = rowsOf(config, member, learningRate, shortRunSteps(config, data_));
        for (auto* column : {&rows.learningRate, &rows.momentum, &rows.weightDecay})
            column->resize(static_cast<std::size_t>(config.branchAt));
        Trunk trunk = runTrunk(experiment, rows, data_, observer, stop_);
        const SweepMemberRecord told{.member = member,
                                     .summary = trunk.record.summary,
                                     .points = trunk.record.steps,
                                     .epochs = trunk.record.epochs};
        const std::lock_guard lock(mutex_);
        observer_.memberEnded(record_, told);
        return trunk;
    }

    SweepMemberRecord runMember(const SweepMember& member, std::optional<double> learningRate, int threads) {
        const SweepConfig& config = record_.config;
        ExperimentConfig experiment = experimentOf(config, member, learningRate);
        experiment.threads = threads;
        MemberObserver observer(observer_, member);
        SweepMemberRecord record{.member = member, .summary = {}, .points = {}, .epochs = {}};
        if (isRangeTest(config, member)) {
            FindRecord found = runRangeTest(experiment, data_, observer, stop_);
            record.summary = std::move(found.summary);
            record.points = std::move(found.points);
        } else {
            const auto rows = rowsOf(config, member, learningRate.value(), shortRunSteps(config, data_));
            TrainRecord trained =
                config.mode == SweepMode::Branches
                    ? runBranch(experiment, trunks_.at(member.seed), rows, data_, observer, stop_)
                    : runTraining(experiment, rows, data_, observer, stop_);
            record.summary = std::move(trained.summary);
            record.points = std::move(trained.steps);
            record.epochs = std::move(trained.epochs);
        }
        return record;
    }

    void ended(SweepMemberRecord member) {
        const std::lock_guard lock(mutex_);
        if (member.summary.outcome == RunOutcome::Failed) failure(member.member, member.summary.message);
        if (isFinished(member)) insert(member);
        stopped();
        observer_.memberEnded(record_, member);
    }

    /// Members of one stage stay in the order of the stage, whichever ends first.
    void insert(const SweepMemberRecord& member) {
        const auto place = [this](const SweepMember& one) { return std::ranges::find(stage_, one); };
        const auto behind = std::ranges::find_if(record_.members, [&](const SweepMemberRecord& other) {
            const auto found = place(other.member);
            return found != stage_.end() && found > place(member.member);
        });
        record_.members.insert(behind, member);
    }

    void fail(const SweepMember& member, const std::string& message) {
        const std::lock_guard lock(mutex_);
        failure(member, message);
    }

    void failure(const SweepMember& member, const std::string& message) {
        if (failure_.empty()) failure_ = nameOf(record_.config, member) + ": " + message;
    }

    /// What holds until the sweep is done.
    void stopped() {
        record_.outcome = RunOutcome::Stopped;
        record_.message = "stopped with " + std::to_string(record_.members.size()) + " finished runs";
    }

    SweepRecord end(RunOutcome outcome, const std::string& message) {
        record_.outcome = outcome;
        record_.message = message;
        return record_;
    }

    const DataSource& data_;
    SweepObserver& observer_;
    const StopToken& stop_;
    SweepRecord record_;
    std::vector<SweepMember> stage_;
    std::map<std::uint64_t, Trunk> trunks_; ///< by seed, while branches grow from them
    std::string failure_;                   ///< of the first member that failed
    std::mutex mutex_;                      ///< of record_ and failure_ while members run
};

/// Refuses before the start what every member would refuse.
void check(const SweepConfig& config, const DataSource& data) {
    validate(config);
    if (const auto steps = config.mode == SweepMode::Branches ? shortRunSteps(config, data) : 0;
        steps > 0 && config.branchAt >= steps)
        throw std::invalid_argument("the branch must be before the end of the run, step " +
                                    std::to_string(steps) + ", got " + std::to_string(config.branchAt));
    queueShape(1, config.base.threads);
    summarize(networkOf(config.base, outputCount(data)), data.sampleShape);
    for (const double value : config.values) {
        const SweepMember member{.value = value};
        const ExperimentConfig experiment = experimentOf(config, member, config.learningRate);
        stepsPerEpoch(experiment, data);
        if (!isRangeTest(config, member))
            rowsOf(config, member, config.learningRate.value_or(0.1), shortRunSteps(config, data));
        else
            validate(rangeTestSchedule(experiment), experiment.finder.steps);
    }
}

} // namespace

SweepRecord runSweep(const SweepConfig& config, const DataSource& data, SweepObserver& observer,
                     const StopToken& stop, std::vector<SweepMemberRecord> finished) {
    check(config, data);
    return Sweeping(config, data, observer, stop, std::move(finished)).run();
}

} // namespace cyclo
