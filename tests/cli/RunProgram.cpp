// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/RunProgram.h"

#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace cyclo::test {

namespace {

struct Pipe {
    int readEnd = -1;
    int writeEnd = -1;
};

Pipe makePipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return {ends[0], ends[1]};
}

/// Appends what is there; false at the end of the pipe, which is then closed.
bool drain(int& pipe, std::string& text) {
    char buffer[1 << 14];
    const auto count = ::read(pipe, buffer, sizeof buffer);
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    if (count > 0 || (count < 0 && errno == EINTR)) return true;
    ::close(std::exchange(pipe, -1));
    return false;
}

pid_t start(const std::vector<std::string>& words, const Pipe& out, const Pipe& err) {
    std::vector<char*> pointers;
    for (const auto& word : words)
        pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    const pid_t process = ::fork();
    if (process != 0) return process;
    ::dup2(out.writeEnd, STDOUT_FILENO);
    ::dup2(err.writeEnd, STDERR_FILENO);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
}

} // namespace

RunningProgram::RunningProgram(const std::vector<std::string>& arguments, const std::string& stdoutTo,
                               const std::string& program) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    Pipe out = makePipe();
    const Pipe err = makePipe();
    if (!stdoutTo.empty()) {
        ::close(out.writeEnd);
        out.writeEnd = ::open(stdoutTo.c_str(), O_WRONLY | O_CLOEXEC);
        if (out.writeEnd < 0) throw std::runtime_error("cannot open " + stdoutTo);
    }
    process_ = start(words, out, err);
    ::close(out.writeEnd);
    ::close(err.writeEnd);
    out_ = out.readEnd;
    err_ = err.readEnd;
    if (process_ < 0) throw std::runtime_error("no process");
}

RunningProgram::~RunningProgram() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    for (const int pipe : {out_, err_})
        if (pipe >= 0) ::close(pipe);
}

bool RunningProgram::readMore() {
    pollfd pipes[2]{{out_, POLLIN, 0}, {err_, POLLIN, 0}}; // a negative number is left out
    if (out_ < 0 && err_ < 0) return false;
    if (::poll(pipes, 2, -1) < 0) return errno == EINTR;
    if (pipes[0].revents != 0) drain(out_, result_.out);
    if (pipes[1].revents != 0) drain(err_, result_.err);
    return true;
}

bool RunningProgram::waitForOutput(const std::string& text) {
    while (result_.out.find(text) == std::string::npos)
        if (!readMore()) return false;
    return true;
}

void RunningProgram::signal(int number) const {
    ::kill(process_, number);
}

ProgramResult RunningProgram::wait() {
    while (readMore()) {
    }
    int status = 0;
    ::waitpid(std::exchange(process_, -1), &status, 0);
    result_.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result_;
}

ProgramResult runProgram(const std::vector<std::string>& arguments, const std::string& stdoutTo,
                         const std::string& program) {
    return RunningProgram(arguments, stdoutTo, program).wait();
}

} // namespace cyclo::test
