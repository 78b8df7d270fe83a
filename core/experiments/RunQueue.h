// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/StopToken.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// How independent jobs share the processors: `sideBySide` at a time, each with `threadsEach` of the engine.
struct QueueShape {
    int sideBySide = 1;  ///< >= 1
    int threadsEach = 1; ///< >= 1

    bool operator==(const QueueShape&) const = default;
};

/// As many side by side as there are threads (or jobs, if these are fewer), the threads divided evenly among
/// them: one thread each beats all threads for one after another, as no step waits for its slowest thread.
/// @param jobs     >= 0
/// @param threads  in all; 0: all processors
/// @throws std::invalid_argument  for a negative number of threads
QueueShape queueShape(std::size_t jobs, int threads);

/// What became of a job.
template <class Result> struct JobOutcome {
    std::optional<Result> result; ///< nothing if it threw, or was not begun because of a stop
    std::string error;            ///< what() of what it threw; empty if it did not throw
};

namespace detail {
/// Calls job(0) ... job(count - 1), begun in this order, on `workers` threads of their own; each job begins
/// and ends on one thread. None is begun once a stop was asked for. The jobs do not throw.
void runOnThreads(std::size_t count, int workers, const std::function<void(std::size_t)>& job,
                  const StopToken& stop);
} // namespace detail

/// Runs independent jobs side by side in this process and waits for all of them. A job makes what it needs
/// (its network, above all) itself, on the thread that calls it. A stop is for the jobs to honour; those not
/// begun by then never are.
/// @param jobs  called with their index and the number of engine threads they may take
/// @return one outcome a job, in the order of the jobs whatever the timing
template <class Result>
std::vector<JobOutcome<Result>>
runSideBySide(std::size_t count, const QueueShape& shape,
              const std::function<Result(std::size_t index, int threads)>& job, const StopToken& stop) {
    std::vector<JobOutcome<Result>> outcomes(count);
    const auto runOne = [&](std::size_t index) {
        try {
            outcomes[index].result = job(index, shape.threadsEach);
        } catch (const std::exception& error) {
            outcomes[index].error = error.what();
        }
    };
    detail::runOnThreads(count, shape.sideBySide, runOne, stop);
    return outcomes;
}

} // namespace cyclo
