// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Report.h"

#include <chrono>
#include <string>

namespace cyclo::cli {

/// A line on standard error that is redrawn in its place, at most about ten times a second; nothing where
/// standard error is no terminal, or when quiet. Gone at the end. One thread at a time.
class LiveLine {
public:
    explicit LiveLine(const Report& report);
    ~LiveLine() { clear(); }
    LiveLine(const LiveLine&) = delete;
    LiveLine& operator=(const LiveLine&) = delete;

    /// Whether it is time to draw again; a yes starts the next tenth of a second.
    bool due();
    void draw(const std::string& text);
    void clear(); ///< before anything else is said

private:
    using Clock = std::chrono::steady_clock;

    bool live_;
    bool drawn_ = false;
    Clock::time_point last_ = Clock::now();
};

} // namespace cyclo::cli
