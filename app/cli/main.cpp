// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/OpenMpSettings.h"
#include "app/cli/Commands.h"
#include "app/cli/Options.h"
#include "app/cli/Report.h"
#include "core/data/DataError.h"
#include "core/persistence/FileError.h"

#include <csignal>
#include <exception>
#include <map>
#include <new>
#include <sstream>

namespace cyclo::cli {

namespace {

struct Program {
    CLI::App app{
        "Cyclometer finds learning rates and schedules for training neural networks: range test, 1cycle, "
        "and the record of both."};
    std::map<CLI::App*, Action> actions;
    std::string command; ///< chosen so far, for messages
};

void addCommands(Program& program) {
    auto& app = program.app;
    app.name("cyclometer-cli");
    app.require_subcommand(1);
    app.set_version_flag("--version", std::string("cyclometer ") + CYCLO_VERSION);
    app.get_version_ptr()->description("print the version and leave");
    app.set_help_flag("-h,--help", "print this help and leave");
    app.footer(
        "cyclometer-cli COMMAND --help lists the options of a command. Exit codes: 0 done; 1 the run failed, "
        "diverged where it\nshould not, or was stopped; 2 wrong usage or input.");
    for (const auto add :
         {addFindCommand, addTrainCommand, addScheduleCommand, addSuggestCommand, addExportCommand,
          addDataCommand, addBenchCommand, addSweepCommand, addTuneCommand}) {
        Action action = add(app);
        program.actions[app.get_subcommands({}).back()] = std::move(action);
    }
}

std::vector<std::string> commandsOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands({}))
        names.push_back(command->get_name());
    return names;
}

std::vector<std::string> optionNamesOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* option : app.get_options())
        if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
    return names;
}

/// The innermost command on the command line, with its words in `path`.
CLI::App* chosenCommand(CLI::App& app, std::string& path) {
    CLI::App* chosen = &app;
    while (!chosen->get_subcommands().empty()) {
        chosen = chosen->get_subcommands().front();
        path += (path.empty() ? "" : " ") + chosen->get_name();
    }
    return chosen;
}

/// What a word that no command or option takes should have been.
std::string unknownWord(const CLI::App& chosen, const std::string& path, const std::string& word) {
    const bool isOption = word.starts_with("-");
    if (!isOption && !commandsOf(chosen).empty())
        return "unknown command '" + word + "'; choose " + listOf(commandsOf(chosen));
    if (!isOption)
        return "unexpected word '" + word + "'; cyclometer-cli " + path + " --help tells what it takes";
    const auto near = nearestWord(word.substr(0, word.find('=')), optionNamesOf(chosen));
    return "unknown option " + word + (near.empty() ? "" : ", did you mean " + near + "?") +
           "; cyclometer-cli " + path + (path.empty() ? "" : " ") + "--help lists the options";
}

/// CLI11 speaks of what it wanted; a person is told what to type. One line.
std::string usageMessage(const CLI::App& chosen, const std::string& path, const CLI::ParseError& error) {
    const auto rest = chosen.remaining();
    const bool isExtra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    const bool isMissing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    if ((isExtra || isMissing) && !rest.empty()) return unknownWord(chosen, path, rest.front());
    if (isMissing && !commandsOf(chosen).empty())
        return (path.empty() ? "name a command: " : "say which: ") + listOf(commandsOf(chosen));
    const std::string told = oneLine(error.what());
    const std::string option = told.substr(0, told.find(':'));
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return option + (told.find("received") == std::string::npos ? " must be followed by a value"
                                                                    : " may be given only once");
    return told;
}

/// Reads the command line and does what it says.
int runProgram(Program& program, int argc, char** argv) {
    try {
        program.app.parse(argc, argv);
    } catch (const CLI::Success& wanted) { // --help, --version
        std::ostringstream answer;
        program.app.exit(wanted, answer);
        printText(answer.str());
        return kDone;
    } catch (const CLI::ParseError& error) {
        const auto* chosen = chosenCommand(program.app, program.command);
        throw UsageError(usageMessage(*chosen, program.command, error));
    }
    chosenCommand(program.app, program.command);
    return program.actions.at(program.app.get_subcommands().front())();
}

int run(int argc, char** argv) {
    // A closed pipe is a failed write with a message, not a silent end in the middle of a run.
    std::signal(SIGPIPE, SIG_IGN);
    Program program;
    const auto fail = [&](ExitCode code, const std::exception& error) {
        if (program.command.empty()) chosenCommand(program.app, program.command);
        printError(program.command, error.what());
        return static_cast<int>(code);
    };
    try {
        addCommands(program);
        const int code = runProgram(program, argc, argv);
        finishStdout();
        return code;
    } catch (const UsageError& error) {
        return fail(kWrongInput, error);
    } catch (const std::invalid_argument& error) {
        return fail(kWrongInput, error);
    } catch (const DataError& error) {
        return fail(kWrongInput, error);
    } catch (const FileError& error) {
        return fail(kWrongInput, error);
    } catch (const std::bad_alloc&) {
        return fail(kRunFailed, std::runtime_error("out of memory; take a smaller --batch or fewer steps"));
    } catch (const std::exception& error) {
        return fail(kRunFailed, error);
    }
}

} // namespace

} // namespace cyclo::cli

int main(int argc, char** argv) {
    cyclo::settleOpenMp(argv);
    return cyclo::cli::run(argc, argv);
}
