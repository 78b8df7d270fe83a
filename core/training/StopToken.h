// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace cyclo {

/// Asks a run to stop after the current step. Any thread may request (a signal handler too: the flag is
/// lock-free); the training thread asks.
class StopToken {
public:
    void requestStop() noexcept { requested_.store(true, std::memory_order_relaxed); }
    void reset() noexcept { requested_.store(false, std::memory_order_relaxed); }
    bool stopRequested() const noexcept { return requested_.load(std::memory_order_relaxed); }

private:
    std::atomic<bool> requested_{false};
    static_assert(std::atomic<bool>::is_always_lock_free);
};

} // namespace cyclo
