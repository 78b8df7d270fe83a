// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/StopToken.h"

namespace cyclo::cli {

/// While it lives, SIGINT (Ctrl-C) and SIGTERM ask the run to stop after its current step; a second one ends
/// the program at once with exit code 130. At most one exists at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt(); ///< the signals do again what they did before
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    const StopToken& token() const { return token_; }

private:
    StopToken token_;
};

} // namespace cyclo::cli
