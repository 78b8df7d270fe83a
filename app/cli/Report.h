// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/NumberText.h"

#include <cstdio>
#include <stdexcept>
#include <string>

namespace cyclo::cli {

/// The codes a shell sees.
enum ExitCode { kDone = 0, kRunFailed = 1, kWrongInput = 2 };

/// A result could not be written; what() says where and why. Exit code 1.
class WriteError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A run failed, was stopped, or diverged where it should not. Exit code 1.
class RunError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Words for people: on standard output, or on standard error where standard output carries data.
class Report {
public:
    enum class Stdout { People, Data };

    Report(Stdout use, bool quiet) : people_(use == Stdout::Data ? stderr : stdout), quiet_(quiet) {}

    /// One line, at once: who watches a pipe or a log sees it when it is said. Nothing when quiet.
    void say(const std::string& line) const;

    /// The same on standard error, whatever standard output carries.
    void warn(const std::string& line) const;

    bool quiet() const { return quiet_; }

private:
    std::FILE* people_;
    bool quiet_;
};

/// Prints to standard output. finishStdout() finds out whether it arrived.
void printText(const std::string& text);

/// @throws WriteError  if anything printed so far did not arrive (full disk, closed pipe)
void finishStdout();

/// One line on standard error: "cyclometer-cli find: message".
void printError(const std::string& command, const std::string& message);

/// The same text on one line: line breaks become "; ".
std::string oneLine(const std::string& text);

std::string countText(double value);                ///< "13,100"
std::string lossText(double loss, double accuracy); ///< "0.213, 97.21 %"; without accuracy where it is NaN

} // namespace cyclo::cli
