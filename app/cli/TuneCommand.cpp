// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/Interrupt.h"
#include "app/cli/OutputFile.h"
#include "app/cli/PolicyOptions.h"
#include "app/cli/RunOptions.h"
#include "app/cli/RunsProgress.h"
#include "app/cli/Summary.h"
#include "app/cli/SweepProgress.h"
#include "core/experiments/SweepStanding.h"
#include "core/experiments/Tune.h"
#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonValue.h"
#include "core/persistence/SweepJson.h"
#include "core/persistence/TuneFiles.h"
#include "core/persistence/TuneJson.h"
#include "core/persistence/TuneRuns.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>

namespace cyclo::cli {

namespace {

namespace fs = std::filesystem;

struct TuneOptions {
    RunOptions run;
    TuneConfig tune;
    FinderConfig finder;
    std::optional<std::int64_t> epochs;
    std::optional<std::int64_t> budget; ///< epochs of all runs together
    std::string folder;
    bool resume = false;
    bool quiet = false;
};

void addOptions(CLI::App& app, TuneOptions& options) {
    options.run.addTo(app);
    options.run.addMomentum(app);
    addCount(app, "--epochs", options.epochs, {1, kMostSteps},
             "length of the final runs: passes over the training set");
    addCount(
        app, "--budget", options.budget, {1, kMostSteps},
        "instead of --epochs: passes over the training set by all runs together, at most; the final runs "
        "are as long as that allows");
    addCount(app, "--short-epochs", options.tune.shortEpochs, {1, kMostSteps},
             "length of the runs that compare momenta", "a quarter of --epochs");
    addCount(app, "--seeds", options.tune.rangeSeeds, {1, 100}, "range tests per batch size",
             std::to_string(options.tune.rangeSeeds));
    addNumber(app, "--lr-min", options.finder.lrMin, "range tests: learning rate of the first step",
              numberText(options.finder.lrMin));
    addNumber(app, "--lr-max", options.finder.lrMax, "range tests: learning rate of the last step",
              numberText(options.finder.lrMax));
    addCount(app, "--steps", options.finder.steps, {2, kMostSteps}, "range tests: steps at --batch",
             std::to_string(options.finder.steps));
    addText(
        app, "--out", "DIR", [&options](const std::string& text) { options.folder = text; },
        "folder for tune.json, schedule.json, weights.safetensors, report.html and the sweeps; made where "
        "there is "
        "none");
    app.add_flag("--resume", options.resume,
                 "go on from the sweeps and final runs that --out holds from a run that was stopped");
    app.add_flag("--quiet", options.quiet, "no progress, no summary; errors are still told");
}

TuneConfig configOf(const TuneOptions& options) {
    if (options.epochs && options.budget)
        throw UsageError(
            "--epochs says how long the final runs are, --budget how long all together; give one");
    if (!options.epochs && !options.budget)
        throw UsageError("--epochs is missing: how long the final runs are; or --budget: all runs together");
    if (options.run.weightDecayGiven()) throw UsageError("--wd cannot stand beside tune, which finds it");
    if (options.folder.empty())
        throw UsageError("--out is missing: the folder for record, schedule and report");
    TuneConfig config = options.tune;
    config.base = options.run.experiment();
    config.base.finder = options.finder;
    config.base.epochs = options.epochs.value_or(1); // with a budget, until the data are known
    return config;
}

std::string inFolder(const TuneOptions& options, const std::string& name) {
    return (fs::path(options.folder) / name).string();
}

/// Made where there is none. A recipe that is in it is not written over.
void makeFolder(const TuneOptions& options) {
    std::error_code failed;
    for (const char* file : {"tune.json", "final-runs.json", "sweep-batch.json"})
        if (!options.resume && fs::exists(inFolder(options, file)))
            throw UsageError("--out: " + options.folder + " holds a recipe already (" + file +
                             "); go on with --resume, or name another folder");
    fs::create_directories(options.folder, failed);
    if (failed) throw UsageError("--out: cannot make " + options.folder + ": " + failed.message());
    if (const auto why = whyNotWritable(inFolder(options, "tune.json")); !why.empty())
        throw UsageError("--out: cannot write to " + options.folder + ": " + why);
}

/// Each sweep has a file of its own, from which it goes on.
std::string sweepFile(const TuneOptions& options, SweepKind kind) {
    return inFolder(options, "sweep-" + toString(kind) + ".json");
}

std::string endingOf(const TuneRun& run) {
    const auto& last = run.summary.last;
    return run.name + ": " +
           (last && run.summary.outcome == RunOutcome::Completed
                ? "test loss " + lossText(last->validationLoss, last->validationAccuracy)
                : run.summary.message);
}

/// Says what happens and keeps finished members and final runs on the disk.
class TuneProgress : public TuneObserver {
public:
    TuneProgress(const Report& report, const TuneOptions& options, const TuneConfig& config)
        : report_(report), options_(options), config_(config), progress_(report), finals_(report) {}

