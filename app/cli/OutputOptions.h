// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Options.h"
#include "app/cli/Report.h"

#include <string>
#include <utility>
#include <vector>

namespace cyclo::cli {

/// Where results go: --json, --csv, --quiet, and files of a command's own such as --save. Every target is
/// tried before a run starts, so that no work is lost for a missing folder.
class OutputOptions {
public:
    OutputOptions() = default;
    OutputOptions(const OutputOptions&) = delete; ///< the options of a command line point into it
    OutputOptions& operator=(const OutputOptions&) = delete;

    /// @param name  "--json", or what the command calls it
    void addJson(CLI::App& app, const std::string& name, const std::string& what);
    void addCsv(CLI::App& app, const std::string& what);
    void addQuiet(CLI::App& app);

    /// A file of the command's own. @param target  outlives this
    CLI::Option* addFile(CLI::App& app, const std::string& name, std::string& target,
                         const std::string& help);

    bool wantsJson() const { return !json_.empty(); }
    bool jsonOnStdout() const;
    bool wantsCsv() const { return !csv_.empty(); }

    /// Words for people leave standard output where "-" asks for a result there.
    Report report() const;

    /// Tries every target: that its folder exists and takes a file, and that no two are the same.
    /// @throws UsageError  naming the option, the path and the cause
    void check() const;

    /// Each writes a result wholly or not at all; nothing where it was not asked for.
    /// @throws WriteError  naming path and cause
    void writeJson(const std::string& text) const;
    void writeCsv(const std::string& text) const;

    /// "a.json, b.csv": the files that were asked for; empty if none.
    std::string files() const;

private:
    std::string json_;
    std::string csv_;
    bool quiet_ = false;
    std::vector<std::pair<std::string, const std::string*>> targets_; ///< option and path
};

} // namespace cyclo::cli
