// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/OutputFile.h"
#include "app/cli/OutputOptions.h"
#include "core/persistence/ScheduleExport.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct ExportCommand {
    std::string schedule;
    std::optional<ExportTarget> target;
    bool embed = false;
    std::string out;
    OutputOptions output;
};

ExportTarget readTarget(const std::string& text) {
    if (text == "torch") return ExportTarget::Torch;
    if (text == "keras") return ExportTarget::Keras;
    if (text == "csv") return ExportTarget::Csv;
    throw UsageError("--to must be torch, keras or csv, got '" + text + "'");
}

void addOptions(CLI::App& app, ExportCommand& command) {
    app.add_option("FILE", command.schedule, "schedule.json")->required()->type_name("");
    addText(
        app, "--to", "WORD", [&command](const std::string& text) { command.target = readTarget(text); },
        "torch or keras: a short Python module to paste into a training program; csv: the rows as a table");
    app.add_flag("--embed", command.embed,
                 "write the rows into the module, so that it needs no schedule file beside it");
    command.output.addFile(app, "--out", command.out, "write to this file; without it, to standard output");
}

int run(const ExportCommand& command) {
    if (!command.target) throw UsageError("--to is missing: torch, keras or csv");
    if (command.embed && command.target == ExportTarget::Csv)
        throw UsageError("--embed would do nothing: a table is nothing but rows");
    const auto document = loadSchedule(command.schedule);
    command.output.check();
    const auto text =
        exportedSchedule(document, *command.target,
                         command.embed ? ExportedRows::Embedded : ExportedRows::FromFile, command.schedule);
    if (command.out.empty())
        printText(text);
    else
        writeOutputFile(command.out, text);
    return kDone;
}

} // namespace

Action addExportCommand(CLI::App& program) {
    auto* app = program.add_subcommand("export", "hand a schedule over to another training program");
    auto command = std::make_shared<ExportCommand>();
    addOptions(*app, *command);
    return [command] { return run(*command); };
}

} // namespace cyclo::cli