    void partStarted(const TuneBudget& part) override {
        part_ = part.part;
        report_.say(part.part + ": " + std::to_string(part.runs) + (part.runs == 1 ? " run, " : " runs, ") +
                    numberText(part.epochs) + " epochs at most");
        if (part.part == "1cycle")
            finals_.begin(static_cast<std::size_t>(part.runs) + config_.constantShares.size());
        if (part.part == "baselines") finals_.begin(1); // the constant ones went beside the 1cycle runs
    }
    void stageStarted(const std::vector<SweepMember>& members) override {
        progress_.stageStarted(members.size());
    }
    void memberStarted(const SweepMember& member, const RunInfo& info) override {
        progress_.memberStarted(member, info);
    }
    void memberStepped(const SweepMember& member, const StepRecord& step) override {
        progress_.memberStepped(member, step, [&] {
            return part_ + " " + numberText(member.value) + ", seed " + std::to_string(member.seed);
        });
    }
    void memberEnded(const SweepRecord& soFar, const SweepMemberRecord& member) override {
        if (isFinished(member))
            writeOutputFile(sweepFile(options_, soFar.config.kind), jsonText(sweepToJson(soFar)));
        progress_.memberEnded(member.member, memberText(soFar.config, member.member) + ": " +
                                                 memberResultText(soFar.config, member));
    }
    void runStarted(const TuneRun& run, const ScheduleRows& rows) override {
        finalSteps_ = rows.size();
        finals_.runStarted(infoOf(run));
    }
    void runStepped(const TuneRun& run, const StepRecord& step) override {
        finals_.stepEnded(infoOf(run), step, [&] { return run.name; });
    }
    void runEnded(const TuneRun& run) override {
        if (isFinished(run)) {
            kept_.push_back(run);
            saveRuns();
        }
        finals_.runEnded(infoOf(run), run.summary.stepsDone, endingOf(run));
    }
    void runKept(const TuneRun& run) override {
        kept_.push_back(run);
        const RunInfo info{.totalSteps = run.summary.stepsDone, .batchSize = run.config.batchSize};
        finals_.runStarted(info);
        finals_.runEnded(info, 0, endingOf(run) + ", kept"); // none of its steps is made now
    }

private:
    RunInfo infoOf(const TuneRun& run) const {
        return {.totalSteps = finalSteps_, .batchSize = run.config.batchSize};
    }
    void saveRuns() const {
        try {
            saveTuneRuns(options_.folder, config_, kept_);
        } catch (const FileError& error) {
            throw WriteError(error.what());
        }
    }

