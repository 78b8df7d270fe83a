// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/OutputOptions.h"

#include "app/cli/OutputFile.h"

#include <map>

namespace cyclo::cli {

namespace {

constexpr const char* kStdout = "-";

/// A path, or "-" where standard output is meant. An option set to nothing is a slip, often of a shell
/// variable.
void readPath(const std::string& option, std::string& target, const std::string& text) {
    if (text.empty()) throw UsageError(option + " must be followed by a file name");
    target = text;
}

void writeText(const std::string& target, const std::string& text) {
    if (target.empty()) return;
    if (target == kStdout) return printText(text);
    writeOutputFile(target, text);
}

} // namespace

void OutputOptions::addJson(CLI::App& app, const std::string& name, const std::string& what) {
    targets_.emplace_back(name, &json_);
    addText(
        app, name, "FILE", [this, name](const std::string& text) { readPath(name, json_, text); },
        what + "; - is standard output");
}

void OutputOptions::addCsv(CLI::App& app, const std::string& what) {
    targets_.emplace_back("--csv", &csv_);
    addText(
        app, "--csv", "FILE", [this](const std::string& text) { readPath("--csv", csv_, text); },
        what + "; - is standard output");
}

void OutputOptions::addQuiet(CLI::App& app) {
    app.add_flag("--quiet", quiet_, "no summary, no progress; errors are still told");
}

CLI::Option* OutputOptions::addFile(CLI::App& app, const std::string& name, std::string& target,
                                    const std::string& help) {
    targets_.emplace_back(name, &target);
    return addText(
        app, name, "FILE",
        [name, &target](const std::string& text) {
            readPath(name, target, text);
            if (text == kStdout) throw UsageError(name + " needs a file name; only --json and --csv take -");
        },
        help);
}

bool OutputOptions::jsonOnStdout() const {
    return json_ == kStdout;
}

Report OutputOptions::report() const {
    const bool data = json_ == kStdout || csv_ == kStdout;
    return {data ? Report::Stdout::Data : Report::Stdout::People, quiet_};
}

void OutputOptions::check() const {
    std::map<std::filesystem::path, std::string> seen;
    for (const auto& [option, target] : targets_) {
        if (target->empty()) continue;
        const auto path = *target == kStdout ? std::filesystem::path(kStdout) : resolved(*target);
        if (const auto [first, isNew] = seen.emplace(path, option); !isNew)
            throw UsageError(option + " and " + first->second + " name the same target, " + *target);
        if (*target == kStdout) continue;
        if (const auto why = whyNotWritable(*target); !why.empty())
            throw UsageError(option + ": cannot write " + *target + ": " + why);
    }
}

void OutputOptions::writeJson(const std::string& text) const {
    writeText(json_, text);
}

void OutputOptions::writeCsv(const std::string& text) const {
    writeText(csv_, text);
}

std::string OutputOptions::files() const {
    std::string list;
    for (const auto& entry : targets_) {
        const auto& target = *entry.second;
        if (!target.empty() && target != kStdout) list += (list.empty() ? "" : ", ") + target;
    }
    return list;
}

} // namespace cyclo::cli
