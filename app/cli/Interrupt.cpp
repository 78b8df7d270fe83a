// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interrupt.h"

#include <csignal>
#include <unistd.h>

namespace cyclo::cli {

namespace {

constexpr int kEndedBySignal = 130;

// A signal handler is given nothing but the signal: what it must reach has to be here.
std::atomic<StopToken*> interrupted{nullptr};
static_assert(std::atomic<StopToken*>::is_always_lock_free);

struct sigaction previousInterrupt, previousTerminate;

extern "C" void stopAfterStep(int) {
    StopToken* const token = interrupted.load();
    if (token == nullptr || token->stopRequested()) _exit(kEndedBySignal);
    token->requestStop();
}

} // namespace

Interrupt::Interrupt() {
    interrupted = &token_;
    struct sigaction action {};
    action.sa_handler = stopAfterStep;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &previousInterrupt);
    sigaction(SIGTERM, &action, &previousTerminate);
}

Interrupt::~Interrupt() {
    sigaction(SIGINT, &previousInterrupt, nullptr);
    sigaction(SIGTERM, &previousTerminate, nullptr);
    interrupted = nullptr;
}

} // namespace cyclo::cli