    const Report& report_;
    const TuneOptions& options_;
    const TuneConfig& config_;
    MemberProgress progress_;
    RunsProgress finals_;
    std::atomic<std::int64_t> finalSteps_ = 0; ///< of each final run
    std::vector<TuneRun> kept_;                ///< finished final runs
    std::string part_;
};

/// That a recipe took until it was stopped; 0 where its record does not tell.
double secondsBefore(const TuneOptions& options) {
    const std::string file = inFolder(options, "tune.json");
    constexpr std::uint64_t kLongestRecord = 1ull << 30;
    if (!fs::exists(file)) return 0.0;
    try {
        const Json record = parseJson(readWholeFile(file, kLongestRecord));
        const auto timing = JsonValue(record).find("timing");
        const auto total = timing ? timing->find("total_s") : std::nullopt;
        return total ? total->number() : 0.0;
    } catch (const FileError& error) {
        throw FileError(file + ": " + error.what());
    }
}

/// What the folder holds from before.
FinishedParts finishedIn(const TuneOptions& options, const TuneConfig& config) {
    if (!options.resume) return {};
    FinishedParts parts;
    parts.members = [&options](const SweepConfig& sweep) {
        const std::string file = sweepFile(options, sweep.kind);
        return fs::exists(file) ? loadSweepMembers(file, sweep) : std::vector<SweepMemberRecord>{};
    };
    parts.run = [runs = loadTuneRuns(options.folder, config)](const TuneRun& wanted) {
        const auto found = std::ranges::find_if(
            runs, [&](const TuneRun& run) { return run.name == wanted.name && run.config == wanted.config; });
        return found == runs.end() ? std::nullopt : std::optional(*found);
    };
    parts.wallSeconds = secondsBefore(options);
    return parts;
}

void sayBudget(const Report& report, const TuneConfig& config, const DataSource& data) {
    const auto budget = budgetOf(config, data);
    std::int64_t runs = 0;
    for (const TuneBudget& part : budget)
        runs += part.runs;
    report.say("tune " + config.base.network + " on " + config.base.data.spec + ": " + std::to_string(runs) +
               " runs, " + numberText(totalEpochs(budget)) + " epochs of " +
               std::to_string(data.train->size()) + " samples at most, the final ones " +
               std::to_string(config.base.epochs) + " long");
}

void sayDoubts(const Report& report, const std::string& name, const SweepRecord& sweep, double picked) {
    const auto standing = standingOf(scoresOf(sweep.config, sweep.members));
    const std::string doubts = standing ? doubtsOf(*standing) : "";
    if (!doubts.empty()) report.say("  " + name + " " + exactText(picked) + doubts);
}

void write(const TuneOptions& options, const TuneRecord& record, const DataSource& data) {
    try {
        saveTune(options.folder, record, stepsPerEpoch(record.config.base, data));
    } catch (const FileError& error) {
        throw WriteError(error.what());
    }
}

int tune(const TuneOptions& options) {
    TuneConfig config = configOf(options);
    const Interrupt interrupt;
    const Report report(Report::Stdout::People, options.quiet);
    const DataSource data = openData(config.base.data);
    sayNotes(report, data);
    if (options.budget) config.base.epochs = epochsWithin(config, static_cast<double>(*options.budget), data);
    budgetOf(config, data); // refuses what cannot be before the folder is made
    makeFolder(options);
    sayBudget(report, config, data);
    TuneProgress progress(report, options, config);
    const FinishedParts finished = finishedIn(options, config);
    const TuneRecord record = runTune(config, data, progress, interrupt.token(), finished);
    write(options, record, data);
    if (record.outcome == RunOutcome::Stopped)
        throw RunError(record.message + "; kept in " + options.folder + ", go on with --resume");
    if (record.outcome == RunOutcome::Failed) throw RunError(record.message + "; kept in " + options.folder);
    report.say("picked: LR " + numberText(*record.maxLr / 10.0) + " to " + numberText(*record.maxLr) +
               ", momentum " + numberText(*record.momentum) + ", weight decay " +
               numberText(*record.weightDecay));
    report.say("  " + record.maxLrWhy);
    sayDoubts(report, "momentum", record.momenta, *record.momentum);
    sayDoubts(report, "weight decay", record.weightDecays, *record.weightDecay);
    report.say(verdictOf(record));
    report.say("took " + durationText(record.wallSeconds) + " in all");
    report.say("written to " + options.folder +
               ": tune.json, schedule.json, weights.safetensors, report.html");
    return kDone;
}

} // namespace

Action addTuneCommand(CLI::App& program) {
    auto* app =
        program.add_subcommand("tune", "the whole recipe: learning rate, batch size, momentum, weight decay, "
                                       "a final 1cycle run and baselines; leaves record, schedule, weights "
                                       "and a report");
    auto options = std::make_shared<TuneOptions>();
    addOptions(*app, *options);
    return [options] { return tune(*options); };
}

} // namespace cyclo::cli
