// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/Interrupt.h"
#include "app/cli/OutputFile.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/PolicyOptions.h"
#include "app/cli/Progress.h"
#include "app/cli/RunOptions.h"
#include "app/cli/RunsProgress.h"
#include "app/cli/Summary.h"
#include "core/experiments/SeedTests.h"
#include "core/persistence/CurveDocument.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/StartWeights.h"
#include "core/persistence/StepsCsv.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct FindOptions {
    RunOptions run;
    FinderConfig finder;
    FinderLossOptions loss;
    std::string resume;
    OutputOptions output;
};

void addOptions(CLI::App& find, FindOptions& options) {
    auto& finder = options.finder;
    options.run.addTo(find);
    addNumber(find, "--lr-min", finder.lrMin, "learning rate of the first step", numberText(finder.lrMin));
    addNumber(find, "--lr-max", finder.lrMax, "learning rate of the last step", numberText(finder.lrMax));
    addCount(find, "--steps", finder.steps, {2, kMostSteps}, "steps from one to the other",
             std::to_string(finder.steps));
    addText(
        find, "--ramp", "WORD", [&finder](const std::string& text) { finder.ramp = readRamp(text); },
        "exp (equal factors) or linear (equal differences)", "exp");
    addFinalMomentum(find, finder);
    options.loss.addTo(find);
    addCount(find, "--seeds", finder.seeds, {1, 1000},
             "range tests, of --seed, --seed + 1, ..., side by side; the answer is that of their mean", "1");
    options.run.addInit(find);
    find.add_flag(
        "--hessian", finder.hessian,
        "measure the top curvature of the loss where the sweep starts, and the learning rates it allows");
    options.run.addMomentum(find);
    addText(
        find, "--resume", "FILE", [&options](const std::string& text) { options.resume = text; },
        "several seeds: go on from the JSON of the same tests that were stopped; written back to it without "
        "--json");
    options.output.addJson(find, "--json", "write the curve as JSON");
    options.output.addCsv(
        find, "write the curve as a table: lr, loss, smoothed, step, momentum, weight_decay; val_loss "
              "with --loss val; the band low, high and the losses of each with --seeds");
    options.output.addQuiet(find);
}

ExperimentConfig experimentOf(const FindOptions& options) {
    ExperimentConfig experiment = options.run.experiment();
    experiment.finder = options.finder;
    options.loss.set(experiment.finder);
    validate(rangeTestSchedule(experiment), experiment.finder.steps);
    return experiment;
}

void sayCurvature(const Report& report, const Curvature& curvature, const ExperimentConfig& config) {
    std::string line = "  top curvature at the start " + numberText(curvature.topEigenvalue);
    if (curvature.limitSgd) line += ": stable below " + numberText(*curvature.limitSgd) + " without momentum";
    if (curvature.limitMomentum) {
        line += ", below " + numberText(*curvature.limitMomentum) + " with " +
                toString(config.optimizer.kind) + " and momentum " + numberText(config.momentum);
    }
    report.say(line);
}

/// How far a test came and how it ended.
std::string endingOf(const FindRecord& test) {
    std::string text =
        std::to_string(test.points.size()) + " of " + std::to_string(test.config.finder.steps) + " steps, ";
    if (test.summary.outcome == RunOutcome::Diverged && !test.points.empty())
        return text + "diverged at learning rate " + numberText(test.points.back().learningRate) +
               ", the blow-up the test looks for";
    return text + "reached the end, learning rate " + numberText(test.config.finder.lrMax);
}

void sayTest(const Report& report, const FindRecord& test) {
    if (const auto& diagnosis = test.summary.diagnosis) report.say("  " + toSentence(*diagnosis));
    if (test.curvature) sayCurvature(report, *test.curvature, test.config);
}

