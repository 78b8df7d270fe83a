// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LiveLine.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace cyclo::cli {

namespace {

constexpr auto kRedrawEvery = std::chrono::milliseconds(100);

bool errorsGoToTerminal() {
    const char* const terminal = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

} // namespace

LiveLine::LiveLine(const Report& report) : live_(!report.quiet() && errorsGoToTerminal()) {}

bool LiveLine::due() {
    if (!live_) return false;
    const auto now = Clock::now();
    if (now - last_ < kRedrawEvery) return false;
    last_ = now;
    return true;
}

void LiveLine::draw(const std::string& text) {
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
    drawn_ = true;
}

void LiveLine::clear() {
    if (!drawn_) return;
    std::fprintf(stderr, "\r\033[K");
    std::fflush(stderr);
    drawn_ = false;
}

} // namespace cyclo::cli
