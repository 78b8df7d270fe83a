// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/CurveOption.h"
#include "app/cli/OptimizerOptions.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/PolicyOptions.h"
#include "app/cli/RunOptions.h"
#include "core/persistence/ScheduleDocument.h"
#include "core/persistence/StepsCsv.h"

#include <algorithm>
#include <memory>

namespace cyclo::cli {

namespace {

struct ScheduleCommand {
    CLI::App* show = nullptr;
    PolicyOptions policy;
    CurveOption curve;
    std::optional<std::int64_t> steps;
    std::optional<std::int64_t> batch;
    OptimizerOptions optimizer;
    double weightDecay = 0.0;
    OutputOptions output;
    std::string shown; ///< file of `show`
    bool shownAsCsv = false;
};

void addShow(CLI::App& schedule, ScheduleCommand& command) {
    command.show = schedule.add_subcommand("show", "what a schedule file holds");
    command.show->add_option("FILE", command.shown, "schedule.json")->required()->type_name("");
    command.show->add_flag("--csv", command.shownAsCsv,
                           "print all rows as a table instead: step, lr, momentum, weight_decay");
}

void addOptions(CLI::App& schedule, ScheduleCommand& command) {
    command.policy.addTo(schedule);
    command.curve.addTo(schedule);
    addCount(schedule, "--steps", command.steps, {1, kMostSteps}, "length of the run: rows of the schedule");
    addBatch(schedule, command.batch, "");
    addWeightDecay(schedule, command.weightDecay);
    command.optimizer.addTo(schedule);
    command.output.addJson(schedule, "--out", "write the schedule as JSON");
    command.output.addCsv(schedule, "write the rows as a table: step, lr, momentum, weight_decay");
    command.output.addQuiet(schedule);
    addShow(schedule, command);
}

std::string range(const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (*low == *high) return numberText(*low);
    return numberText(values.front()) + " at first, " + numberText(*low) + " to " + numberText(*high) + ", " +
           numberText(values.back()) + " at last";
}

void sayDocument(const Report& report, const ScheduleDocument& document) {
    const auto name = document.policy ? kindOf(*document.policy).name : "a schedule of another program";
    report.say(name + ", " + countText(static_cast<double>(document.totalSteps())) + " steps");
    report.say("learning rate  " + range(document.rows.learningRate));
    report.say("momentum       " + range(document.rows.momentum));
    report.say("weight decay   " + range(document.rows.weightDecay));
    report.say("optimizer      " + optimizerText(document.optimizer));
    if (document.batchSize) report.say("batch size     " + std::to_string(*document.batchSize));
    if (!document.provenance.data.empty())
        report.say("made for       " + document.provenance.network + " on " + document.provenance.data);
}

int show(const ScheduleCommand& command) {
    const auto document = loadSchedule(command.shown);
    if (command.shownAsCsv)
        printText(scheduleCsv(document.rows));
    else
        sayDocument(Report(Report::Stdout::People, false), document);
    return kDone;
}

ScheduleDocument documentOf(const ScheduleCommand& command) {
    if (!command.output.wantsJson() && !command.output.wantsCsv())
        throw UsageError("--out is missing: the file to write, or - for standard output");
    ScheduleDocument document;
    const auto curve = command.curve.read();
    document.policy = command.policy.policy(curve ? curve->suggestions.recommended : std::nullopt);
    const auto steps = command.steps ? command.steps : ownLengthOf(*document.policy);
    if (!steps) throw UsageError("--steps is missing: how many rows the schedule has");
    document.batchSize = command.batch;
    document.optimizer = command.optimizer.over({});
    document.weightDecay = command.weightDecay;
    document.rows = rowsOf({*document.policy, command.weightDecay}, *steps);
    if (curve) document.provenance = provenanceOf(*curve);
    document.provenance.madeBy = std::string("cyclometer ") + CYCLO_VERSION;
    return document;
}

int make(const ScheduleCommand& command) {
    const auto document = documentOf(command);
    command.output.check();
    command.output.writeJson(jsonText(scheduleToJson(document)));
    command.output.writeCsv(scheduleCsv(document.rows));
    const auto report = command.output.report();
    sayDocument(report, document);
    if (const auto files = command.output.files(); !files.empty()) report.say("written to     " + files);
    return kDone;
}

} // namespace

Action addScheduleCommand(CLI::App& program) {
    auto* app = program.add_subcommand("schedule", "write a schedule: one row of learning rate, momentum and "
                                                   "weight decay per step");
    auto command = std::make_shared<ScheduleCommand>();
    addOptions(*app, *command);
    return [command] { return command->show->parsed() ? show(*command) : make(*command); };
}

} // namespace cyclo::cli