void sayFound(const Report& report, const FindRecord& record) {
    const auto& config = record.config;
    const std::string what = config.network + " on " + config.data.spec + ": ";
    if (record.seeds.empty()) {
        report.say("range test of " + what + endingOf(record));
        sayTest(report, record);
    } else {
        report.say(std::to_string(record.seeds.size()) + " range tests of " + what + "their mean has " +
                   std::to_string(record.points.size()) + " of " + std::to_string(config.finder.steps) +
                   " steps");
        for (const FindRecord& test : record.seeds) {
            report.say("  seed " + std::to_string(test.config.seed) + ": " + endingOf(test));
            sayTest(report, test);
        }
    }
    saySuggestions(report, record.suggestions);
}

/// The tests of several seeds in one live line.
class SeedsProgress : public SeedObserver {
public:
    SeedsProgress(const Report& report, const FindOptions& options, std::size_t finished)
        : progress_(report) {
        progress_.begin(static_cast<std::size_t>(options.finder.seeds) - finished);
        info_.totalSteps = options.finder.steps;
        info_.batchSize = options.run.experiment().batchSize;
        progress_.runStarted(info_);
    }

    void testStepped(std::uint64_t seed, const StepRecord& step) override {
        progress_.stepEnded(info_, step, [seed] { return "seed " + std::to_string(seed); });
    }
    void testEnded(std::uint64_t seed, const RunSummary& summary) override {
        progress_.runEnded(info_, summary.stepsDone,
                           "seed " + std::to_string(seed) + ": " + std::to_string(summary.stepsDone) +
                               " steps, " + toString(summary.outcome));
    }

private:
    RunsProgress progress_;
    RunInfo info_; ///< of each
};

FindRecord run(const FindOptions& options, const ExperimentConfig& experiment, const Report& report,
               const InitialWeights& initial, const std::vector<FindRecord>& finished,
               const StopToken& stop) {
    const DataSource data = openData(experiment.data);
    sayNotes(report, data);
    checkRangeTest(experiment, data);
    sayPrice(report, experiment, data);
    if (options.finder.seeds > 1) {
        SeedsProgress progress(report, options, finished.size());
        return runSeedTests(experiment, data, progress, stop, initial, finished);
    }
    Progress progress(report);
    return runRangeTest(experiment, data, progress, stop, initial);
}

std::vector<FindRecord> finishedBefore(const FindOptions& options, const ExperimentConfig& experiment) {
    if (options.resume.empty()) return {};
    if (experiment.finder.seeds < 2)
        throw UsageError("--resume is for several range tests, --seeds; a single one starts anew");
    if (const auto why = whyNotWritable(options.resume); !options.output.wantsJson() && !why.empty())
        throw UsageError("--resume: cannot write " + options.resume + " back: " + why + "; give --json FILE");
    return loadFinishedTests(options.resume, experiment);
}

/// To --json, else back to --resume.
void save(const FindOptions& options, const FindRecord& record) {
    const std::string text = jsonText(curveToJson(record));
    if (options.output.wantsJson() || options.resume.empty())
        options.output.writeJson(text);
    else
        writeOutputFile(options.resume, text);
}

int find(const FindOptions& options) {
    const auto experiment = experimentOf(options);
    const InitialWeights initial = startWeightsOf(experiment); // found broken before the data are read
    const auto finished = finishedBefore(options, experiment);
    options.output.check();
    const Interrupt interrupt;
    const Report report = options.output.report();
    const auto record = run(options, experiment, report, initial, finished, interrupt.token());
    save(options, record);
    options.output.writeCsv(curveCsv(record));
    if (const auto wrong = whatWentWrong(record.summary, experiment.finder.seeds * experiment.finder.steps,
                                         true, options.output))
        throw RunError(*wrong);
    sayFound(report, record);
    sayEnd(report, record.summary, options.output);
    return kDone;
}

} // namespace

Action addFindCommand(CLI::App& program) {
    auto* app =
        program.add_subcommand("find", "range test: train while the learning rate grows, until the loss "
                                       "blows up; recommends learning rates");
    auto options = std::make_shared<FindOptions>();
    addOptions(*app, *options);
    return [options] { return find(*options); };
}

} // namespace cyclo::cli
