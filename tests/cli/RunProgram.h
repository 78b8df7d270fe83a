// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace cyclo::test {

/// How a program ended and what it said.
struct ProgramResult {
    int exitCode = -1; ///< 128 + number for one that a signal ended
    std::string out;
    std::string err;
};

/// A program in a process of its own, with pipes for what it prints. Ended at the end of the scope.
class RunningProgram {
public:
    explicit RunningProgram(const std::vector<std::string>& arguments, const std::string& stdoutTo = {},
                            const std::string& program = CYCLO_CLI);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// Reads standard output until the text has come. @return false if the output ended before
    bool waitForOutput(const std::string& text);
    void signal(int number) const;
    ProgramResult wait(); ///< to the end

private:
    bool readMore(); ///< from both pipes; false when both have ended

    pid_t process_ = -1;
    int out_ = -1;
    int err_ = -1;
    ProgramResult result_;
};

/// Runs cyclometer-cli, or another program, to its end.
/// @param stdoutTo  a file or device that takes standard output in place of `out`; empty for none
ProgramResult runProgram(const std::vector<std::string>& arguments, const std::string& stdoutTo = {},
                         const std::string& program = CYCLO_CLI);

} // namespace cyclo::test
