// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace cyclo::cli {

/// What a command does once the command line is read; returns an ExitCode.
using Action = std::function<int()>;

/// One file per command. Each adds its subcommand with options and help to the program, and returns its
/// action, to be run if the subcommand was chosen.
Action addFindCommand(CLI::App& program);
Action addTrainCommand(CLI::App& program);
Action addScheduleCommand(CLI::App& program);
Action addSuggestCommand(CLI::App& program);
Action addExportCommand(CLI::App& program);
Action addDataCommand(CLI::App& program);
Action addSweepCommand(CLI::App& program);
Action addTuneCommand(CLI::App& program);
Action addBenchCommand(CLI::App& program);

} // namespace cyclo::cli
