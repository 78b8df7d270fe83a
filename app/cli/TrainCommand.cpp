// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/CurveOption.h"
#include "app/cli/Interrupt.h"
#include "app/cli/OutputFile.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/PolicyOptions.h"
#include "app/cli/Progress.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Summary.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/Safetensors.h"
#include "core/persistence/ScheduleDocument.h"
#include "core/persistence/StartWeights.h"
#include "core/persistence/StepsCsv.h"
#include "core/persistence/StoppedRun.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

namespace cyclo::cli {

namespace {

struct TrainOptions {
    RunOptions run;
    PolicyOptions policy;
    CurveOption curve;
    std::string schedule;
    std::optional<std::int64_t> epochs;
    std::optional<std::int64_t> steps;
    bool fileOrder = false;
    OutputOptions output;
    std::string save;
    std::string log;
    std::string resume; ///< folder of a run that may go on
};

void addOptions(CLI::App& train, TrainOptions& options) {
    options.run.addTo(train);
    addText(
        train, "--schedule", "FILE", [&options](const std::string& text) { options.schedule = text; },
        "follow the rows of a schedule file, to the last one; --batch and --optimizer are the file's where "
        "they "
        "are not given")
        ->group("Policy");
    options.policy.addTo(train);
    options.curve.addTo(train);

    addCount(train, "--epochs", options.epochs, {1, kMostSteps}, "length: passes over the training set");
    addCount(train, "--steps", options.steps, {0, kMostSteps},
             "length: optimizer steps; 0 only initialises the weights");
    options.run.addInit(train);
    train.add_flag("--no-shuffle", options.fileOrder, "take the samples in file order, whole batches only");
    options.output.addFile(train, "--save", options.save, "write the final weights as safetensors");
    options.output.addFile(train, "--log", options.log,
                           "write every step as a table: step, lr, momentum, weight_decay, loss");
    addText(
        train, "--resume", "DIR", [&options](const std::string& text) { options.resume = text; },
        "keep the run in this folder, after each epoch and when it is stopped, and go on from there if it "
        "holds the same run");
    options.output.addJson(train, "--json", "write the record of the run as JSON");
    options.output.addCsv(train, "write the epochs as a table");
    options.output.addQuiet(train);
}

/// What is to be trained, complete but for the data.
struct TrainPlan {
    ExperimentConfig experiment;
    std::optional<ScheduleDocument> schedule; ///< of --schedule
    InitialWeights initial;
};

/// Decays found coupled are no use decoupled, and the other way round: another optimizer does not change that
/// unless it is said.
OptimizerConfig optimizerFor(const ScheduleDocument& schedule, const TrainOptions& options) {
    const OptimizerConfig config = options.run.optimizer().over(schedule.optimizer);
    const WeightDecayMode meant = schedule.optimizer.weightDecayMode;
    const bool decays =
        std::ranges::any_of(schedule.rows.weightDecay, [](double decay) { return decay != 0.0; });
    if (decays && config.weightDecayMode != meant && !options.run.optimizer().weightDecayModeGiven()) {
        throw UsageError("--optimizer " + toString(config.kind) + " takes weight decay " +
                         toString(config.weightDecayMode) + ", the rows of " + options.schedule +
                         " mean it " + toString(meant) + "; add --wd-mode " + toString(meant) +
                         " to keep it");
    }
    return config;
}

void followSchedule(TrainPlan& plan, const TrainOptions& options) {
    const std::string because = "--schedule, whose rows say everything";
    options.policy.refuseAll(because);
    if (options.curve.given()) throw UsageError("--curve cannot stand beside " + because);
    if (options.run.weightDecayGiven()) throw UsageError("--wd cannot stand beside " + because);
    plan.schedule = loadSchedule(options.schedule);
    if (!options.run.batchGiven() && plan.schedule->batchSize)
        plan.experiment.batchSize = *plan.schedule->batchSize;
    plan.experiment.optimizer = optimizerFor(*plan.schedule, options);
    if (plan.schedule->policy) plan.experiment.policy = *plan.schedule->policy;
    plan.experiment.weightDecay = plan.schedule->weightDecay;
}

void followPolicy(TrainPlan& plan, const TrainOptions& options) {
    if (options.epochs && options.steps) throw UsageError("--epochs and --steps both say how long; give one");
    if (!options.epochs && !options.steps)
        throw UsageError("how long? Give --epochs E, --steps K, or --schedule FILE");
    if (options.steps == 0) return;
    const auto curve = options.curve.read();
    plan.experiment.policy = options.policy.policy(curve ? curve->suggestions.recommended : std::nullopt);
    if (const auto held = numberOf(plan.experiment.policy, "momentum")) plan.experiment.momentum = *held;
    // Finds impossible values before the data are read; with --epochs the length in steps is not known yet.
    const auto length = ownLengthOf(plan.experiment.policy).value_or(kMostSteps);
    validate({plan.experiment.policy, plan.experiment.weightDecay}, options.steps.value_or(length));
}

TrainPlan planOf(const TrainOptions& options) {
    TrainPlan plan{.experiment = options.run.experiment(), .schedule = {}, .initial = {}};
    plan.experiment.shuffle = !options.fileOrder;
    if (options.schedule.empty())
        followPolicy(plan, options);
    else
        followSchedule(plan, options);
    plan.initial = startWeightsOf(plan.experiment);
    return plan;
}

/// Steps asked for by --epochs or --steps. @param perEpoch  steps of one epoch
std::optional<std::int64_t> stepsAsked(const TrainOptions& options, std::int64_t perEpoch) {
    if (!options.epochs) return options.steps;
    if (*options.epochs > kMostSteps / perEpoch) {
        throw UsageError("--epochs " + std::to_string(*options.epochs) + " of " + std::to_string(perEpoch) +
                         " steps is too long; at most " + std::to_string(kMostSteps) + " steps");
    }
    return *options.epochs * perEpoch;
}

ScheduleRows rowsOf(const TrainPlan& plan, const TrainOptions& options, std::int64_t perEpoch) {
    const auto asked = stepsAsked(options, perEpoch);
    if (!plan.schedule) return rowsOf(Schedule{plan.experiment.policy, plan.experiment.weightDecay}, *asked);
    if (asked && *asked != plan.schedule->totalSteps()) {
        throw UsageError(options.schedule + " has " + std::to_string(plan.schedule->totalSteps()) +
                         " rows, the length asked for is " + std::to_string(*asked) +
                         " steps; leave --epochs and --steps out to follow the file");
    }
    return plan.schedule->rows;
}

/// The record with what only the command line knows: length in steps, the file it follows.
Json jsonOf(const TrainRecord& record, const TrainOptions& options, std::int64_t steps) {
    Json json = runToJson(record);
    auto& settings = json["settings"];
    settings["steps"] = steps;
    if (!options.epochs) settings.erase("epochs");
    if (!options.schedule.empty()) settings["schedule"] = options.schedule;
    return json;
}

std::string epochsCsv(const std::vector<EpochRecord>& epochs) {
    std::string text = "epoch,step,train_loss,train_accuracy,val_loss,val_accuracy,wall_s\n";
    for (const auto& epoch : epochs) {
        text += std::to_string(epoch.epoch);
        text += ',';
        text += std::to_string(epoch.step);
        for (const double value : {epoch.trainLoss, epoch.trainAccuracy, epoch.validationLoss,
                                   epoch.validationAccuracy, epoch.wallSeconds}) {
            text += ',';
            if (!std::isnan(value)) text += exactText(value); // no accuracy of real targets
        }
        text += '\n';
    }
    return text;
}

/// Weights that blew up are no use to anybody and do not take the place of good ones.
bool weightsAreGood(const RunSummary& summary) {
    return summary.outcome == RunOutcome::Completed || summary.outcome == RunOutcome::Stopped;
}

void write(const TrainRecord& record, const TrainOptions& options, std::int64_t steps) {
    options.output.writeJson(jsonText(jsonOf(record, options, steps)));
    options.output.writeCsv(epochsCsv(record.epochs));
    if (!options.log.empty()) writeOutputFile(options.log, stepsCsv(record.steps));
    if (!options.save.empty() && weightsAreGood(record.summary))
        writeOutputFile(options.save, safetensorsBytes(record.weights));
}

/// Makes the folder of --resume, and tries it before hours of training.
void checkFolder(const std::string& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) throw UsageError("--resume: cannot make " + folder + ": " + failed.message());
    if (const auto why = whyNotWritable(std::filesystem::path(folder) / "training.json"); !why.empty())
        throw UsageError("--resume: cannot write to " + folder + ": " + why);
}

/// What --resume holds of this run.
std::optional<Trunk> doneBefore(const TrainOptions& options, const ExperimentConfig& experiment,
                                const ScheduleRows& rows) {
    auto done = loadStoppedRun(options.resume, experiment, rows);
    const bool keptSteps = done && done->record.steps.size() == static_cast<std::size_t>(done->end->step);
    if (done && !options.log.empty() && !keptSteps)
        throw UsageError("--log: the run in " + options.resume +
                         " began without it and kept no steps; leave it out");
    return done;
}

/// A run whose state is kept in a folder.
TrainRecord trainInFolder(const ExperimentConfig& experiment, const ScheduleRows& rows,
                          const DataSource& data, const TrainOptions& options, const Report& report,
                          TrainingObserver& observer, const StopToken& stop, const InitialWeights& initial) {
    const auto done = doneBefore(options, experiment, rows);
    if (done)
        report.say("going on after step " + std::to_string(done->end->step) + ", from " + options.resume);
    return runOn(experiment, done, rows, data, observer, stop, initial,
                 options.log.empty() ? KeepSteps::No : KeepSteps::Yes,
                 [&](const Trunk& soFar) { saveStoppedRun(options.resume, rows, soFar); });
}

void sayTrained(const Report& report, const TrainRecord& record) {
    const auto& config = record.config;
    std::string line = config.network + " on " + config.data.spec + ", " +
                       std::to_string(record.summary.stepsDone) + " steps";
    if (const auto& last = record.summary.last) {
        line += ": ";
        if (!std::isnan(last->validationAccuracy))
            line += "test accuracy " + percentText(last->validationAccuracy) + ", ";
        line += "test loss " + numberText(last->validationLoss);
    }
    report.say(line);
}

int train(const TrainOptions& options) {
    const TrainPlan plan = planOf(options);
    options.output.check();
    if (!options.resume.empty()) checkFolder(options.resume);
    const Interrupt interrupt;
    const Report report = options.output.report();
    const auto data = openData(plan.experiment.data);
    sayNotes(report, data);
    const auto rows = rowsOf(plan, options, stepsPerEpoch(plan.experiment, data));
    ExperimentConfig experiment = plan.experiment;
    if (options.epochs) experiment.epochs = *options.epochs;
    Progress progress(report);
    const auto record = options.resume.empty()
                            ? runTraining(experiment, rows, data, progress, interrupt.token(), plan.initial,
                                          {}, options.log.empty() ? KeepSteps::No : KeepSteps::Yes)
                            : trainInFolder(experiment, rows, data, options, report, progress,
                                            interrupt.token(), plan.initial);
    write(record, options, rows.size());
    const RunOutcome outcome = record.summary.outcome;
    if (!options.resume.empty() && (outcome == RunOutcome::Completed || outcome == RunOutcome::Diverged))
        removeStoppedRun(options.resume); // now that what it was for is written
    if (const auto wrong = whatWentWrong(record.summary, rows.size(), false, options.output)) {
        const bool mayGoOn = !options.resume.empty() && outcome == RunOutcome::Stopped;
        throw RunError(*wrong + (mayGoOn ? "; go on with --resume " + options.resume : ""));
    }
    sayTrained(report, record);
    sayEnd(report, record.summary, options.output);
    return kDone;
}

} // namespace

Action addTrainCommand(CLI::App& program) {
    auto* app =
        program.add_subcommand("train", "train a network along a schedule or a policy; measures on the test "
                                        "set after each epoch");
    auto options = std::make_shared<TrainOptions>();
    addOptions(*app, *options);
    return [options] { return train(*options); };
}

} // namespace cyclo::cli
