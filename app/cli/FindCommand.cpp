// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/Interrupt.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/PolicyOptions.h"
#include "app/cli/Progress.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Summary.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/StepsCsv.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct FindOptions {
    RunOptions run;
    FinderConfig finder;
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
    find.add_flag(
        "--hessian", finder.hessian,
        "measure the top curvature of the loss where the sweep starts, and the learning rates it allows");
    options.run.addMomentum(find);
    options.output.addJson(find, "--json", "write the curve as JSON");
    options.output.addCsv(find,
                          "write the curve as a table: lr, loss, smoothed, step, momentum, weight_decay");
    options.output.addQuiet(find);
}

ExperimentConfig experimentOf(const FindOptions& options) {
    ExperimentConfig experiment = options.run.experiment();
    experiment.finder = options.finder;
    const Sweep sweep{options.finder.lrMin, options.finder.lrMax, options.finder.ramp, experiment.momentum};
    validate({sweep, experiment.weightDecay}, options.finder.steps);
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

void sayFound(const Report& report, const FindRecord& record) {
    const auto& config = record.config;
    std::string ending = "reached the end, learning rate " + numberText(config.finder.lrMax);
    if (record.summary.outcome == RunOutcome::Diverged && !record.points.empty()) {
        ending = "diverged at learning rate " + numberText(record.points.back().learningRate) +
                 ", the blow-up the test looks for";
    }
    report.say("range test of " + config.network + " on " + config.data.spec + ": " +
               std::to_string(record.points.size()) + " of " + std::to_string(config.finder.steps) +
               " steps, " + ending);
    if (const auto& diagnosis = record.summary.diagnosis) report.say("  " + toSentence(*diagnosis));
    if (record.curvature) sayCurvature(report, *record.curvature, config);
    saySuggestions(report, record.suggestions);
}

int find(const FindOptions& options) {
    const auto experiment = experimentOf(options);
    options.output.check();
    const Interrupt interrupt;
    const Report report = options.output.report();
    Progress progress(report);
    const auto record = runRangeTest(experiment, openData(experiment.data), progress, interrupt.token());
    options.output.writeJson(jsonText(curveToJson(record)));
    options.output.writeCsv(curveCsv(record.points, record.suggestions.smoothed));
    if (const auto wrong = whatWentWrong(record.summary, experiment.finder.steps, true, options.output))
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
