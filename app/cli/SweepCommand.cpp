// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/Interrupt.h"
#include "app/cli/OutputFile.h"
#include "app/cli/Summary.h"
#include "app/cli/SweepOptions.h"
#include "app/cli/SweepProgress.h"
#include "core/persistence/SweepJson.h"
#include "core/persistence/SweepSettings.h"

#include <memory>

namespace cyclo::cli {

namespace {

/// Where the record goes: --json, else back to --resume.
void save(const SweepOptions& options, const SweepRecord& record) {
    const std::string text = jsonText(sweepToJson(record));
    if (options.output().wantsJson())
        options.output().writeJson(text);
    else if (!options.resume().empty())
        writeOutputFile(options.resume(), text);
}

std::string keptIn(const SweepOptions& options) {
    std::string files = options.output().files();
    if (!options.output().wantsJson() && !options.resume().empty())
        files += (files.empty() ? "" : ", ") + options.resume();
    return files;
}

std::vector<SweepMemberRecord> finishedBefore(const SweepOptions& options, const SweepConfig& config) {
    if (options.resume().empty()) return {};
    if (const auto why = whyNotWritable(options.resume()); !options.output().wantsJson() && !why.empty())
        throw UsageError("--resume: cannot write " + options.resume() + " back: " + why +
                         "; give --json FILE");
    return loadSweepMembers(options.resume(), config);
}

void endWith(const SweepOptions& options, const SweepRecord& record) {
    if (record.outcome == RunOutcome::Completed) return;
    const auto files = keptIn(options);
    std::string kept = files.empty() ? "" : "; kept in " + files;
    if (record.outcome == RunOutcome::Stopped && !files.empty()) kept += ", go on with --resume";
    throw RunError(record.message + kept);
}

int sweep(const SweepOptions& options) {
    options.config(); // finds what is wrong before the data are read
    options.output().check();
    const Interrupt interrupt;
    const Report report = options.output().report();
    const DataSource data = openData(options.config().base.data);
    sayNotes(report, data);
    const SweepConfig config = options.config(data);
    auto finished = finishedBefore(options, config);
    if (config.mode == SweepMode::RangeTests) sayPrice(report, config.base, data);
    if (config.mode == SweepMode::MomentumRamp) report.say(kMomentumRampNote);
    SweepProgress progress(report, config, [&](const SweepRecord& soFar) {
        if (!options.output().jsonOnStdout()) save(options, soFar);
    });
    const SweepRecord record = runSweep(config, data, progress, interrupt.token(), std::move(finished));
    save(options, record);
    options.output().writeCsv(sweepCsv(record));
    endWith(options, record);
    saySweep(report, record);
    if (const auto files = keptIn(options); !files.empty()) report.say("written to " + files);
    if (const auto wrong = whatWentWrong(record)) throw RunError(*wrong);
    return kDone;
}

struct SweepCommands {
    SweepOptions batch{SweepKind::BatchSize};
    SweepOptions momentum{SweepKind::Momentum};
    SweepOptions decay{SweepKind::WeightDecay};
};

CLI::App* addKind(CLI::App& app, SweepOptions& options, const std::string& name, const std::string& help) {
    auto* kind = app.add_subcommand(name, help);
    options.addTo(*kind);
    return kind;
}

} // namespace

Action addSweepCommand(CLI::App& program) {
    auto* app =
        program.add_subcommand("sweep", "runs side by side that differ in one value: batch size, momentum "
                                        "or weight decay");
    app->require_subcommand(1);
    auto commands = std::make_shared<SweepCommands>();
    const auto* batch =
        addKind(*app, commands->batch, "batch",
                "range tests at several batch sizes: how the usable learning rate goes with the batch");
    const auto* momentum = addKind(*app, commands->momentum, "momentum", "short runs at several momenta");
    addKind(*app, commands->decay, "wd", "short runs or range tests at several weight decays");
    return [commands, batch, momentum] {
        if (batch->parsed()) return sweep(commands->batch);
        return sweep(momentum->parsed() ? commands->momentum : commands->decay);
    };
}

} // namespace cyclo::cli
