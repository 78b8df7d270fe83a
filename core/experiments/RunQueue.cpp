// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/RunQueue.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace cyclo {

QueueShape queueShape(std::size_t jobs, int threads) {
    if (threads < 0)
        throw std::invalid_argument("threads must be at least 1, or 0 for all processors, got " +
                                    std::to_string(threads));
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int all = threads == 0 ? processors : threads;
    const auto most = static_cast<std::size_t>(all);
    const int sideBySide = static_cast<int>(std::clamp<std::size_t>(jobs, 1, most));
    return {.sideBySide = sideBySide, .threadsEach = all / sideBySide};
}

namespace detail {

void runOnThreads(std::size_t count, int workers, const std::function<void(std::size_t)>& job,
                  const StopToken& stop) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        while (!stop.stopRequested()) {
            const std::size_t index = next++;
            if (index >= count) return;
            job(index);
        }
    };
    const auto needed = std::min(count, static_cast<std::size_t>(std::max(workers, 1)));
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < needed; ++i)
        threads.emplace_back(work);
}

} // namespace detail

} // namespace cyclo
