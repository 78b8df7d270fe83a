// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Report.h"

#include <cerrno>
#include <cmath>
#include <cstring>

namespace cyclo::cli {

namespace {

template <class... Values> std::string format(const char* pattern, Values... values) {
    char text[64];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

// The cause of the first output that was lost: errno has moved on by the time anybody asks.
int firstLoss = 0;

void print(std::FILE* stream, const std::string& text) {
    errno = 0;
    const bool arrived =
        std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
    if (!arrived && stream == stdout && firstLoss == 0) firstLoss = errno != 0 ? errno : EIO;
}

} // namespace

void Report::say(const std::string& line) const {
    if (!quiet_) print(people_, line + '\n');
}

void Report::warn(const std::string& line) const {
    if (!quiet_) print(stderr, line + '\n');
}

void printText(const std::string& text) {
    print(stdout, text);
}

void finishStdout() {
    if (firstLoss != 0)
        throw WriteError("cannot write to standard output: " + std::string(std::strerror(firstLoss)));
}

void printError(const std::string& command, const std::string& message) {
    const std::string who = command.empty() ? "cyclometer-cli" : "cyclometer-cli " + command;
    std::fprintf(stderr, "%s: %s\n", who.c_str(), oneLine(message).c_str());
}

std::string oneLine(const std::string& text) {
    std::string line;
    for (const char letter : text) {
        if (letter != '\n' && letter != '\r')
            line += letter;
        else if (!line.empty() && !line.ends_with("; "))
            line += "; ";
    }
    if (line.ends_with("; ")) line.resize(line.size() - 2);
    return line;
}

std::string countText(double value) {
    const std::string digits = format("%.0f", value);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0 && digits[i - 1] != '-') text += ',';
        text += digits[i];
    }
    return text;
}

std::string lossText(double loss, double accuracy) {
    return numberText(loss) + (std::isnan(accuracy) ? "" : ", " + percentText(accuracy));
}

} // namespace cyclo::cli
